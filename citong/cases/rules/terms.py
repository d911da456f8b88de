"""Every term that the Administrative Licensing Act sets, with its article. Pure: dates in, dates out.

All of them are counted in working days (art. 82), the day of the event left out (Civil Code, art. 201), but for the
thirty days before a permit expires: that term binds the holder, art. 82 speaks of the bodies that carry permits out,
and calendar days are what favours the holder.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from citong.kernel.workdays import ONE_DAY, WorkCalendar, add_working_days, subtract_working_days

ARTICLE_32 = "《行政许可法》第三十二条"
ARTICLE_42 = "《行政许可法》第四十二条"
ARTICLE_43 = "《行政许可法》第四十三条"
ARTICLE_44 = "《行政许可法》第四十四条"
ARTICLE_45 = "《行政许可法》第四十五条"
ARTICLE_47 = "《行政许可法》第四十七条"
ARTICLE_48 = "《行政许可法》第四十八条"
ARTICLE_50 = "《行政许可法》第五十条"
ARTICLE_55 = "《行政许可法》第五十五条"

HEAD_OF_THE_BODY = "本行政机关负责人"
HEAD_OF_THE_GOVERNMENT = "本级人民政府负责人"


@dataclass(frozen=True)
class Term:
    """How many working days the law gives for what, and by how many who may prolong it."""

    name: str
    days: int
    article: str
    extension_days: int = 0
    approved_by: str = ""

    def last_day(self, start: date, calendar: WorkCalendar) -> date:
        """The last day in time for something that began with an event on `start`."""
        return add_working_days(start, self.days, calendar)

    def may_be_extended_by(self, days: int) -> bool:
        """Whether the law allows this many days more; it does so once, with its reason told to the applicant."""
        return 0 < days <= self.extension_days


# Art. 32(1) no. 4: all gaps told at once, within five days; else accepted as of the day the materials were received.
ACCEPTANCE = Term("决定是否受理", 5, ARTICLE_32)
# Art. 42(1): twenty days from acceptance; ten more with the approval of the head of the body.
DECISION = Term("作出决定", 20, ARTICLE_42, extension_days=10, approved_by=HEAD_OF_THE_BODY)
# Art. 42(2): unified, joint or concentrated handling; fifteen more approved by the head of that government.
JOINT_DECISION = Term("统一、联合或者集中办理", 45, ARTICLE_42, extension_days=15, approved_by=HEAD_OF_THE_GOVERNMENT)
# Art. 43: the lower body examines first, within twenty days of its acceptance.
FIRST_REVIEW = Term("下级机关初审", 20, ARTICLE_43)
# Art. 44: the permit is handed out within ten days of the decision.
DELIVERY = Term("送达许可证件", 10, ARTICLE_44)
# Art. 47(1): asked for within five days of being told of the right, held within twenty days of being asked for.
HEARING_REQUEST = Term("申请听证", 5, ARTICLE_47)
HEARING = Term("组织听证", 20, ARTICLE_47)
# Art. 48(1) no. 1: time and place told seven days before.
HEARING_NOTICE = Term("听证前通知", 7, ARTICLE_48)
# Art. 55(2): two officers or more assigned within five days of acceptance.
INSPECTION = Term("指派检验、检测、检疫人员", 5, ARTICLE_55)

TERMS = (
    ACCEPTANCE,
    DECISION,
    JOINT_DECISION,
    FIRST_REVIEW,
    DELIVERY,
    HEARING_REQUEST,
    HEARING,
    HEARING_NOTICE,
    INSPECTION,
)

STATUTORY_DAYS = DECISION.days
ACCEPTANCE_DAYS = ACCEPTANCE.days
RENEWAL_DAYS = 30  # art. 50(1); calendar days, see above
FEWEST_INSPECTORS = 2  # arts 34(3) and 55(2)


def decision_term(*, joint: bool) -> Term:
    """The term for the decision: of one body, or of several that handle it together."""
    return JOINT_DECISION if joint else DECISION


def deemed_accepted_on(received_on: date, calendar: WorkCalendar) -> date:
    """The first day on which an application counts as accepted because nothing was told in time.

    Art. 32(1) no. 4: it is then accepted with effect from the day the materials were received, so that the clocks
    count from `received_on`, not from this day.
    """
    return ACCEPTANCE.last_day(received_on, calendar) + ONE_DAY


def is_deemed_accepted(received_on: date, *, today: date, calendar: WorkCalendar) -> bool:
    """Whether an application about which nothing was told counts as accepted today."""
    return today >= deemed_accepted_on(received_on, calendar)


def hearing_request_by(told_on: date, calendar: WorkCalendar) -> date:
    """The last day to ask for a hearing, for those told of their right on `told_on`."""
    return HEARING_REQUEST.last_day(told_on, calendar)


def hearing_hold_by(requested_on: date, calendar: WorkCalendar) -> date:
    """The last day on which the hearing may take place."""
    return HEARING.last_day(requested_on, calendar)


def hearing_notice_by(held_on: date, calendar: WorkCalendar) -> date:
    """The last day to tell of a hearing on `held_on`: seven working days lie ahead, the day of the hearing the last."""
    return subtract_working_days(held_on, HEARING_NOTICE.days, calendar)


def hearing_earliest_on(told_on: date, calendar: WorkCalendar) -> date:
    """The first day on which a hearing told of on `told_on` may take place."""
    return HEARING_NOTICE.last_day(told_on, calendar)


def renewal_apply_by(expires_on: date) -> date:
    """The last day to apply for the renewal of a permit that is valid until the end of `expires_on`."""
    return expires_on - timedelta(days=RENEWAL_DAYS)


def is_deemed_renewed(*, applied_on: date, expires_on: date, decided_on: date | None, today: date) -> bool:
    """Whether a permit counts as renewed because it expired without a decision on a renewal asked for in time."""
    in_time = applied_on <= renewal_apply_by(expires_on)
    undecided = decided_on is None or decided_on > expires_on
    return in_time and undecided and today > expires_on
