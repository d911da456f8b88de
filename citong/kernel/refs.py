"""Names for things across modules: `kind:42`."""


def ref(kind: str, pk: int) -> str:
    """The name under which strangers know row `pk` of this kind."""
    return f"{kind}:{pk}"


def id_of(kind: str, a_ref: str) -> int:
    """The row's id; ValueError when the reference is of another kind."""
    found, _, pk = a_ref.partition(":")
    if found != kind or not pk.isdecimal():
        raise ValueError(f"{a_ref!r} is not a reference to a {kind}")
    return int(pk)
