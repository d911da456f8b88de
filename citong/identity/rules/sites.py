"""What may be written down about a site: names, addresses, keys."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from .openid import LONGEST, Scope

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_MOST_ADDRESSES: Final = 10
_MOST_KEYS: Final = 5
_PRIVATE_PARTS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})


def check_site_name(name: str) -> str | None:
    """Why a site cannot be called this."""
    return None if 2 <= len(name) <= 60 and name.isprintable() else "请填写名称，2 到 60 个字。"


def check_line(text: str, *, longest: int, what: str) -> str | None:
    """Why this cannot stand as one line of text."""
    if not text:
        return f"请填写{what}。"
    return None if len(text) <= longest and text.isprintable() else f"{what}最多 {longest} 个字，写在一行里。"


def check_address(address: str) -> str | None:
    """Why people or tokens cannot be sent there: encrypted on the way, exactly one place, no loophole.

    Loopback is allowed without encryption: nothing leaves the machine (RFC 8252, 7.3).
    """
    if not address or len(address) > LONGEST or re.search(r"[\s\\*<>\"]", address) or not address.isascii():
        return f"“{address[:60]}”不是网址。"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return f"“{address[:60]}”不是网址。"
    if not host or parts.username is not None or parts.password is not None or "#" in address:
        return f"“{address[:60]}”不能有用户名、密码、井号，要写全。"
    if parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK):
        return None
    return f"“{address[:60]}”要用 https 开头。"


def check_redirects(addresses: Iterable[str]) -> str | None:
    """Why people cannot be led back to these. One host: a site is one place, and knows people by one name."""
    addresses = list(addresses)
    if not 1 <= len(addresses) <= _MOST_ADDRESSES:
        return f"请填写 1 到 {_MOST_ADDRESSES} 个回调地址，一行一个。"
    faults = [fault for fault in map(check_address, addresses) if fault]
    if faults:
        return "".join(faults)
    return None if len({urlsplit(each).hostname for each in addresses}) == 1 else "回调地址要在同一个域名下。"


def check_after_logout(addresses: Iterable[str]) -> str | None:
    """Why people cannot be led there after they have signed out."""
    addresses = list(addresses)
    if len(addresses) > _MOST_ADDRESSES:
        return f"最多 {_MOST_ADDRESSES} 个地址。"
    return "".join(fault for fault in map(check_address, addresses) if fault) or None


def check_scopes(scopes: Iterable[str]) -> str | None:
    """Why a site cannot be allowed to ask for these."""
    return None if set(scopes) <= {*Scope} else "有不认识的内容。"


def check_public_keys(keys: Mapping[str, Any]) -> str | None:  # Any: JSON that somebody pasted
    """Why these are no keys by which a site can be known."""
    listed = keys.get("keys")
    if not isinstance(listed, list) or not 1 <= len(listed) <= _MOST_KEYS:
        return f"请粘贴公钥集（JWKS），里面有 1 到 {_MOST_KEYS} 把公钥。"
    if any(not isinstance(each, dict) or each.get("kty") not in {"RSA", "EC"} for each in listed):
        return "只能用 RSA 或者 EC 公钥。"
    if any(_PRIVATE_PARTS & each.keys() for each in listed):
        return "这里面有私钥！请只粘贴公钥，并马上更换这把私钥。"
    try:
        KeySet.import_key_set({"keys": listed})
    except (JoseError, ValueError, TypeError, KeyError):
        return "公钥读不懂。"
    return None


def sector_of(redirect_uris: Iterable[str]) -> str:
    """Sites on one host know a person by one name, and no others do (OpenID Connect Core, 8.1)."""
    return urlsplit(next(iter(redirect_uris))).hostname or ""
