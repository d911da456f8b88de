"""What is refused about notices."""

from citong.kernel.errors import Refusal


class TellsTooMuch(Refusal):
    """A text message travels in the open: it never holds an identity number."""

    code = "notices.tells_too_much"
    status = 422


class NumberRefused(Refusal):
    """The carrier will not carry to this number; trying again does not help."""

    code = "notices.number_refused"
    status = 422
