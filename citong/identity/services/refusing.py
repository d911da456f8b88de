"""What cannot be taken as it was typed, field by field."""

from collections.abc import Mapping

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from citong.kernel.errors import InvalidInput

from ..errors import AlreadyRegistered

# What Django's validators find, in our words: its own Chinese is not complete.
PASSWORD_FAULTS = {
    "password_too_short": "密码太短，至少要 8 个字符。",
    "password_too_common": "这个密码太常见，容易被人猜到，请换一个。",
    "password_entirely_numeric": "密码不能全是数字，请加上字母。",
}


# Hashing is made to be slow: what is longer only keeps the hall busy.
LONGEST_PASSWORD = 128


def refuse_faults(**reasons: str | None) -> None:
    """Say no when a field has a reason against it, naming every such field."""
    faults: Mapping[str, str] = {field: reason for field, reason in reasons.items() if reason}
    if faults:
        raise InvalidInput("有几处要改，改好再提交。", faults=faults)


def fault_of_password(password: str) -> str | None:
    """Why this is no good password."""
    if len(password) > LONGEST_PASSWORD:
        return f"密码太长，最多 {LONGEST_PASSWORD} 个字符。"
    try:
        validate_password(password)
    except ValidationError as refused:
        faults = [PASSWORD_FAULTS.get(str(fault.code), fault.message) for fault in refused.error_list]
        return "".join(map(str, faults))
    return None


def already_registered() -> AlreadyRegistered:
    """The refusal that does not say which part is known already, nor whose."""
    return AlreadyRegistered(
        "没有注册成功：手机号或者证件已经注册过，或者和原来登记的不一致。",
        remedy="如果是您自己注册的，请直接登录；不是的话，请带证件到大厅窗口核实。",
    )
