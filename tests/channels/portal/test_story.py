"""The story of a case in words, for the three who hear it."""

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.cases.lifecycle import MOVE_NAMES, State
from citong.channels.kit import story, story_words
from tests.factories.cases import ANA, MONDAY, accepted, give_all, office, submitted

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(MONDAY)


def seen(case):
    """The case as its applicant's page asks for it."""
    return cases.applicants_case(case.number, viewer=ANA)


def test_a_new_case_says_who_has_it_and_by_when():
    case = seen(submitted())

    told = story.standing(case, today=TODAY)

    assert (told.word, told.tone) == ("等待受理", "info")
    assert case.department.short_name in told.sentence
    assert "最迟 9 月 22 日（星期二）前" in told.sentence


def test_the_newest_comes_first_and_is_the_one_that_counts_now():
    case = seen(accepted())

    events = story.applicants_events(case, today=TODAY)

    assert [event.title for event in events] == ["进入审查：现场查看", "已经受理，开始计时", "您提交了申请"]
    assert [event.now for event in events] == [True, False, False]


def test_a_case_in_review_names_the_departments_that_are_asked():
    case = seen(accepted())

    told = story.standing(case, today=TODAY)

    assert "卫生查看" in told.sentence
    assert "最迟" in told.sentence


def test_corrections_tell_the_day_and_how_many():
    case = submitted()
    gap = cases.Gap(target="answers.place_name", title="场所名称", problem="与招牌不一致")
    cases.ask_to_correct(case.pk, gaps=[gap], by=office().window, at=MONDAY)

    told = story.standing(seen(case), today=TODAY)
    events = story.applicants_events(seen(case), today=TODAY)

    assert told.word == "等您补正"
    assert "11 月 2 日" in told.sentence
    assert events[0].text == "有 1 处要补正，都写在补正告知书里。"


def test_whoever_asks_with_a_code_reads_nothing_that_somebody_wrote_and_no_name():
    case = submitted()
    cases.withdraw(case.pk, reason="Ana 搬家了", by=ANA, at=MONDAY)

    events = story.enquirers_events(seen(case), today=TODAY)

    assert [event.title for event in events] == ["申请人撤回了申请", "申请人提交了申请"]
    assert all(event.text == "" and "Ana" not in event.who for event in events)


def test_officials_read_who_did_it_and_what_they_wrote():
    case = submitted()
    words = {"reason": "不属于本机关职权", "competent_body": "市卫健委"}
    cases.turn_away(case.pk, **words, by=office().window, at=MONDAY)

    newest = story.officials_events(seen(case))[0]

    assert newest.title == MOVE_NAMES["turn_away"]
    assert "Wei" in newest.who
    assert newest.text == "不属于本机关职权"


@pytest.mark.parametrize(("favourable", "word", "tone"), [(True, "已批准", "ok"), (False, "未获批准", "late")])
def test_a_decided_case_is_called_by_its_outcome(favourable, word, tone):
    case = give_all(accepted(), favourable=favourable)
    by = office().approver
    if favourable:
        cases.grant(case.pk, by=by, at=MONDAY)
    else:
        cases.refuse(case.pk, reasons="不合格", basis="第四条", remedies="可复议", by=by, at=MONDAY)
    cases.close(case.pk, by=by, at=MONDAY)

    told = story.standing(seen(case), today=TODAY)

    assert (told.word, told.tone) == (word, tone)


def test_there_is_no_clock_before_acceptance():
    assert story.clock_of(seen(submitted()), today=TODAY) is None


def test_the_clock_says_the_last_day_and_then_that_it_has_passed():
    case = seen(accepted())

    running = story.clock_of(case, today=TODAY)
    late = story.clock_of(case, today=case.promised_due_on + timezone.timedelta(days=1))

    assert running.sentence.startswith("最迟")
    assert [lane.due_on for lane in running.lanes] == [case.promised_due_on, case.statutory_due_on]
    assert late.sentence.startswith("已经超过承诺的日期")


def test_a_stopped_clock_says_so():
    case = accepted()
    cases.suspend(
        case.pk, procedure=cases.Procedure.TESTING, announced_days=10, reason="空气检测", by=office().site, at=MONDAY
    )

    told, clock = story.standing(seen(case), today=TODAY), story.clock_of(seen(case), today=TODAY)

    assert "检测" in told.sentence
    assert "停下来" in clock.sentence
    assert [lane.pauses[0].ended_on for lane in clock.lanes] == [None, None]


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_every_state_has_a_word(state):
    case = cases.Case(state=state, result="granted")

    word, tone = story.tag_of(case)

    assert word
    assert tone in {"plain", "ok", "warn", "late", "info", "wait"}


@pytest.mark.parametrize("move", MOVE_NAMES)
def test_every_move_has_a_title_for_applicants_or_is_none_of_theirs(move):
    assert (move in story_words.TITLES) != (move in story_words.INTERNAL)
