"""Import item guides from a file: all of it, or nothing and a list of what is wrong."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM


class Command(BaseCommand):
    help = "导入事项办事指南（.jsonl、.csv、.xlsx）。有一处不对就整份不导入，并逐条列出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="要导入的文件")

    def handle(self, *_args: Any, **options: Any) -> None:  # Any: Django passes parsed options untyped
        file: Path = options["file"]
        try:
            stream = file.open("rb")
        except OSError as error:
            raise CommandError(f"打不开文件：{file}") from error
        with stream:
            lines = catalogue.lines_in(stream, file_name=file.name)
            report = catalogue.import_guides(lines, by=SYSTEM, at=timezone.now())
        if report.faults:
            self._tell_faults(report)
        self._tell_success(report)

    def _tell_success(self, report: catalogue.ImportReport) -> None:
        self.stdout.write(f"导入完成：新增 {report.added} 项，更新 {report.updated} 项，未变 {report.unchanged} 项。")
        if report.departments:
            self.stdout.write(f"新建部门 {len(report.departments)} 个：{'、'.join(report.departments)}。")
        if report.placeholders:
            self.stdout.write(
                f"其中 {len(report.placeholders)} 个部门的代码不是有效的统一社会信用代码，"
                f"先用了替代代码，请尽快补正：{'、'.join(report.placeholders)}。"
            )

    def _tell_faults(self, report: catalogue.ImportReport) -> None:
        for fault in report.faults:
            place = f"第 {fault.line} 行" if fault.line else "整个文件"
            column = f"，{fault.column}" if fault.column else ""
            self.stderr.write(f"{place}{column}：{fault.message}")
        if report.more_faults:
            self.stderr.write(f"还有 {report.more_faults} 处没有列出。")
        count = len(report.faults) + report.more_faults
        raise CommandError(f"没有导入：文件有 {count} 处要改。改好后再导入一次。", returncode=1)
