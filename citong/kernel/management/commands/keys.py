"""manage.py keys: the hall's keys, for operators."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from citong.kernel import keys, rotation
from citong.kernel.actors import SYSTEM
from citong.kernel.crypto import sm2
from citong.kernel.encrypted import encrypted_columns
from citong.kernel.errors import KeyMissing, Refusal, Unavailable, WrongMasterKey

FORESEEN = (KeyMissing, Refusal, Unavailable, WrongMasterKey)


class Command(BaseCommand):
    """Show, make, change and lay aside keys."""

    help = "Show the hall's keys, make the first ones, change them, lay them aside. See docs/guide/operator.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word for what is wanted."""
        wanted = parser.add_subparsers(dest="wanted", required=True)
        wanted.add_parser("show", help="every key and its state, and whether it can be unwrapped")
        wanted.add_parser("make", help="a first key for every purpose that has none; may be repeated")
        wanted.add_parser("rotate", help="announce a new key").add_argument("purpose")
        wanted.add_parser("rewrite", help="write all encrypted columns with the present keys, now")
        wanted.add_parser("rewrap", help="wrap all keys anew, after the master key has been changed")
        retire = wanted.add_parser("retire", help="lay a former key aside that nothing needs any more")
        retire.add_argument("purpose")
        retire.add_argument("number", type=int)

    def handle(self, *_args: Any, wanted: str, **options: Any) -> None:
        """Do it, or say in words why not."""
        # What has keys of its own says so when it is loaded.
        autodiscover_modules("facade")
        acts: Mapping[str, Callable[..., None]] = {
            "show": self._show,
            "make": self._make,
            "rotate": self._rotate,
            "rewrite": self._rewrite,
            "rewrap": self._rewrap,
            "retire": self._retire,
        }
        try:
            acts[wanted](options)
        except FORESEEN as reason:
            raise CommandError(f"{reason} {getattr(reason, 'details', {}).get('remedy', '')}".strip()) from reason

    def _show(self, _options: Mapping[str, Any]) -> None:
        engine = sm2.engine()
        self.stdout.write(f"SM2 by {engine.name}{f' ({engine.reason})' if engine.reason else ''}")
        for one in keys.overview(at=timezone.now()):
            when = f"made {_local(one.created_at)}, active from {_local(one.active_from)}"
            self.stdout.write(f"{one.purpose}/{one.number}  {one.algorithm}  {one.state}  {when}")
        keys.assert_usable()
        self.stdout.write("Every key can be unwrapped.")

    def _make(self, _options: Mapping[str, Any]) -> None:
        made = rotation.make_first_keys(by=SYSTEM, at=timezone.now())
        self.stdout.write(f"made: {', '.join(made) or 'none, all are there'}")
        keys.assert_usable()

    def _rotate(self, options: Mapping[str, Any]) -> None:
        row = rotation.rotate(options["purpose"], by=SYSTEM, at=timezone.now())
        self.stdout.write(f"{row} will be used from {_local(row.active_from)}.")

    def _rewrite(self, _options: Mapping[str, Any]) -> None:
        for column in encrypted_columns():
            self.stdout.write(f"{column.place}: {rotation.rewrite(column)} batches")

    def _rewrap(self, _options: Mapping[str, Any]) -> None:
        count = rotation.rewrap(by=SYSTEM, at=timezone.now())
        self.stdout.write(
            f"{count} keys lie under the present master key. The former one is needed for old backups only."
        )

    def _retire(self, options: Mapping[str, Any]) -> None:
        rotation.retire(options["purpose"], options["number"], by=SYSTEM, at=timezone.now())
        self.stdout.write(f"{options['purpose']}/{options['number']} is retired.")


def _local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}"
