"""What counts as looking at somebody's data, what for, and under which rule. Pure.

Personal Information Protection Law, art. 5 and 6 (necessary, for a clear purpose), 34 and 35 (a body of the state keeps
within its duties and lets people know), 44 and 45 (people may ask who has used what of theirs).
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

NOTE_LENGTH = 200
SHORTEST_NOTE = 5
# How long whole numbers stay readable after they were asked for: in one session, for one case.
WHOLE_FOR = timedelta(minutes=30)


class Seen(StrEnum):
    """What was looked at."""

    MASKED = "masked"
    WHOLE = "whole"
    MATERIAL = "material"
    EVIDENCE = "evidence"
    LETTER = "letter"
    FOUND = "found"
    BY_SYSTEM = "by_system"
    EXPORTED = "exported"


SEEN_NAMES: Mapping[Seen, str] = {
    Seen.MASKED: "打开办件（姓名、证件号码、手机号已遮盖）",
    Seen.WHOLE: "查看完整信息",
    Seen.MATERIAL: "打开您交的材料",
    Seen.EVIDENCE: "打开听证、核查的记录",
    Seen.LETTER: "打开文书",
    Seen.FOUND: "按姓名、证件号码或者手机号查到办件",
    Seen.BY_SYSTEM: "业务系统查询办件",
    Seen.EXPORTED: "导出您的个人信息",
}


class Purpose(StrEnum):
    """What for whole data are asked for."""

    HANDLING = "handling"
    VERIFY = "verify"
    CONTACT = "contact"
    DOCUMENT = "document"
    COMPLAINT = "complaint"
    EMERGENCY = "emergency"
    OWN = "own"
    OTHER = "other"


PURPOSE_NAMES: Mapping[Purpose, str] = {
    Purpose.HANDLING: "办理这件事",
    Purpose.VERIFY: "核对申请人身份",
    Purpose.CONTACT: "联系申请人",
    Purpose.DOCUMENT: "制作文书、证照",
    Purpose.COMPLAINT: "处理投诉、复议、诉讼",
    Purpose.EMERGENCY: "紧急情况下越权查看",
    Purpose.OWN: "本人要求",
    Purpose.OTHER: "其他",
}
# What an official may choose; the others follow from what they do.
CHOSEN = (Purpose.VERIFY, Purpose.CONTACT, Purpose.DOCUMENT, Purpose.COMPLAINT, Purpose.OTHER)
# Words are wanted where the choice alone does not say enough.
WANTS_WORDS = frozenset({Purpose.OTHER, Purpose.COMPLAINT, Purpose.EMERGENCY})

ART_34 = "《个人信息保护法》第三十四条：为履行法定职责，依照法定的权限、程序处理"
RULES: Mapping[Purpose, str] = {
    Purpose.HANDLING: ART_34 + "；《行政许可法》第三十四条：审查申请材料",
    Purpose.VERIFY: ART_34 + "；《行政许可法》第三十四条：审查申请材料",
    Purpose.CONTACT: ART_34,
    Purpose.DOCUMENT: ART_34 + "；《行政许可法》第三十九条：颁发许可证件",
    Purpose.COMPLAINT: "《个人信息保护法》第三十四条；《行政许可法》第七条：陈述、申辩，申请复议，提起诉讼",
    Purpose.EMERGENCY: "《个人信息保护法》第十三条第一款第四项：紧急情况下保护生命健康和财产安全",
    Purpose.OWN: "《个人信息保护法》第四十五条：查阅、复制本人的个人信息",
    Purpose.OTHER: ART_34,
}


def faults_of_purpose(purpose: str, note: str) -> dict[str, str]:
    """Why whole data cannot be shown for this: by field."""
    if purpose not in CHOSEN:
        return {"purpose": "请选择为什么要看完整信息。"}
    words = note.strip()
    if purpose in WANTS_WORDS and len(words) < SHORTEST_NOTE:
        return {"note": f"请写明具体用途，至少 {SHORTEST_NOTE} 个字，申请人本人会看到。"}
    if len(words) > NOTE_LENGTH:
        return {"note": f"用途最多写 {NOTE_LENGTH} 个字。"}
    return {}


def whose(id_type: str, id_number: str) -> str:
    """Under what the looks at somebody's data are kept."""
    return f"{id_type}:{id_number}"
