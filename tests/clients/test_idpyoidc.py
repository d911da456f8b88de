"""idpyoidc, the reference client of the Python world, signs somebody in with us."""

import warnings
from urllib.parse import parse_qsl, urlsplit

import pytest

from citong.identity import facade as identity
from tests.channels.portal.conftest import client_of
from tests.channels.signing_on import consenting_at
from tests.factories.sites import BACK, a_site

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from cryptojwt import KeyJar
    from idpyoidc.client.exception import OidcServiceError
    from idpyoidc.client.rp_handler import RPHandler

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore"),  # of the client's own code
]


def configured(hall, site, secret):
    """The client, told no more than its number, its secret and where we are."""
    return RPHandler(
        base_url="https://bus.example",
        keyjar=KeyJar(),  # left to itself, it would write keys of its own into the working folder
        client_configs={
            "hall": {
                "issuer": hall,
                "client_id": site.client_id,
                "client_secret": secret,
                "redirect_uris": [BACK],
                "client_type": "oidc",
                "response_types_supported": ["code"],
                "scopes_supported": ["openid", "profile", "offline_access"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "id_token_signed_response_alg": "RS256",
                "provider_info": {"issuer": hall},
                "add_ons": {
                    "pkce": {
                        "function": "idpyoidc.client.oauth2.add_on.pkce.add_support",
                        "kwargs": {"code_challenge_length": 64, "code_challenge_method": "S256"},
                    }
                },
            }
        },
    )


def test_the_reference_client_is_content(hall, ana):
    site, secret = a_site()
    handler = configured(hall, site, secret)
    address = handler.begin("hall", req_args={"scope": ["openid", "profile"]})

    answer = dict(parse_qsl(urlsplit(consenting_at(client_of(ana), address.removeprefix(hall))).query))
    told = handler.finalize(handler.state2issuer(answer["state"]), answer)

    assert told["userinfo"]["name"] == "Ana"
    assert told["id_token"]["aud"] == [site.client_id]
    assert told["id_token"]["iss"] == identity.issuer()


def test_the_reference_client_is_told_when_its_code_is_no_good(hall, ana):
    site, secret = a_site()
    handler = configured(hall, site, secret)
    address = handler.begin("hall", req_args={"scope": ["openid", "profile"]})
    answer = dict(parse_qsl(urlsplit(consenting_at(client_of(ana), address.removeprefix(hall))).query))

    with pytest.raises(OidcServiceError, match="invalid_grant"):
        handler.finalize(handler.state2issuer(answer["state"]), {**answer, "code": "another"})
