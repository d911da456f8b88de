"""The demonstration of a hall: invented people and figures, true procedures."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Its place among the installed applications."""

    name = "demo"
