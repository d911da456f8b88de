"""The few signs that stand beside a word. Drawn by us on a grid of 24."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

_PATHS = {
    "ok": "M4 12.5 9.5 18 20 6.5",
    "warn": "M12 3 2.5 20h19ZM12 10v4.5M12 17.2v.1",
    "late": "M12 2.8a9.2 9.2 0 1 0 0 18.4 9.2 9.2 0 0 0 0-18.4ZM12 7v6M12 16.7v.1",
    "info": "M12 2.8a9.2 9.2 0 1 0 0 18.4 9.2 9.2 0 0 0 0-18.4ZM12 11v6M12 7.3v.1",
    "wait": "M12 2.8a9.2 9.2 0 1 0 0 18.4 9.2 9.2 0 0 0 0-18.4ZM12 7v5.5l3.5 2",
    "plain": "M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
    "circle": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
    "done": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM7.5 12.3l3.2 3.2 5.8-6.6",
    "back": "M14.5 5 8 12l6.5 7",
    "on": "M9.5 5 16 12l-6.5 7",
    "file": "M6 2.8h8.5L19 7.5v13.7H6ZM14 3v5h5",
    "print": "M7 8V3h10v5M7 17H4v-8h16v8h-3M7 14h10v7H7Z",
}


def icon(name: str) -> SafeString:
    """The sign as SVG, hidden from screen readers: the word beside it says the same."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>', _PATHS[name]
    )
