from django.apps import AppConfig


class Desk(AppConfig):
    name = "citong.channels.desk"
