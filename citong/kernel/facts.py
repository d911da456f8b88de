"""Facts: what one module tells the others, after it happened.

A fact is stored in the transaction that made it true, and handed to each handler in a later transaction of its own.
Facts carry ids and plain values only, and gain fields only with defaults.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True)
class Fact:
    """Base of everything that can be published."""


F = TypeVar("F", bound=Fact)
# Any: the registry holds handlers of many fact types; `on` checks each against its own type.
Handler = Callable[[Any], None]

FACTS: dict[str, type[Fact]] = {}
HANDLERS: dict[str, tuple[type[Fact], Handler]] = {}


def name_of(thing: type[Fact] | Handler) -> str:
    """A stable name for a fact type or a handler: the path it is imported by."""
    return f"{thing.__module__}.{thing.__qualname__}"


def on(fact_type: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Call the decorated function for every fact of this type."""

    def register(handler: Callable[[F], None]) -> Callable[[F], None]:
        FACTS[name_of(fact_type)] = fact_type
        HANDLERS[name_of(handler)] = (fact_type, handler)
        return handler

    return register


def handlers_of(fact_type: type[Fact]) -> list[str]:
    """The names of all handlers that wait for this type."""
    return [name for name, (wanted, _) in HANDLERS.items() if wanted is fact_type]
