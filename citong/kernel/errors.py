"""The two ways something can fail that we expect: the rules say no, or the outside world is silent."""

from collections.abc import Mapping


class Refusal(Exception):
    """The rules forbid it. The message is written, in Chinese, for the person who asked.

    Details that screens know: `rule` (the article or rule behind it), `remedy` (what to do now), `contact`.
    """

    code = "refused"
    status = 409

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class NotPermitted(Refusal):
    """The person asking may not do this."""

    code = "not_permitted"
    status = 403


class NotFound(Refusal):
    """There is no such thing, or not for this person: the two must look alike."""

    code = "not_found"
    status = 404


class InvalidInput(Refusal):
    """What was handed in cannot be taken as it is; `faults` names each field or line and what is wrong with it."""

    code = "invalid_input"
    status = 422

    def __init__(self, message: str, *, faults: Mapping[str, str], **details: object) -> None:
        super().__init__(message, **details)
        self.faults = dict(faults)


class Unavailable(Exception):
    """An outside system did not answer. Trying again later may work."""


class WrongMasterKey(Exception):
    """The master key is missing, or is not the one under which the keys lie. The message is for the operator."""


class KeyMissing(Exception):
    """There is no such key. The message is for the operator."""
