from django.apps import AppConfig


class Kit(AppConfig):
    name = "citong.channels.kit"
