"""manage.py certificates: the hall's own small authority, and the bodies elsewhere that are believed here."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.errors import InvalidInput, Refusal


class Command(BaseCommand):
    """Found the authority, issue, revoke; trust others, bring in their lists."""

    help = "The hall's own certificate authority, and whom else it believes. See docs/guide/operator.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word for what is wanted."""
        wanted = parser.add_subparsers(dest="wanted", required=True)
        wanted.add_parser("found", help="a root and an issuer; may be repeated")
        issue = wanted.add_parser("issue", help="a certificate for the key of a request; prints it")
        issue.add_argument("login", help="staff number, or credit code of an enterprise")
        issue.add_argument("request", type=Path, help="PKCS#10, as PEM or DER")
        revoke = wanted.add_parser("revoke", help="a certificate is worth nothing any more")
        revoke.add_argument("number", type=int)
        revoke.add_argument("reason", choices=identity.RevocationReason.values)
        trust = wanted.add_parser("trust", help="believe the certificates of another body")
        trust.add_argument("name")
        trust.add_argument("certificate", type=Path)
        trust.add_argument("--staff", action="store_true", help="those of members of staff")
        trust.add_argument("--enterprises", action="store_true", help="those of enterprises")
        wanted.add_parser("distrust", help="believe them no more").add_argument("number", type=int)
        brought = wanted.add_parser("list", help="bring in the list of revoked ones of an issuer elsewhere")
        brought.add_argument("number", type=int, help="of the body that is trusted")
        brought.add_argument("issuer", type=Path)
        brought.add_argument("content", type=Path)
        wanted.add_parser("show", help="authorities, and bodies that are trusted")

    def handle(self, *_args: Any, wanted: str, **options: Any) -> None:
        """Do it, or say in words why not."""
        acts: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
            "found": _found,
            "issue": _issue,
            "revoke": _revoke,
            "trust": _trust,
            "distrust": _distrust,
            "list": _list,
            "show": _show,
        }
        try:
            self.stdout.write(acts[wanted](options))
        except InvalidInput as refused:
            raise CommandError("\n".join([refused.message, *refused.faults.values()])) from refused
        except (Refusal, OSError) as refused:
            raise CommandError(str(refused)) from refused


def _found(_options: Mapping[str, Any]) -> str:
    return f"issuer {identity.found_authorities(by=SYSTEM, at=timezone.now()).pk}"


def _issue(options: Mapping[str, Any]) -> str:
    account = identity.account_of_login(options["login"])
    request = options["request"].read_bytes()
    return identity.pem_of(identity.issue_certificate(account.pk, request=request, by=SYSTEM, at=timezone.now()))


def _revoke(options: Mapping[str, Any]) -> str:
    identity.revoke_certificate(options["number"], reason=options["reason"], by=SYSTEM, at=timezone.now())
    return "revoked"


def _trust(options: Mapping[str, Any]) -> str:
    anchor = identity.trust_anchor(
        options["name"],
        certificate=options["certificate"].read_bytes(),
        for_staff=options["staff"],
        for_enterprises=options["enterprises"],
        by=SYSTEM,
        at=timezone.now(),
    )
    return f"trusted as number {anchor.pk}"


def _distrust(options: Mapping[str, Any]) -> str:
    identity.distrust_anchor(options["number"], by=SYSTEM, at=timezone.now())
    return "not trusted any more"


def _list(options: Mapping[str, Any]) -> str:
    issuer, content = options["issuer"].read_bytes(), options["content"].read_bytes()
    identity.take_list(options["number"], issuer=issuer, content=content, by=SYSTEM, at=timezone.now())
    return "taken"


def _show(_options: Mapping[str, Any]) -> str:
    own = [f"{one.pk}  {one.role}  {one.scheme}  list {one.list_number}" for one in identity.authorities()]
    return "\n".join([*own, *(f"{one.pk}  trusted  {one.name}" for one in identity.anchors())]) or "none"
