"""What may come in between, and which clock it stops. Pure."""

from enum import StrEnum


class Procedure(StrEnum):
    """What an office may have to wait for."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    EXAMINATION = "examination"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"
    PUBLICITY = "publicity"
    SITE_VISIT = "site_visit"
    FEE = "fee"
    ADDITION = "addition"
    OTHER = "other"


PROCEDURE_NAMES = {
    Procedure.HEARING: "听证",
    Procedure.TENDER: "招标",
    Procedure.AUCTION: "拍卖",
    Procedure.EXAMINATION: "检验",
    Procedure.TESTING: "检测",
    Procedure.QUARANTINE: "检疫",
    Procedure.APPRAISAL: "鉴定",
    Procedure.EXPERT_REVIEW: "专家评审",
    Procedure.PUBLICITY: "公示",
    Procedure.SITE_VISIT: "现场踏勘",
    Procedure.FEE: "缴费",
    Procedure.ADDITION: "审查补正",
    Procedure.OTHER: "其他",
}

# Administrative Licensing Act, art. 45: exactly these eight; their time does not count towards the terms of the law.
STATUTORY_PROCEDURES = frozenset(
    {
        Procedure.HEARING,
        Procedure.TENDER,
        Procedure.AUCTION,
        Procedure.EXAMINATION,
        Procedure.TESTING,
        Procedure.QUARANTINE,
        Procedure.APPRAISAL,
        Procedure.EXPERT_REVIEW,
    }
)


class Stops(StrEnum):
    """Which clock a pause stops."""

    PROMISED = "promised"
    BOTH = "both"


class Excludes(StrEnum):
    """From which clocks an item leaves a procedure's time out."""

    NONE = "none"
    PROMISED = "promised"
    BOTH = "both"


def stops(procedure: Procedure, excludes: Excludes) -> Stops | None:
    """Which clocks a procedure stops where the item excludes its time so far; None: they run on.

    What art. 45 does not name stops the promise at most, whatever an item says.
    """
    if excludes is Excludes.NONE:
        return None
    if excludes is Excludes.BOTH and procedure in STATUTORY_PROCEDURES:
        return Stops.BOTH
    return Stops.PROMISED
