from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Journeys(AppConfig):
    """Loads every journey, so that its handlers are known wherever facts are published."""

    name = "citong.journeys"

    def ready(self) -> None:
        """Import intake.py, permit.py …: each registers its handlers."""
        autodiscover_modules(
            *(
                "accounts",
                "doors",
                "mandates",
                "intake",
                "permit",
                "procedures",
                "endings",
                "linked",
                "joint",
                "calendar",
                "staffing",
                "personal",
            )
        )
