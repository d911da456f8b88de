"""Check guides by the linter's rules: those that are published, or those of a file."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from citong.catalogue import facade as catalogue


class Command(BaseCommand):
    help = "办事指南体检：检查已经发布的指南，或者一个文件（.jsonl、.csv、.xlsx）里的指南。有错误时返回 1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="要检查的文件；不写就检查已经发布的指南")
        parser.add_argument("--all", action="store_true", help="逐条列出，不只是按规则和部门汇总")

    def handle(self, *_args: Any, **options: Any) -> None:  # Any: Django passes parsed options untyped
        unread = 0
        guides = [guide for _, guide in catalogue.guides_published()] if options["file"] is None else []
        if options["file"]:
            guides, unread = self._of_file(options["file"])
        checked = catalogue.lint_all(guides)
        if options["all"]:
            self._list(checked)
        self._sum_up(checked)
        errors = sum(each.severity is catalogue.Severity.ERROR for one in checked for each in one.findings)
        if errors or unread:
            lines = f"有 {unread} 处读不了。" if unread else ""
            raise CommandError(f"{lines}有 {errors} 处错误，改正以前不能发布。", returncode=1)

    def _of_file(self, file: Path) -> tuple[list[catalogue.Guide], int]:
        try:
            stream = file.open("rb")
        except OSError as error:
            raise CommandError(f"打不开文件：{file}") from error
        with stream:
            guides, faults = catalogue.guides_in(catalogue.lines_in(stream, file_name=file.name))
        for fault in faults:
            self.stderr.write(f"第 {fault.line} 行 {fault.column}：{fault.message}")
        return guides, len(faults)

    def _list(self, checked: Sequence[catalogue.Checked]) -> None:
        for one in checked:
            self.stdout.write(f"{one.guide.definition.name}（{one.guide.code}）：{one.score} 分")
            for each in one.findings:
                severity = catalogue.SEVERITY_NAMES[each.severity]
                self.stdout.write(f"  {severity} {each.rule} {each.place}：{each.message}{each.remedy}")

    def _sum_up(self, checked: Sequence[catalogue.Checked]) -> None:
        mean = catalogue.mean_tenths([each.score for each in checked]) / 10
        self.stdout.write(f"检查了 {len(checked)} 项，平均 {mean} 分。")
        counted = Counter((each.rule, each.severity) for one in checked for each in one.findings)
        for (code, severity), count in sorted(counted.items()):
            title, words = catalogue.RULE_OF[code].title, catalogue.SEVERITY_NAMES[severity]
            self.stdout.write(f"{code} {title}（{words}）：{count} 处")
        bodies = sorted({one.guide.body for one in checked})
        for body in bodies:
            scores = [one.score for one in checked if one.guide.body == body]
            self.stdout.write(f"{body}：{len(scores)} 项，平均 {catalogue.mean_tenths(scores) / 10} 分")
