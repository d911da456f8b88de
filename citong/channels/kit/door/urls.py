"""The addresses of the door; they stand twice, in the portal and at the desk (config/urls.py)."""

from django.urls import path

from . import factors, passkeys, second, security

app_name = "door"
urlpatterns = [
    path("second/", second.second, name="second"),
    path("second/codes/", factors.add_codes, name="add_codes"),
    path("second/passkey/", passkeys.add, name="add_passkey"),
    path("second/recovery/", factors.renew_recovery, name="renew_recovery"),
    path("second/codes/drop/", factors.drop_codes, name="drop_codes"),
    path("second/passkey/<int:passkey_id>/drop/", factors.drop_passkey, name="drop_passkey"),
    path("passkey/", passkeys.show, name="show_passkey"),
    path("passkey/ask/make/", passkeys.ask_to_make, name="ask_to_make"),
    path("passkey/ask/use/", passkeys.ask_to_use, name="ask_to_use"),
    path("security/", security.security, name="security"),
    path("security/record/", security.record, name="record"),
    path("security/sessions/<str:session_id>/end/", security.end, name="end_session"),
    path("security/others/end/", security.end_others, name="end_others"),
]
