"""How far a partner's word goes."""

import re
from collections.abc import Mapping
from typing import Final

from .openid import LEVEL

_OWN: Final = re.compile(re.escape(LEVEL.format("")) + r"([0-4])")
_CODE: Final = re.compile(r"[a-z][a-z0-9-]{1,19}")
# What a partner's claims and attributes may be called.
_NAME: Final = re.compile(r"[A-Za-z0-9_.:/-]{1,100}")
OUR_CLAIMS: Final[Mapping[str, str]] = {
    "level": "实名等级",
    "name": "姓名",
    "id_type": "证件种类",
    "id_number": "证件号码",
    "phone": "手机号",
    "enterprise_name": "单位名称",
    "credit_code": "统一社会信用代码",
    "legal_representative": "法定代表人",
}


def level_of(said: str, *, levels: Mapping[str, int], trusted_up_to: int) -> int:
    """How sure we are on a partner's word: by what it calls its level, and never beyond what it is trusted with.

    Another hall of this kind uses our own names. Who says nothing of levels vouches for what is written under “”.
    """
    own = _OWN.fullmatch(said)
    vouched = levels.get(said, int(own[1]) if own else 0)
    return min(vouched, trusted_up_to)


def check_partner_code(code: str) -> str | None:
    """Why a partner cannot have this code."""
    return None if _CODE.fullmatch(code) else "用小写字母开头，只含小写字母、数字、短横，2 到 20 个字符。"


def check_claims(claims: Mapping[str, str]) -> str | None:
    """Why claims cannot be read by this table."""
    if not claims.keys() <= OUR_CLAIMS.keys():
        return "左边只能是：" + "、".join(OUR_CLAIMS) + "。"
    return None if all(_NAME.fullmatch(each) for each in claims.values()) else "右边填对方的字段名。"


def check_levels(levels: Mapping[str, int]) -> str | None:
    """Why levels cannot be read by this table."""
    fits = all(len(said) <= 100 and level in range(5) for said, level in levels.items())
    return None if fits and len(levels) <= 20 else "右边是 0 到 4 的等级，最多 20 行。"
