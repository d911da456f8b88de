from django.apps import AppConfig


class Openapi(AppConfig):
    name = "citong.channels.openapi"
