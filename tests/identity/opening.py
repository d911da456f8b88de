"""How tests sign up: by the real way, with the code that went to the telephone."""

from datetime import UTC, datetime

from django.db.models import F

from citong.identity import facade as identity
from citong.identity.models import PhoneChallenge
from citong.identity.rules import codes
from citong.kernel.actors import Actor

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
VISITOR = Actor(id="visitor", channel="portal")
PASSWORD = "xiexie-nin"
BROWSER = "a browser"
ANA = {"name": "Ana", "id_type": "111", "id_number": "350502199003070014"}
SHOP = {
    "name": "刺桐示例商行",
    "uscc": "91350502MA00000019",
    "legal_representative": "Ben",
    "handler_name": "Ana",
    "handler_id_type": "111",
    "handler_id_number": "350502199003070014",
}


def code_for(subject, purpose, *, browser=BROWSER, sender="192.0.2.1", at=AT):
    """The code that somebody finds on their telephone; whatever they asked for before was a while ago."""
    PhoneChallenge.objects.filter(subject=subject).update(asked_at=F("asked_at") - 2 * codes.PAUSE)
    challenge = identity.ask_for_code(subject, purpose=purpose, browser=browser, sender=sender, by=VISITOR, at=at)
    return identity.code_of(challenge.pk, at=at)


def opening(*, phone="13800138000", at=AT, browser=BROWSER, **changes):
    """What everybody gives who opens an account."""
    code = ""
    if "code" not in changes and identity.check_mobile(identity.normal_mobile(phone)) is None:
        code = code_for(identity.normal_mobile(phone), identity.Purpose.SIGN_UP, browser=browser, at=at)
    values = {"code": code, "browser": browser, "password": PASSWORD, "agreement": identity.AGREEMENT}
    return identity.Opening(phone, **{**values, **changes})


def sign_up(*, at=AT, by=VISITOR, **changes):
    given = {field: changes.pop(field) for field in ANA if field in changes}
    return identity.sign_up(opening(at=at, **changes), **{**ANA, **given}, by=by, at=at)


def sign_up_enterprise(*, at=AT, by=VISITOR, **changes):
    given = {field: changes.pop(field) for field in (*SHOP, "address") if field in changes}
    return identity.sign_up_enterprise(opening(at=at, **changes), **{**SHOP, **given}, by=by, at=at)
