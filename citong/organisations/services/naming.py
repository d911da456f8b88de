"""What is kept has a name."""

from citong.kernel.errors import InvalidInput


def refuse_unnamed(**names: str) -> None:
    """None of these may be left empty."""
    faults = {field: "请填写，不能留空。" for field, name in names.items() if not name.strip()}
    if faults:
        raise InvalidInput("还有没填的。", faults=faults)
