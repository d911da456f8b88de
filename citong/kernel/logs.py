"""One line a record: a fixed message and its ids, for people and for machines that read logs."""

import json
import logging

ORDINARY = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName", "request", "status_code"}


class LineFormatter(logging.Formatter):
    """time level logger message {"extra": …}."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        """The line, with what was passed as `extra` behind it."""
        extra = {key: value for key, value in record.__dict__.items() if key not in ORDINARY}
        line = super().formatMessage(record)
        return f"{line} {json.dumps(extra, ensure_ascii=False, default=str)}" if extra else line
