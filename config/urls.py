"""Every address of the hall. Each channel keeps its own."""

from django.urls import include, path

# The portal comes last: what begins with a word of its own is found without trying all of the portal's addresses.
urlpatterns = [
    path("api/v1/", include("citong.channels.openapi.urls")),
    path("desk/me/", include("citong.channels.kit.door.urls", namespace="desk_door")),
    path("desk/", include("citong.channels.desk.urls")),
    path("me/", include("citong.channels.kit.door.urls", namespace="door")),
    path("kit/", include("citong.channels.kit.urls")),
    path("", include("citong.channels.openapi.sign_on_urls")),
    path("", include("citong.channels.portal.urls")),
]

handler400 = "citong.channels.kit.faults.unreadable"
handler403 = "citong.channels.kit.faults.forbidden"
handler404 = "citong.channels.kit.faults.not_found"
handler500 = "citong.channels.kit.faults.broken"
