"""Refusals that only organisations gives."""

from citong.kernel.errors import NotFound, NotPermitted, Refusal


class NotAnAdministrator(NotPermitted):
    """Only a post of administration may change the structure or the calendar."""

    code = "organisations.not_an_administrator"


class NoSuchDivision(NotFound):
    """No division has this code."""

    code = "organisations.no_such_division"


class NoSuchDepartment(NotFound):
    """No department has this code or id."""

    code = "organisations.no_such_department"


class NoSuchPost(NotFound):
    """The department has no such post."""

    code = "organisations.no_such_post"


class NoSuchStaff(NotFound):
    """Nobody works here under this id."""

    code = "organisations.no_such_staff"


class NoSuchHall(NotFound):
    """No hall has this code."""

    code = "organisations.no_such_hall"


class NoSuchWindow(NotFound):
    """No window is open under this id."""

    code = "organisations.no_such_window"


class NoSuchYear(NotFound):
    """The calendar has nothing about this year or day."""

    code = "organisations.no_such_year"


class DepartmentExists(Refusal):
    """Code and credit code of a department are its own."""

    code = "organisations.department_exists"


class CannotReorganise(Refusal):
    """A department ends once, and a living one takes over."""

    code = "organisations.cannot_reorganise"


class PostExists(Refusal):
    """A department has one post under a code."""

    code = "organisations.post_exists"


class PostHeld(Refusal):
    """A post ends when nobody holds it."""

    code = "organisations.post_held"


class CannotAppoint(Refusal):
    """People hold posts of the department that they work for."""

    code = "organisations.cannot_appoint"


class NotAssigned(Refusal):
    """The person does not hold this post now."""

    code = "organisations.not_assigned"


class CannotHandOver(Refusal):
    """This colleague cannot stand in: a stranger, oneself, somebody who is away or stands in elsewhere meanwhile."""

    code = "organisations.cannot_hand_over"


class AlreadyHandedOver(Refusal):
    """One of the posts is handed over already on one of these days."""

    code = "organisations.already_handed_over"


class NotYoursToHandOver(NotPermitted):
    """People hand over their own work; for others the head or the administrators of the department do."""

    code = "organisations.not_yours_to_hand_over"


class NoSuchSubstitution(NotFound):
    """There is no such hand-over, or it is another department's."""

    code = "organisations.no_such_substitution"


class SubstitutionOver(Refusal):
    """The hand-over has ended already."""

    code = "organisations.substitution_over"


class HallExists(Refusal):
    """A hall has a code of its own."""

    code = "organisations.hall_exists"


class HallInUse(Refusal):
    """A hall closes after its windows."""

    code = "organisations.hall_in_use"


class WindowExists(Refusal):
    """A hall has one window under a number."""

    code = "organisations.window_exists"
