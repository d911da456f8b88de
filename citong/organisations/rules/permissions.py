"""What there is to do with departments, people and the calendar."""

from enum import StrEnum


class P(StrEnum):
    """The permissions of this module."""

    KEEP_STRUCTURE = "organisations.keep_structure"
    KEEP_STAFF = "organisations.keep_staff"
    KEEP_CALENDAR = "organisations.keep_calendar"
    HAND_OVER_FOR_OTHERS = "organisations.hand_over_for_others"


PERMISSION_NAMES = {
    P.KEEP_STRUCTURE: "设立、更名、撤并部门，开设、更改、关闭大厅和窗口，导入行政区划",
    P.KEEP_STAFF: "设岗位、撤岗位，安排人员上岗和离岗",
    P.KEEP_CALENDAR: "改工作日历",
    P.HAND_OVER_FOR_OTHERS: "替本单位的同事安排代办",
}
