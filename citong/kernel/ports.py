"""Find the adapter that a deployment has chosen for a port; the kernel's own port."""

from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class KeyWrapper(Protocol):
    """Whatever holds the master key and never shows it: a module of hardware, or a secret of the environment.

    What is wrapped under a name is only unwrapped under the same. Raises Unavailable when it does not answer, and
    WrongMasterKey when the bytes were wrapped under a master key that it does not have.
    """

    def wrap(self, material: bytes, *, name: str) -> bytes:
        """The key under the master key."""
        ...

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes:
        """The key again; also what was wrapped under a former master key, as long as that is still at hand."""
        ...


@cache
def adapter(port: str) -> Any:  # Any: the caller names the Protocol it expects
    """The adapter set for `port` in settings.ADAPTERS, made once per process."""
    return import_string(settings.ADAPTERS[port])()
