"""An older site that is none: a strict CAS server, which can also be wrong."""

import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.sax.saxutils import escape

from tests.partners.serving import Answer, Request

NAMESPACE = 'xmlns:cas="http://www.yale.edu/tp/cas"'
BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


@dataclass
class CasSite:
    """`wrong` names what it does wrong; version 2 knows no attributes."""

    user: str
    attributes: dict[str, str]
    version: int = 3
    wrong: str = ""
    tickets: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def __call__(self, request: Request) -> Answer:
        """Answer, or fail to."""
        if request.path == "/p3/serviceValidate" and self.version < 3:
            return Answer("", 404)
        if request.path not in {"/p3/serviceValidate", "/serviceValidate"}:
            return Answer("", 404)
        faults = {
            "broken": Answer("", 500), "garbage": Answer("<html>"), "bomb": Answer(BOMB),
            "sixteen bits": Answer(BOMB.encode("utf-16")), "slow": Answer("", pause=6.0), "odd": Answer("", 418),
        }  # fmt: skip
        return faults.get(self.wrong) or Answer(self._told(request))

    def sign_in(self, address: str) -> str:
        """What a browser does that is sent to this address: sign in, and be led back to this one."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        ticket = f"ST-{secrets.token_hex(12)}"
        self.tickets[ticket] = (asked["service"], asked.get("renew") == "true")
        return f"{asked['service']}{'&' if '?' in asked['service'] else '?'}{urlencode({'ticket': ticket})}"

    def logout_request(self, ticket: str) -> str:
        """The word that the session of a ticket is over."""
        return (
            '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="x" Version="2.0">'
            f"<samlp:SessionIndex>{ticket}</samlp:SessionIndex></samlp:LogoutRequest>"
        )

    def _told(self, request: Request) -> str:
        service, is_new = self.tickets.pop(request.asked.get("ticket", ""), ("", False))
        is_kept = request.asked.get("renew") == "true" and not is_new
        if not service or service != request.asked.get("service") or is_kept:
            return _response('<cas:authenticationFailure code="INVALID_TICKET"/>')
        attributes = "".join(f"<cas:{name}>{escape(said)}</cas:{name}>" for name, said in self.attributes.items())
        told = f"<cas:attributes>{attributes}</cas:attributes>" if self.version >= 3 else ""
        user = f"<cas:user>{escape(self.user)}</cas:user>"
        return _response(f"<cas:authenticationSuccess>{user}{told}</cas:authenticationSuccess>")


def _response(content: str) -> str:
    return f"<cas:serviceResponse {NAMESPACE}>{content}</cas:serviceResponse>"
