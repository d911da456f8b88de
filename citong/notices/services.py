"""What can happen to a notice, in this order: it is sent, read, and its text message carried or given up."""

from datetime import datetime, timedelta

from django.db import transaction

from citong.kernel.actors import Actor
from citong.kernel.errors import NotFound
from citong.kernel.outbox import publish

from .errors import TellsTooMuch
from .facts import NoticeUndeliverable
from .models import Notice
from .rules import Wording, has_id_number

ATTEMPTS = 10


@transaction.atomic
def send(
    wording: Wording,
    *,
    to: str,
    phone: str,
    subject: str,
    link: str,
    occasion: str,
    secret: str = "",
    by: Actor,
    at: datetime,
) -> Notice:
    """Tell somebody something: in their inbox at once, by text message soon after. Told once for each occasion.

    `secret` names what fills the gap in the text message, such as `challenge:7`; the digits are kept nowhere.
    """
    if has_id_number(wording.sms):
        raise TellsTooMuch("短信里不能写身份证号。", sender=by.id)
    notice, _ = Notice.objects.get_or_create(
        subject=subject,
        kind=wording.kind,
        occasion=occasion,
        recipient=to,
        defaults={
            "title": wording.title,
            "body": wording.body,
            "sms": wording.sms,
            "phone": phone or None,
            "secret": secret,
            "link": link,
            "created_at": at,
            "due_at": at,
        },
    )
    return notice


@transaction.atomic
def mark_read(notice_id: int, *, by: Actor, at: datetime) -> Notice:
    """The person has opened it; the first time counts."""
    notice = Notice.objects.select_for_update().filter(pk=notice_id, recipient=by.id).first()
    if notice is None:
        raise NotFound("找不到这条消息。", remedy="请从“我的消息”里重新打开。")
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_carried(notice_id: int, *, carrier_ref: str, at: datetime) -> Notice:
    """The carrier has taken the text message over."""
    notice = _locked(notice_id)
    if _is_open(notice):
        notice.attempts, notice.carried_at, notice.carrier_ref, notice.error = notice.attempts + 1, at, carrier_ref, ""
        notice.save(update_fields=["attempts", "carried_at", "carrier_ref", "error"])
    return notice


@transaction.atomic
def mark_failed(notice_id: int, *, reason: str, at: datetime) -> Notice:
    """The carrier did not take it: try again later, at longer intervals; after ten attempts it is undeliverable."""
    notice = _locked(notice_id)
    if _is_open(notice):
        notice.attempts += 1
        notice.due_at = at + timedelta(seconds=5 * 2**notice.attempts)
        _note(notice, reason=reason, is_last=notice.attempts >= ATTEMPTS, at=at)
    return notice


@transaction.atomic
def give_up(notice_id: int, *, reason: str, at: datetime) -> Notice:
    """The carrier will never take it, so there is no use in trying again."""
    notice = _locked(notice_id)
    if _is_open(notice):
        notice.attempts += 1
        _note(notice, reason=reason, is_last=True, at=at)
    return notice


def _note(notice: Notice, *, reason: str, is_last: bool, at: datetime) -> None:
    notice.error = reason[:1000]
    notice.failed_at = at if is_last else None
    notice.save(update_fields=["attempts", "due_at", "error", "failed_at"])
    if is_last:
        publish(
            NoticeUndeliverable(
                notice_id=notice.pk, subject=notice.subject, kind=notice.kind, recipient=notice.recipient
            )
        )


def _is_open(notice: Notice) -> bool:
    return notice.carried_at is None and notice.failed_at is None


def _locked(notice_id: int) -> Notice:
    return Notice.objects.select_for_update().get(pk=notice_id)
