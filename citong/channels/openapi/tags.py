"""Under which headings the operations stand in the document."""

from typing import Final

ITEMS: Final = "事项"
FILES: Final = "文件"
CASES: Final = "办件"
