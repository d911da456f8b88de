"""Refusals that only office work gives."""

from citong.kernel.errors import InvalidInput, NotFound, NotPermitted, Refusal


class NoSuchCountersigning(NotFound):
    """There is no such countersigning, or it is between other departments."""

    code = "office.no_such_countersigning"


class NoSuchTask(NotFound):
    """There is no such task, or it is not this department's."""

    code = "office.no_such_task"


class NoSuchAttachment(NotFound):
    """The countersigning has no such file."""

    code = "office.no_such_attachment"


class NotYourDuty(NotPermitted):
    """None of the posts that the person holds may do this."""

    code = "office.not_your_duty"


class NotAsked(NotPermitted):
    """The department was not asked, or does not lead the task."""

    code = "office.not_asked"


class OpinionAlreadyGiven(Refusal):
    """The department has answered before."""

    code = "office.opinion_already_given"


class NotDueYet(Refusal):
    """There is still time to answer."""

    code = "office.not_due_yet"


class ExtensionPending(Refusal):
    """An extension was asked for, and is not answered yet."""

    code = "office.extension_pending"


class NothingAsked(Refusal):
    """No extension waits for an answer."""

    code = "office.nothing_asked"


class WordsMissing(InvalidInput):
    """Something has to be said, or said differently; each fault names its field."""

    code = "office.words_missing"
