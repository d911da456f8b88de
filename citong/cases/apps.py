from django.apps import AppConfig


class Cases(AppConfig):
    name = "citong.cases"
