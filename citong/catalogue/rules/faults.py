"""What is wrong with something handed in, said so that the person can put it right."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Where it is (a field name such as `staff-0-name`, or a place in a definition), its label, what is wrong."""

    path: str
    label: str
    message: str
