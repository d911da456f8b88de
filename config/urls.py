"""Every address of the hall. Each channel keeps its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("citong.channels.portal.urls")),
    path("desk/", include("citong.channels.desk.urls")),
    path("api/v1/", include("citong.channels.openapi.urls")),
    path("kit/", include("citong.channels.kit.urls")),
]

handler400 = "citong.channels.kit.faults.unreadable"
handler403 = "citong.channels.kit.faults.forbidden"
handler404 = "citong.channels.kit.faults.not_found"
handler500 = "citong.channels.kit.faults.broken"
