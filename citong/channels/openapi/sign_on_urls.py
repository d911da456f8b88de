"""Addresses of single sign-on for programs; those that people see are the portal's."""

from django.urls import path

from . import sign_on
from .edge import answered

app_name = "openid"
urlpatterns = [
    path(".well-known/openid-configuration", answered(sign_on.discovery, guard="anyone"), name="discovery"),
    path("oidc/keys", answered(sign_on.keys, guard="anyone"), name="keys"),
    path("oidc/token", answered(sign_on.token, guard="site"), name="token"),
    path("oidc/userinfo", answered(sign_on.userinfo, guard="site"), name="userinfo"),
    path("oidc/introspect", answered(sign_on.introspect, guard="site"), name="introspect"),
    path("oidc/revoke", answered(sign_on.revoke, guard="site"), name="revoke"),
]
