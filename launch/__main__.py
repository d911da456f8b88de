"""python3 -m launch: install the packages and build the front end, and start nothing."""

import sys

from launch import environment, frontend
from launch.steps import in_words


def prepare() -> int:
    """Everything that a service manager expects to find."""
    environment.prepare("run")
    frontend.build()
    return 0


if __name__ == "__main__":
    sys.exit(in_words(prepare))
