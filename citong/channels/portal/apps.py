from django.apps import AppConfig


class Portal(AppConfig):
    name = "citong.channels.portal"
