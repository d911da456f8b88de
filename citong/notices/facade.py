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
    certificates_ready,
    corrections_asked,
    deemed_accepted,
    extended,
    fee_asked,
    fee_paid,
    forwarded,
    granted,
    hearing_called,
    hearing_offered,
    lapsed,
    no_licence_needed,
    not_accepted,
    originals_received,
    originals_wanted,
    party_told,
    paused,
    pre_review_failed,
    received,
    refused,
    renewed,
    resumed,
    sent_back,
    supplements_asked,
    taken_back,
    terminated,
    upper_result,
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
    "supplements_asked",
    "pre_review_failed",
    "originals_wanted",
    "originals_received",
    "no_licence_needed",
    "sent_back",
    "deemed_accepted",
    "extended",
    "party_told",
    "hearing_offered",
    "hearing_called",
    "fee_asked",
    "fee_paid",
    "renewed",
    "certificates_ready",
    "lapsed",
    "terminated",
    "taken_back",
    "forwarded",
    "upper_result",
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
