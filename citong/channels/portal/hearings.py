"""A hearing as the applicant is told of it (Licensing Act, arts 46 to 48)."""

from datetime import date

from django.utils import timezone

from citong.cases import facade as cases
from citong.cases.facade import HearingState
from citong.channels.kit import writing


def hearing_told(case: cases.Case, *, today: date) -> str:
    """Where the last hearing stands, in a sentence; nothing where there is none."""
    hearings = list(case.hearings.all())
    if not hearings:
        return ""
    last = hearings[-1]
    return {
        HearingState.OFFERED: f"这件涉及重大利益，您可以要求听证，不收费，最迟 {_day(last.ask_by, today)}提出。",
        HearingState.ASKED: f"已经要求听证，最迟 {_day(last.hold_by, today)}举行，时间地点会提前 7 个工作日通知您。",
        HearingState.CALLED: f"听证定在 {_moment(last, today)}，地点：{last.place}，主持人：{last.chair}。",
        HearingState.HELD: "听证已经举行，决定会根据听证笔录作出。",
        HearingState.WAIVED: "没有举行听证。",
    }[HearingState(last.state)]


def wishes_open(moves: list[str]) -> list[tuple[str, str]]:
    """What the applicant can say about it now."""
    wishes = {"ask_for_hearing": ("ask", "要求举行听证"), "waive_hearing": ("waive", "不要，或者放弃听证")}
    return [wish for move, wish in wishes.items() if move in moves]


def _day(day: date | None, today: date) -> str:
    return writing.zh_date(day, today=today) if day else ""


def _moment(hearing: cases.Hearing, today: date) -> str:
    return writing.zh_datetime(timezone.localtime(hearing.held_at), today=today) if hearing.held_at else ""
