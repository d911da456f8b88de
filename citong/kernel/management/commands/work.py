"""manage.py work: a worker process."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules

from citong.kernel import keys
from citong.kernel.worker import stop_on_signals, work


class Command(BaseCommand):
    """Delivers facts and runs jobs until stopped; start as many as you like."""

    help = "Deliver facts and run jobs until stopped (SIGTERM or Ctrl-C). Many may run at once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run until told to stop."""
        autodiscover_modules("jobs", "rotation")
        keys.look_at_the_start()
        work(stop_on_signals())
