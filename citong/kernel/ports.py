"""Find the adapter that a deployment has chosen for a port."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def adapter(port: str) -> Any:  # Any: the caller names the Protocol it expects
    """The adapter set for `port` in settings.ADAPTERS, made once per process."""
    return import_string(settings.ADAPTERS[port])()
