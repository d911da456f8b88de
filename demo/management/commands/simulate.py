"""manage.py simulate: more cases than the demonstration brings, as many as wanted."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.loading.bars import Bar
from demo.simulator.opening import HISTORY_SEED, OPENING_SEED
from demo.simulator.runs import Run, begin, is_over, play


class Command(BaseCommand):
    """A run that was interrupted is taken up again by giving its seed."""

    help = "Play citizens and offices through two years of working days; the same seed gives the same cases, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, by which seed, up to which day."""
        parser.add_argument("--cases", type=int, default=300, help="how many cases (300)")
        parser.add_argument("--seed", type=int, default=1, help="which cases; a seed is used once in a hall (1)")
        parser.add_argument("--until", type=date.fromisoformat, help="the first day that is not played (today)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Play, or go on."""
        if options["seed"] in (OPENING_SEED, HISTORY_SEED) or options["seed"] < 0:
            raise CommandError("这个种子号留给演示数据用，请换一个。")
        if options["cases"] < 1:
            raise CommandError("至少要一件。")
        run = begin(Run(options["seed"], options["cases"], options["until"] or timezone.localdate()))
        if run.cases != options["cases"] or options["until"] not in (None, run.until):
            raise CommandError(f"这个种子号已经用过：{run.cases} 件，到 {run.until} 为止。请换一个，或者照原样写。")
        if is_over(run):
            self.stdout.write("这些办件已经都在了。")
            return
        play(run, progress=Bar(self.stdout, "办件").show)
        self.stdout.write(f"模拟了 {run.cases} 件，到 {run.until} 为止。")
