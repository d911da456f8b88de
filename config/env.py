"""The environment, read in one place: what is missing or wrong is said loudly and in words."""

import os
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The value of `name`, or the content of the file that `name`_FILE points at (for secrets)."""
    file = os.environ.get(f"{name}_FILE")
    value = Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE) in the environment.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """A yes or a no; anything else is refused."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, *, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def day(name: str, *, default: str) -> date | None:
    """A day as 2026-11-30; nothing for none."""
    value = text(name, default)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a day such as 2026-11-30, not {value!r}.") from error


def words(name: str, *, default: str) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(name: str) -> dict[str, object]:
    """Django's settings for a URL such as postgresql://user:secret@host:5432/citong?sslmode=require.

    For a Unix socket the host is given as a parameter: postgresql://postgres@/citong?host=/path/of/the/folder.
    """
    url = urlparse(text(name))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgresql://: Citong runs on PostgreSQL and nothing else.")
    options = dict(parse_qsl(url.query))
    host = options.pop("host", url.hostname or "")
    return {
        "NAME": unquote(url.path.lstrip("/")) or "citong",
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", url.port or "")),
        "OPTIONS": options,
    }
