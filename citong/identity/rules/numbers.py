"""What telephone numbers, identity numbers and names of bodies must look like. Pure: a reason, or None."""

import re
import unicodedata
from datetime import date

from stdnum.cn import ric

ENTERPRISE_NAME_LENGTH = 120
ADDRESS_LENGTH = 200
CLIENT_NAME_LENGTH = 100
LOGIN_LENGTH = 40
MOBILE = re.compile(r"1[3-9][0-9]{9}")
RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
OLD_RESIDENT = re.compile(r"[0-9]{15}")
SPACING = re.compile(r"[\s\-－—]")

# GA/T 2000.156 codes of documents; the layouts are what the issuing authority prints on them.
PASSPORT, HK_MACAO, TAIWAN, FOREIGN_RESIDENT, RESIDENT_CARD = "414", "516", "511", "553", "111"
RESIDENCE_PERMIT = "Z11"
LAYOUTS = {
    PASSPORT: (re.compile(r"[A-Z0-9]{5,17}"), "护照号码是 5 到 17 位字母和数字，在护照资料页的右上角。"),
    HK_MACAO: (
        re.compile(r"[HM][0-9]{8}([0-9]{2})?"),
        "通行证号码是字母 H 或 M 加 8 位数字，在证件正面的右上角。",
    ),
    TAIWAN: (re.compile(r"[0-9]{8}|[0-9]{10}[A-Z0-9]?"), "通行证号码是 8 位数字，在证件正面的右上角。"),
    FOREIGN_RESIDENT: (
        re.compile(r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]"),
        "永久居留身份证号码是 18 位数字，老证是 3 个字母加 12 位数字。",
    ),
    RESIDENCE_PERMIT: (
        re.compile(r"8[123]0000[0-9]{11}[0-9X]"),
        "居住证号码是 18 位，香港的以 810000 开头，澳门的以 820000 开头，台湾的以 830000 开头。",
    ),
}


def normal_number(number: str) -> str:
    """A number as it is kept: half-width, without spaces and dashes, in capitals."""
    return SPACING.sub("", unicodedata.normalize("NFKC", number)).upper()


def normal_mobile(phone: str) -> str:
    """A mobile number as it is kept: eleven digits, without the country's prefix."""
    digits = normal_number(phone)
    return re.sub(r"^(\+86|0086|86(?=1[0-9]{10}$))", "", digits)


def normal_login(login: str) -> str:
    """What people type to sign in, however they type it; a mobile number also with blanks and the country's prefix."""
    mobile = normal_mobile(login)
    return mobile if MOBILE.fullmatch(mobile) else unicodedata.normalize("NFKC", login).strip().lower()


def check_enterprise_name(name: str) -> str | None:
    """Why this cannot be the name of an enterprise."""
    if not name:
        return "请填写单位名称。"
    if len(name) > ENTERPRISE_NAME_LENGTH:
        return f"单位名称最多 {ENTERPRISE_NAME_LENGTH} 个字。"
    if any(unicodedata.category(c) in {"Cc", "Cf"} for c in name):
        return "单位名称里有看不见的字符，请重新输入。"
    return None


def check_client_name(name: str) -> str | None:
    """Why a system cannot be called this."""
    return None if 0 < len(name) <= CLIENT_NAME_LENGTH else f"请填写系统名称，最多 {CLIENT_NAME_LENGTH} 个字。"


def check_login(login: str) -> str | None:
    """Why this cannot be a name to sign in with."""
    if not 0 < len(normal_login(login)) <= LOGIN_LENGTH:
        return f"请填写登录名，最多 {LOGIN_LENGTH} 个字符。"
    return None


def check_address(address: str) -> str | None:
    """Why this cannot be an address; none at all is fine."""
    return f"地址最多 {ADDRESS_LENGTH} 个字。" if len(address) > ADDRESS_LENGTH else None


def check_mobile(phone: str) -> str | None:
    """Why this cannot be a mobile number of the mainland."""
    return None if MOBILE.fullmatch(phone) else "手机号应该是 1 开头的 11 位数字。"


def check_id_number(id_type: str, number: str, *, today: date) -> str | None:
    """Why this cannot be the number of such a document."""
    if id_type == RESIDENT_CARD:
        return _check_resident_number(number, today=today)
    if id_type not in LAYOUTS:
        return "个人不能用这种证件，请另选一种。"
    layout, reason = LAYOUTS[id_type]
    if not layout.fullmatch(number):
        return reason
    if id_type == RESIDENCE_PERMIT or (id_type == FOREIGN_RESIDENT and number.startswith("9")):
        return _check_birth_and_check_digit(number, today=today)
    return None


def _check_resident_number(number: str, *, today: date) -> str | None:
    # GB 11643: 6 digits of the division, 8 of the birth date, 3 in sequence, 1 check. Divisions come and go, so
    # that an unknown one is no fault.
    if OLD_RESIDENT.fullmatch(number):
        return "15 位的老号码已经停用，请填写现在身份证上的 18 位号码。"
    if not RESIDENT.fullmatch(number):
        return f"身份证号码应该是 18 位，最后一位可以是 X；现在是 {len(number)} 位。"
    return _check_birth_and_check_digit(number, today=today)


def _check_birth_and_check_digit(number: str, *, today: date) -> str | None:
    born = birth_date(number)
    if born is None:
        return "号码里的出生日期不存在，请检查第 7 到 14 位。"
    if born > today:
        return "号码里的出生日期还没有到，请检查第 7 到 14 位。"
    if number[-1] != ric.calc_check_digit(number):
        return "号码的校验位对不上，请检查有没有输错。"
    return None


def birth_date(number: str) -> date | None:
    """The birth date within an 18-digit number; None when there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
