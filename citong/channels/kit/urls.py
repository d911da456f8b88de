"""The gallery of pieces."""

from django.urls import path

from . import gallery

app_name = "kit"
urlpatterns = [
    path("", gallery.pieces, name="gallery"),
    path("desk/", gallery.desk_pieces, name="desk_gallery"),
]
