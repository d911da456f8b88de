"""Notices: telling people things, in their inbox at once and by text message soon after.

The words are made first and then sent: `send(accepted(about, due=…), to="account:7", …)`.
Other modules use this file and no other of this folder.
"""

from .errors import NumberRefused, TellsTooMuch
from .facts import NoticeUndeliverable
from .queries import inbox, notices_about, undeliverable_notices, unread_count
from .rules import (
    About,
    Kind,
    Wording,
    accepted,
    all_decided,
    all_delivered,
    all_ended,
    blocked,
    corrections_asked,
    granted,
    not_accepted,
    originals_awaited,
    paused,
    received,
    refused,
    resumed,
    whole_extended,
    withdrawn,
)
from .services import mark_read, send

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "send",
    "mark_read",
    # asked: the words of a notice
    "Kind",
    "About",
    "Wording",
    "received",
    "corrections_asked",
    "accepted",
    "not_accepted",
    "granted",
    "refused",
    "withdrawn",
    "paused",
    "resumed",
    "originals_awaited",
    "blocked",
    "whole_extended",
    "all_decided",
    "all_delivered",
    "all_ended",
    # asked: what was told
    "inbox",
    "unread_count",
    "notices_about",
    "undeliverable_notices",
    # told
    "NoticeUndeliverable",
    # refused
    "TellsTooMuch",
    "NumberRefused",
]
