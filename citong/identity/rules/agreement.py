"""The service agreement: whoever opens an account accepts the version that holds then. Pure."""

# The text of each version is a page of the portal; a new version is a new page, and the old one stays readable.
IN_FORCE = "2026-11"


def fault_of_entry(accepted: str) -> str | None:
    """Why what was accepted does not let somebody on whose account was opened for them."""
    return None if accepted == IN_FORCE else "服务协议刚刚更新了，请重新看一遍再同意。"


def fault_of_acceptance(accepted: str) -> str | None:
    """Why what was accepted does not open an account."""
    if not accepted:
        return "请先看服务协议，同意了再注册。"
    return None if accepted == IN_FORCE else "服务协议刚刚更新了，请重新看一遍再注册。"
