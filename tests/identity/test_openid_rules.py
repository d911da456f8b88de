"""The rules of single sign-on, as tables and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.identity.errors import SignOnFault
from citong.identity.rules import openid, partners, sites
from citong.identity.rules.means import Means

SAFE = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", min_size=43, max_size=128)


def test_the_challenge_is_that_of_the_standard():
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    assert openid.challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert openid.verifier_fits(verifier, challenge="E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")


def test_the_hash_of_an_access_token_is_that_of_the_standard():
    """OpenID Connect Core 1.0, appendix A.3."""
    assert openid.token_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y") == "77QmUPtjPfzWtF2AnpK9RQ"


@given(verifier=SAFE, other=SAFE)
def test_a_verifier_fits_its_own_challenge_only(verifier, other):
    challenge = openid.challenge_of(verifier)

    assert openid.verifier_fits(verifier, challenge=challenge)
    assert openid.verifier_fits(other, challenge=challenge) == (other == verifier)


@given(text=st.text(max_size=200))
def test_whatever_is_sent_as_a_verifier_is_answered(text):
    assert openid.verifier_fits(text, challenge=openid.challenge_of("x" * 43)) in {True, False}


@given(address=st.text(max_size=80))
def test_whatever_is_written_as_an_address_is_looked_at(address):
    fault = sites.check_address(address)

    assert fault is None or fault.endswith(("。",))
    if fault is None:
        assert address.startswith(("https://", "http://localhost", "http://127.0.0.1", "http://[::1]", "HTTP", "Http"))


@pytest.mark.parametrize("address", [
    "https://a.example/back", "https://a.example:8443/back?x=1", "http://127.0.0.1:1/x", "http://[::1]:80/x",
    "http://localhost/x", "https://10.1.2.3/intranet",
])  # fmt: skip
def test_good_addresses(address):
    assert sites.check_address(address) is None


@pytest.mark.parametrize("address", [
    "", "a.example", "//a.example", "https:///x", "https://", "http://a.example/", "http://127.0.0.1.a.example/",
    "http://localhost.a.example/", "ftp://a.example/", "https://a.example/#f", "https://a.example/#", "https://u@a.example/",
    "https://a.example/ x", "https://a.example\\@b.example/", "https://*.a.example/", "https://a.example/\n", "data:,x",
    "https://a.example:99999/", "https://[::1/", "https://例.example/", "https://" + "a" * 500,
])  # fmt: skip
def test_bad_addresses(address):
    assert sites.check_address(address)


@given(said=st.text(max_size=40), levels=st.dictionaries(st.text(max_size=5), st.integers(0, 4)), cap=st.integers(0, 4))
def test_nobody_is_believed_beyond_what_they_are_trusted_with(said, levels, cap):
    assert 0 <= partners.level_of(said, levels=levels, trusted_up_to=cap) <= cap


@pytest.mark.parametrize(("said", "levels", "level"), [
    ("urn:citong:assurance:3", {}, 3),
    ("urn:citong:assurance:9", {}, 0),
    ("urn:citong:assurance:33", {}, 0),
    ("xurn:citong:assurance:3", {}, 0),
    ("urn:citong:assurance:3", {"urn:citong:assurance:3": 1}, 1),
    ("", {}, 0),
    ("", {"": 2}, 2),
    ("gold", {"": 2}, 0),
])  # fmt: skip
def test_levels_are_read_by_the_table(said, levels, level):
    assert partners.level_of(said, levels=levels, trusted_up_to=4) == level


QUESTIONS = ["response_type", "scope", "code_challenge", "code_challenge_method", "prompt", "max_age", "state"]


@given(asked=st.dictionaries(st.sampled_from(QUESTIONS), st.text(max_size=60)))
def test_whatever_a_site_sends_is_refused_in_words_that_programs_may_pass_on(asked):
    """A challenge of 43 characters beside a known response type does not come about by itself."""
    with pytest.raises(SignOnFault) as refused:
        openid.read_request(asked, redirect_uri="https://a.example/", allowed=["openid"])

    assert refused.value.description.isascii()


@pytest.mark.parametrize("means", Means)
def test_every_way_in_has_its_word_in_tokens(means):
    assert openid.methods_of(means)
