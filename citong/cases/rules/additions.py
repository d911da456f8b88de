"""By when an applicant answers what a reviewing post asks for. Pure: dates in, dates out.

After acceptance no article stops the term of the law for what is missing: art. 32(1) no. 4 speaks of the time before,
and art. 45 does not name it. So the applicant's days lie within that term, and leave the office a day of it.
"""

from datetime import date

from citong.kernel.workdays import WorkCalendar, add_working_days, working_days_between


def answer_by(asked_on: date, *, days: int, statutory_due_on: date | None, calendar: WorkCalendar) -> date | None:
    """The last day to answer; None where the term of the law leaves none. While that term stands still, all days."""
    if statutory_due_on is not None:
        days = min(days, working_days_between(asked_on, statutory_due_on, calendar) - 1)
    return add_working_days(asked_on, days, calendar) if days > 0 else None
