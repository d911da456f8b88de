"""What there is to do with applications."""

from enum import StrEnum


class P(StrEnum):
    """The permissions of this module."""

    READ = "cases.read"
    READ_WHOLE = "cases.read_whole"
    RECEIVE = "cases.receive"
    EXAMINE = "cases.examine"
    DECIDE = "cases.decide"
    ISSUE = "cases.issue"
    LEAD_JOINT = "cases.lead_joint"
    LEAD = "cases.lead"
    REASSIGN = "cases.reassign"
    REROUTE = "cases.reroute"
    BREAK_GLASS = "cases.break_glass"
    REVIEW_BREAK_GLASS = "cases.review_break_glass"


PERMISSION_NAMES = {
    P.READ: "看办件",
    P.READ_WHOLE: "看办件里完整的姓名、证件号码、手机号（要选用途，申请人看得到）",
    P.RECEIVE: "预审、收件、受理、通知补正",
    P.EXAMINE: "审查、提意见、办特别程序",
    P.DECIDE: "作出准予或者不予的决定",
    P.ISSUE: "登记缴费、制证、送达",
    P.LEAD_JOINT: "牵头一件事",
    P.LEAD: "以单位负责人身份批准延期、终止办理、撤回办错的步骤",
    P.REASSIGN: "把工作改派给另一个岗位",
    P.REROUTE: "让在办的件改走新流程（要两个人，只看到走到哪一步）",
    P.BREAK_GLASS: "应急查阅权限以外的办件（一小时，要写理由，事后要复核）",
    P.REVIEW_BREAK_GLASS: "复核应急查阅",
}
