"""What each visitor gets when they ask for an address, in short."""

from typing import NamedTuple


class Asked(NamedTuple):
    """How an address is asked for, and what each visitor gets: a status, or where they are led."""

    method: str
    answers: tuple[str, ...]


def get(*answers: str) -> Asked:
    """One answer for all, or one for each."""
    return Asked("get", answers * 7 if len(answers) == 1 else answers)


def post(*answers: str) -> Asked:
    """The same of something that is sent."""
    return Asked("post", answers * 7 if len(answers) == 1 else answers)


# nobody, Ana, Ben, another department, the window of the case, who keeps its business, who keeps the machinery
OPEN = get("200")
OWN_PAGE = get("sign in", "200", "200", "200", "200", "200", "200")
ANAS = get("sign in", "200", "404", "404", "404", "404", "404")
OF_THE_DESK = get("desk", "404", "404", "200", "200", "200", "200")
OF_READERS = get("desk", "404", "404", "200", "200", "403", "403")
OF_THE_CASE = get("desk", "404", "404", "404", "200", "404", "404")
OF_OFFICE_WORK = get("desk", "404", "404", "404", "200", "200", "404")
OF_KEEPERS = get("desk", "404", "404", "403", "403", "200", "403")
OF_NO_OFFICIAL = get("desk", "404", "404", "404", "404", "404", "404")
OF_NOBODY_HERE = get("desk", "404", "404", "403", "403", "403", "403")
OF_OPERATORS = get("desk", "404", "404", "403", "403", "403", "200")
AT_THE_WINDOW = get("desk", "404", "404", "200", "200", "403", "403")


def of_ana(answer: str) -> Asked:
    """Something that is sent; without a session it is offered again after signing in."""
    return post("401", answer, "404", "404", "404", "404", "404")


def a_step(method: str, answer: str) -> Asked:
    """A step with a case: for officials of its department with a post."""
    return Asked(method, ("desk" if method == "get" else "401", "404", "404", "404", answer, "403", "403"))


def of_keepers(answer: str) -> Asked:
    return post("401", "404", "404", "403", "403", answer, "403")


def of_operators(answer: str) -> Asked:
    return post("401", "404", "404", "403", "403", "403", answer)


# Everybody's own door: in the portal everybody's, at the desk that of officials. Without a session only a passkey's.
OWN = post("401", "led on", "led on", "led on", "led on", "led on", "led on")
NOT_THEIRS = post("401", "404", "404", "404", "404", "404", "404")
DOOR = {
    "second": get("sign in"),
    "add_codes": get("sign in", "200", "200", "200", "200", "200", "200"),
    "add_passkey": get("sign in", "200", "200", "200", "200", "200", "200"),
    "renew_recovery": post("401", "200", "200", "200", "200", "200", "200"),
    "drop_codes": NOT_THEIRS,
    "drop_passkey": post("401", "led on", "404", "404", "404", "404", "404"),
    "show_passkey": post("403"),
    "ask_to_make": post("403", "200", "200", "200", "200", "200", "200"),
    "ask_to_use": post("200"),
    "security": OWN_PAGE,
    "record": OWN_PAGE,
    "end_session": NOT_THEIRS,
    "end_others": OWN,
}
DOOR_OF_STAFF = {
    **DOOR,
    "second": get("desk"),
    "add_codes": get("desk", "200", "200", "200", "200", "200", "200"),
    "add_passkey": get("desk", "200", "200", "200", "200", "200", "200"),
    "renew_recovery": post("401", "404", "404", "200", "200", "200", "200"),
    "drop_passkey": NOT_THEIRS,
    "security": OF_THE_DESK,
    "record": OF_THE_DESK,
    "end_others": post("401", "404", "404", "led on", "led on", "led on", "led on"),
}

# Departments, posts, halls and windows
OF_STRUCTURE = {
    "desk:department": OF_OPERATORS,
    "desk:posts": OF_OPERATORS,
    "desk:post_new": OF_OPERATORS,
    "desk:post": OF_OPERATORS,
    "desk:post_end": of_operators("led on"),
    "desk:halls": OF_OPERATORS,
    "desk:hall_new": OF_OPERATORS,
    "desk:hall": OF_OPERATORS,
    "desk:hall_change": OF_OPERATORS,
    "desk:hall_close": of_operators("409"),
    "desk:window_new": OF_OPERATORS,
    "desk:window": OF_OPERATORS,
    "desk:window_close": of_operators("led on"),
}
