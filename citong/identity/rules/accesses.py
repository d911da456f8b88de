"""What counts as looking at somebody's data, what for, and under which rule. Pure.

Personal Information Protection Law, art. 5 and 6 (necessary, for a clear purpose), 34 and 35 (a body of the state keeps
within its duties and lets people know), 44 and 45 (people may ask who has used what of theirs).
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

# What somebody writes to read whole data, and what they wrote when they broke the glass, is told in full.
NOTE_LENGTH = 200
LONGEST_NOTE = 500
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
    PROOF = "proof"
    FOUND = "found"
    BY_SYSTEM = "by_system"
    BY_SITE = "by_site"
    EXPORTED = "exported"


SEEN_NAMES: Mapping[Seen, str] = {
    Seen.MASKED: "打开办件（姓名、证件号码、手机号已遮盖）",
    Seen.WHOLE: "查看完整信息",
    Seen.MATERIAL: "打开您交的材料",
    Seen.EVIDENCE: "打开听证、核查的记录",
    Seen.LETTER: "打开文书",
    Seen.PROOF: "打开文书的送达证明",
    Seen.FOUND: "按姓名、证件号码或者手机号查到办件",
    Seen.BY_SYSTEM: "业务系统查询办件",
    Seen.BY_SITE: "您用本站账号登录的网站读取您的信息",
    Seen.EXPORTED: "导出您的个人信息",
}


class LookPurpose(StrEnum):
    """What for whole data are asked for."""

    HANDLING = "handling"
    VERIFY = "verify"
    CONTACT = "contact"
    DOCUMENT = "document"
    COMPLAINT = "complaint"
    EMERGENCY = "emergency"
    OWN = "own"
    CONSENT = "consent"
    OTHER = "other"


LOOK_PURPOSES: Mapping[LookPurpose, str] = {
    LookPurpose.HANDLING: "办理这件事",
    LookPurpose.VERIFY: "核对申请人身份",
    LookPurpose.CONTACT: "联系申请人",
    LookPurpose.DOCUMENT: "制作文书、证照",
    LookPurpose.COMPLAINT: "处理投诉、复议、诉讼",
    LookPurpose.EMERGENCY: "紧急情况下越权查看",
    LookPurpose.OWN: "本人要求",
    LookPurpose.CONSENT: "您同意提供给这个网站",
    LookPurpose.OTHER: "其他",
}
# What an official may choose; the others follow from what they do.
CHOSEN_PURPOSES = (
    LookPurpose.VERIFY,
    LookPurpose.CONTACT,
    LookPurpose.DOCUMENT,
    LookPurpose.COMPLAINT,
    LookPurpose.OTHER,
)
# Words are wanted where the choice alone does not say enough.
WANTS_WORDS = frozenset({LookPurpose.OTHER, LookPurpose.COMPLAINT, LookPurpose.EMERGENCY})

ART_34 = "《个人信息保护法》第三十四条：为履行法定职责，依照法定的权限、程序处理"
LOOK_RULES: Mapping[LookPurpose, str] = {
    LookPurpose.HANDLING: ART_34 + "；《行政许可法》第三十四条：审查申请材料",
    LookPurpose.VERIFY: ART_34 + "；《行政许可法》第三十四条：审查申请材料",
    LookPurpose.CONTACT: ART_34,
    LookPurpose.DOCUMENT: ART_34 + "；《行政许可法》第三十九条：颁发许可证件",
    LookPurpose.COMPLAINT: "《个人信息保护法》第三十四条；《行政许可法》第七条：陈述、申辩，申请复议，提起诉讼",
    LookPurpose.EMERGENCY: "《个人信息保护法》第十三条第一款第四项：紧急情况下保护生命健康和财产安全",
    LookPurpose.OWN: "《个人信息保护法》第四十五条：查阅、复制本人的个人信息",
    LookPurpose.CONSENT: "《个人信息保护法》第十三条第一款第一项、第二十三条：取得个人的单独同意",
    LookPurpose.OTHER: ART_34,
}


def faults_of_purpose(purpose: str, note: str) -> dict[str, str]:
    """Why whole data cannot be shown for this: by field."""
    if purpose not in CHOSEN_PURPOSES:
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
