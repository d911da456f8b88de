"""manage.py verify_audit: compute the chain of the audit again."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from citong.kernel import audit


class Command(BaseCommand):
    """Exit code 0 when every seal fits, 1 when one does not."""

    help = "Compute the audit's hash chain again and say whether every seal fits."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Examine and report."""
        verdict = audit.examine()
        self.stdout.write(f"seals {verdict.seals}, entries {verdict.entries}, not sealed yet {verdict.unsealed}")
        if verdict.broken_at is not None:
            self.stderr.write(f"BROKEN at seal {verdict.broken_at}: entries were changed, removed or added there.")
            sys.exit(1)
        self.stdout.write("The chain is whole.")
