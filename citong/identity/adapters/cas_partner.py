"""A partner that speaks CAS 2.0 or 3.0: a ticket comes with whoever comes back, and is asked about at the server."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from xml.etree import ElementTree

from citong.kernel.crypto import new_token, same
from citong.kernel.errors import Unavailable

from ..ports import Assertion, Departure, Ending, Manner, PartnerTerms
from .outbound import declined, mistrusted, outbound, read, with_query

CAS: Final = "{http://www.yale.edu/tp/cas}"
SAML: Final = "{urn:oasis:names:tc:SAML:2.0:protocol}"
MANNERS: Final = {Manner.USUAL: {}, Manner.ANEW: {"renew": "true"}, Manner.SILENTLY: {"gateway": "true"}}
_TICKET: Final = re.compile(r"ST-[\x21-\x7e]{1,253}")
_OURS: Final = (
    "level", "name", "id_type", "id_number", "phone", "enterprise_name", "credit_code", "legal_representative",
)  # fmt: skip


class CasServer:
    """Ticket validation; version 3 first, because only that tells more than a name."""

    def depart(self, partner: PartnerTerms, *, back_to: str, manner: Manner) -> Departure:
        """Where to lead somebody; what binds the ticket to this browser is part of the service's address."""
        state = new_token()
        service = with_query(back_to, {"state": state})
        asked = {"service": service, **MANNERS[manner]}
        address = with_query(f"{_base(partner)}/login", asked)
        return Departure(address, state, back_to=service, manner=manner.value)

    def arrive(
        self,
        partner: PartnerTerms,
        *,
        departure: Departure,
        answer: Mapping[str, str],
        at: datetime,  # noqa: ARG002 -- the port's
    ) -> Assertion:
        """Ask the server whose ticket it is."""
        if not same(answer.get("state", ""), departure.state):
            raise mistrusted("state")
        ticket = answer.get("ticket", "")
        if not _TICKET.fullmatch(ticket):
            raise declined()
        # The way back asks for a new sign-in too, or whoever is led could leave it out.
        renew = MANNERS[Manner.ANEW] if departure.manner == Manner.ANEW else {}
        asked = {"service": departure.back_to, "ticket": ticket, **renew}
        success = _validated(partner, asked)
        user = (success.findtext(f"{CAS}user") or "").strip()
        if not 0 < len(user) <= 255:
            raise mistrusted("user")
        listed = success.iterfind(f"{CAS}attributes/*")
        attributes = {each.tag.removeprefix(CAS): (each.text or "").strip() for each in listed}
        told = {name: attributes.get(partner.claims.get(name, name), "") for name in _OURS}
        return Assertion(subject=user, session=ticket, **told)

    def end_told(self, partner: PartnerTerms, *, told: Mapping[str, str], at: datetime) -> Ending:  # noqa: ARG002 -- the port's
        """A SAML logout request; nobody signs it, but only the server and we know the ticket that it names."""
        request = _parsed(told.get("logoutRequest", "").encode())
        ticket = (request.findtext(f"{SAML}SessionIndex") or "").strip()
        if request.tag != f"{SAML}LogoutRequest" or not _TICKET.fullmatch(ticket):
            raise mistrusted("logout request")
        return Ending(session=ticket)

    def leave(self, partner: PartnerTerms, *, id_token: str, back_to: str) -> str:  # noqa: ARG002 -- the port's
        """Where somebody signs out of the server too."""
        return with_query(f"{_base(partner)}/logout", {"service": back_to})


def _validated(partner: PartnerTerms, asked: Mapping[str, str]) -> ElementTree.Element:
    with outbound() as http:
        for path in ("/p3/serviceValidate", "/serviceValidate"):
            status, body = read(http, http.build_request("GET", with_query(_base(partner) + path, asked)))
            if status != 404:
                break
    if status != 200:
        raise Unavailable(f"validation answered {status}")
    success = _parsed(body).find(f"{CAS}authenticationSuccess")
    if success is None:
        raise mistrusted("ticket")
    return success


def _parsed(content: bytes) -> ElementTree.Element:
    """The document; one that brings declarations of its own is not read (no entities, no bombs)."""
    try:
        text = content.decode()
        if "<!" in text.replace("<!--", ""):
            raise mistrusted("declarations in XML")
        return ElementTree.fromstring(text)  # noqa: S314 -- without declarations there is nothing to expand
    except (UnicodeDecodeError, ElementTree.ParseError) as fault:
        raise mistrusted("XML") from fault


def _base(partner: PartnerTerms) -> str:
    return partner.address.rstrip("/")
