"""From where and with what somebody comes; and by what a device is known to have been here before."""

import re
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from citong.kernel.crypto import keyed_digest, same

_PROOF_SIZE = 22


@dataclass(frozen=True)
class Sender:
    """Who sends a request, as far as the network and the browser tell.

    `network` is counted against limits; `address` is what is shown, shortened; `device` names the browser, and `proofs`
    say, for those accounts that have signed in with it, that they have.
    """

    network: str = ""
    address: str = ""
    browser: str = ""
    device: str = ""
    proofs: frozenset[str] = field(default=frozenset())


def network_of(address: str) -> str:
    """What is counted as one sender: an IPv4 address, or the 64 bits of IPv6 that one line is given."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return network_of(str(found.ipv4_mapped)) if found.ipv4_mapped else f"{found.exploded[:19]}::/64"
    return str(found)


def shortened(address: str) -> str:
    """An address as people are shown it: enough to recognise, too little to find a home by."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return shortened(str(found.ipv4_mapped)) if found.ipv4_mapped else f"{found.exploded[:14]}:*"
    return ".".join([*str(found).split(".")[:2], "*", "*"])


_BROWSERS = (
    (r"MicroMessenger", "微信"),
    (r"AlipayClient", "支付宝"),
    (r"DingTalk", "钉钉"),
    (r"HuaweiBrowser", "华为浏览器"),
    (r"MiuiBrowser", "小米浏览器"),
    (r"UCBrowser|UCWEB", "UC 浏览器"),
    (r"QQBrowser", "QQ 浏览器"),
    (r"QihooBrowser|360SE|360EE", "360 浏览器"),
    (r"Edg[AiOS]*/", "Edge 浏览器"),
    (r"OPR/", "Opera 浏览器"),
    (r"Firefox|FxiOS", "火狐浏览器"),
    (r"Chrome|CriOS|Chromium", "Chrome 浏览器"),
    (r"Safari", "Safari 浏览器"),
    (r"Trident|MSIE", "IE 浏览器"),
)
_MACHINES = (
    (r"HarmonyOS|OpenHarmony", "鸿蒙设备"),
    (r"iPhone", "苹果手机"),
    (r"iPad", "苹果平板"),
    (r"Android.*Mobile", "安卓手机"),
    (r"Android", "安卓平板"),
    (r"Windows", "Windows 电脑"),
    (r"Macintosh|Mac OS X", "苹果电脑"),
    (r"Linux|X11|UOS|Kylin", "Linux 电脑"),
)


def browser_in_words(user_agent: str) -> str:
    """What a browser calls itself, as its owner would: 火狐浏览器，Windows 电脑."""
    found = [_first(_BROWSERS, user_agent), _first(_MACHINES, user_agent)]
    return "，".join(word for word in found if word) or "不认识的浏览器"


def proof_of(device: str, *, account_id: int, secret: str, key: str) -> str:
    """What a device keeps to show that the account has signed in with it; void once the account's secret changes."""
    said = f"device/{device}/{account_id}/{secret}".encode()
    return keyed_digest(key.encode(), said).hex()[:_PROOF_SIZE]


def is_proven(sender: Sender, proof: str) -> bool:
    """Whether the sender shows this proof."""
    return any(same(proof, shown) for shown in sender.proofs)


def _first(words: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for pattern, word in words if re.search(pattern, text[:500])), "")
