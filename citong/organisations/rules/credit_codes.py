"""What a credit code must look like. Pure: a code in, a verdict out."""

import re
import unicodedata

from stdnum.cn import uscc

LENGTH = 18
# GB 32100-2015: authority and kind, six digits of the division, nine of the body, check; without I, O, S, V, Z.
LAYOUT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")


def normal_credit_code(code: str) -> str:
    """The code as it is kept: half-width capitals, no spaces."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code)).upper()


def check_credit_code(code: str) -> str | None:
    """Why this cannot be a unified social credit code, in words for whoever typed it; None when it can."""
    if len(code) != LENGTH:
        return f"统一社会信用代码应该是 18 位，现在是 {len(code)} 位。"
    if not LAYOUT.fullmatch(code):
        return "统一社会信用代码只用数字和大写字母，不用 I、O、S、V、Z，第 3 到 8 位是数字。"
    if code[-1] != _check_character(code[:-1]):
        return "统一社会信用代码的校验位对不上，请对照营业执照或登记证书检查有没有输错。"
    return None


def valid_credit_code(code: str) -> bool:
    """Whether this can be a unified social credit code."""
    return check_credit_code(code) is None


def synthetic_credit_code(prefix: str) -> str:
    """A code for demonstrations: 17 characters and the check character that belongs to them."""
    code = prefix + _check_character(prefix)
    reason = check_credit_code(code)
    if reason:
        raise ValueError(reason)
    return code


def _check_character(prefix: str) -> str:
    return uscc.calc_check_digit(prefix)
