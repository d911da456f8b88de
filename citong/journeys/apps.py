from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Journeys(AppConfig):
    """Loads every journey, so that its handlers are known wherever facts are published."""

    name = "citong.journeys"

    def ready(self) -> None:
        """Import permit.py, joint.py, calendar.py …: each registers its handlers."""
        autodiscover_modules("permit", "joint", "calendar")
