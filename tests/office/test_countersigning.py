"""A department asks others: who may, who answers, what silence means, how it ends."""

from dataclasses import replace
from datetime import date

import pytest

from citong.kernel.audit import entries_about
from citong.kernel.files import take
from citong.kernel.lifecycle import MoveNotAllowed
from citong.kernel.models import FactRecord
from citong.kernel.refs import ref
from citong.office import facade as office
from citong.office.models import Countersigning, Opinion
from citong.organisations.models import Department
from tests.factories.actors import everywhere
from tests.factories.cases import PNG
from tests.factories.office import DAY, MONDAY, WEEK, sent

pytestmark = pytest.mark.django_db

AGREE, REMARKS, DISAGREE = office.Verdict.AGREE, office.Verdict.AGREE_WITH_REMARKS, office.Verdict.DISAGREE
RULE = "《政府信息公开条例》第三十四条"
State = office.CountersigningState
DUE = date(2026, 9, 28)


def say(countersigning: Countersigning, by, verdict=AGREE, text="", at=MONDAY) -> Opinion:
    return office.give_opinion(countersigning.pk, verdict=verdict, text=text, by=by, at=at)


def state_of(countersigning: Countersigning) -> str:
    return Countersigning.objects.get(pk=countersigning.pk).state


def test_a_paper_goes_to_every_department_asked_with_one_last_day(health, fire, market):
    paper = sent(health, fire, market, title="  开放场地 ", about="case:42")

    assert (paper.number, paper.title, paper.about) == ("鲤卫会〔2026〕1号", "开放场地", "case:42")
    assert (paper.state, paper.due_on) == (State.ASKING, date(2026, 9, 28))
    assert [opinion.department_id for opinion in paper.opinions.order_by("id")] == [fire.pk, market.pk]
    assert {opinion.due_on for opinion in paper.opinions.all()} == {paper.due_on}


def test_numbers_run_without_gaps_in_each_department_and_year(health, fire, market):
    sent(health, fire)
    with pytest.raises(office.WordsMissing):
        sent(health, fire, title="")
    numbers = [sent(health, fire).number, sent(fire, health).number, sent(health, market, at=MONDAY + 365 * DAY).number]

    assert numbers == ["鲤卫会〔2026〕2号", "鲤消会〔2026〕1号", "鲤卫会〔2027〕1号"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 101}, "title"),
        ({"text": ""}, "text"),
        ({"text": "长" * 5001}, "text"),
        ({"days": 0}, "days"),
        ({"days": 91}, "days"),
        ({"asked": []}, "asked"),
        ({"asked": [-1]}, "asked"),
        ({"silence": office.Silence.AGREES}, "silence_rule"),
        ({"silence_rule": "长" * 101}, "silence_rule"),
    ],
)
def test_a_paper_that_is_not_complete_is_not_sent_and_the_place_is_named(health, fire, changes, field):
    with pytest.raises(office.WordsMissing) as refused:
        sent(health, fire, **changes)

    assert list(refused.value.faults) == [field]
    assert not Countersigning.objects.exists()


def test_a_department_does_not_ask_itself_nor_one_that_has_ended(health, fire):
    Department.objects.filter(pk=fire.pk).update(valid_to=date(2026, 9, 1))

    for asked in ([health.pk], [fire.pk]):
        with pytest.raises(office.WordsMissing):
            sent(health, asked=asked)


@pytest.mark.parametrize("duty", ["window", "keeper", "supervisor"])
def test_only_those_who_examine_decide_or_lead_send(health, fire, duty):
    paper = office.Paper("题", "文", asked=[fire.pk], days=5)

    with pytest.raises(office.NotYourDuty, match="以本单位名义发会签"):
        office.send_countersigning(paper, by=getattr(health, duty), at=MONDAY)


def test_somebody_without_a_post_does_not_send(health, fire):
    idle = replace(health.review, department=None, posts=frozenset())

    with pytest.raises(office.NotYourDuty):
        office.send_countersigning(office.Paper("题", "文", asked=[fire.pk], days=5), by=idle, at=MONDAY)


@pytest.mark.parametrize("who", ["approver", "head", "keeper"])
def test_whoever_decides_leads_or_administers_answers_for_the_department(health, fire, market, who):
    paper = sent(health, fire, market)

    opinion = say(paper, getattr(fire, who), REMARKS, " 加一个出口。")

    assert (opinion.verdict, opinion.text, opinion.is_awaited) == (REMARKS, "加一个出口。", False)
    assert (opinion.given_by_name, opinion.given_at) == (getattr(fire, who).name, MONDAY)
    assert state_of(paper) == State.ASKING
    assert FactRecord.objects.get(name__endswith="OpinionGiven").values == {
        "countersigning_id": paper.pk,
        "department_id": fire.pk,
        "verdict": "agree_with_remarks",
        "by_silence": False,
    }


@pytest.mark.parametrize("who", ["window", "review", "supervisor"])
def test_others_of_the_department_do_not_answer(health, fire, who):
    paper = sent(health, fire)

    with pytest.raises(office.NotYourDuty):
        say(paper, getattr(fire, who))


def test_whoever_stands_in_answers_and_the_history_says_for_whom(health, fire):
    paper = sent(health, fire)
    post = next(iter(fire.approver.posts))
    grants = (*fire.review.grants, *fire.approver.grants)
    stands_in = replace(fire.review, posts=fire.review.posts | {post}, grants=grants, in_for={post: "Ana"}, name="Ben")

    opinion = say(paper, stands_in)

    assert opinion.given_by_name == "Ben（代Ana）"
    assert [step.actor_name for step in paper.steps.order_by("id")][1:] == ["Ben（代Ana）", "Ben（代Ana）"]


def test_in_their_own_post_nobody_is_written_down_as_standing_in(health, fire):
    paper = sent(health, fire)
    post = next(iter(fire.head.posts))
    both = replace(fire.approver, posts=fire.approver.posts | {post}, in_for={post: "Ana"})

    assert say(paper, both).given_by_name == fire.approver.name


@pytest.mark.parametrize("verdict", [REMARKS, DISAGREE])
def test_remarks_and_reasons_have_to_be_written(health, fire, verdict):
    paper = sent(health, fire)

    with pytest.raises(office.WordsMissing) as refused:
        say(paper, fire.approver, verdict, "  ")

    assert list(refused.value.faults) == ["text"]
    assert state_of(paper) == State.ASKING


def test_a_sermon_is_not_taken(health, fire):
    with pytest.raises(office.WordsMissing):
        say(sent(health, fire), fire.approver, AGREE, "长" * 5001)


def test_the_last_answer_gathers_it_and_the_sender_sums_it_up(health, fire, market):
    paper = sent(health, fire, market)
    say(paper, fire.approver)
    say(paper, market.head, DISAGREE, "不符合规划。")
    gathered = state_of(paper)

    office.close_countersigning(paper.pk, summary="采纳一条。", by=health.approver, at=MONDAY + DAY)

    closed = office.countersigning(paper.pk, viewer=fire.window)
    assert gathered == State.ANSWERED
    assert (closed.state, closed.summary, closed.ended_at) == (State.CLOSED, "采纳一条。", MONDAY + DAY)
    assert [step.move for step in closed.steps.all()] == ["send", "give_opinion", "give_opinion", "gather", "close"]


def test_a_department_answers_once(health, fire, market):
    paper = sent(health, fire, market)
    say(paper, fire.approver)

    with pytest.raises(office.OpinionAlreadyGiven):
        say(paper, fire.head, DISAGREE, "改主意了。")

    assert paper.opinions.get(department=fire.pk).verdict == AGREE


def test_it_is_summed_up_early_only_when_all_have_answered(health, fire, market):
    paper = sent(health, fire, market)
    say(paper, fire.approver)

    with pytest.raises(office.NotDueYet):
        office.close_countersigning(paper.pk, summary="够了", by=health.head, at=MONDAY + WEEK)
    office.close_countersigning(paper.pk, summary="市场监管局没有回复。", by=health.head, at=MONDAY + WEEK + DAY)

    silent = paper.opinions.get(department=market.pk)
    assert (silent.is_awaited, silent.verdict, silent.given_at) == (False, "", None)
    assert state_of(paper) == State.CLOSED


@pytest.mark.parametrize(
    "step",
    [
        lambda pk, by: office.close_countersigning(pk, summary=" ", by=by, at=MONDAY + WEEK + DAY),
        lambda pk, by: office.withdraw_countersigning(pk, reason="", by=by, at=MONDAY),
        lambda pk, by: office.urge_countersigning(pk, note="长" * 5001, by=by, at=MONDAY),
    ],
    ids=["close", "withdraw", "urge"],
)
def test_what_has_to_be_said_is_said(health, fire, step):
    paper = sent(health, fire)

    with pytest.raises(office.WordsMissing):
        step(paper.pk, health.review)

    assert state_of(paper) == State.ASKING


def test_the_sender_urges_those_that_are_silent_and_each_urge_stays(health, fire, market):
    paper = sent(health, fire, market)
    say(paper, fire.approver)

    for day in (1, 2):
        office.urge_countersigning(paper.pk, note="请尽快。", by=health.review, at=MONDAY + day * DAY)

    urges = list(paper.steps.filter(move="urge").order_by("id"))
    assert [(step.note, step.details) for step in urges] == [("请尽快。", {"departments": [market.pk]})] * 2
    assert paper.opinions.get(department=market.pk).urged_at == MONDAY + 2 * DAY
    assert paper.opinions.get(department=fire.pk).urged_at is None


def test_what_is_withdrawn_waits_for_nobody(health, fire):
    paper = sent(health, fire)

    office.withdraw_countersigning(paper.pk, reason="改稿再发", by=health.review, at=MONDAY)

    assert office.opinions_awaited_from(fire.approver) == []
    assert paper.steps.get(move="withdraw").note == "改稿再发"
    with pytest.raises(MoveNotAllowed):
        say(paper, fire.approver)


SENDERS_STEPS = {
    "urge": lambda pk, by: office.urge_countersigning(pk, by=by, at=MONDAY),
    "close": lambda pk, by: office.close_countersigning(pk, summary="好", by=by, at=MONDAY),
    "withdraw": lambda pk, by: office.withdraw_countersigning(pk, reason="x", by=by, at=MONDAY),
}


@pytest.mark.parametrize("step", SENDERS_STEPS.values(), ids=SENDERS_STEPS)
def test_the_steps_of_the_sender_are_nobody_elses(health, fire, market, step):
    paper = sent(health, fire)

    with pytest.raises(office.NotAsked):
        step(paper.pk, fire.approver)
    with pytest.raises(office.NotYourDuty):
        step(paper.pk, health.window)
    with pytest.raises(office.NoSuchCountersigning):
        step(paper.pk, market.review)


@pytest.mark.parametrize("step", SENDERS_STEPS.values(), ids=SENDERS_STEPS)
@pytest.mark.parametrize("ended", ["close", "withdraw"])
def test_nothing_happens_to_it_once_it_has_ended(health, fire, step, ended):
    paper = sent(health, fire)
    say(paper, fire.approver)
    SENDERS_STEPS[ended](paper.pk, health.review)
    before = list(paper.steps.values())

    with pytest.raises(MoveNotAllowed):
        step(paper.pk, health.review)

    assert list(paper.steps.values()) == before


def test_the_sender_and_strangers_do_not_answer(health, fire, market):
    paper = sent(health, fire)

    with pytest.raises(office.NotAsked):
        say(paper, health.approver)
    with pytest.raises(office.NoSuchCountersigning):
        say(paper, market.approver)
    with pytest.raises(office.NoSuchCountersigning):
        office.give_opinion(paper.pk + 1, verdict=AGREE, by=fire.approver, at=MONDAY)


def test_it_is_seen_by_those_who_take_part_and_by_those_who_watch_over_all(health, fire, market, government):
    paper = sent(health, fire, about="case:42")

    over_all = replace(government.supervisor, grants=everywhere("supervisor"))
    for viewer in (health.window, fire.window, over_all):
        assert office.countersigning(paper.pk, viewer=viewer) == paper
        assert office.countersignings_about("case:42", viewer=viewer) == [paper]
    for viewer in (market.head, market.keeper, government.supervisor, replace(fire.window, grants=())):
        with pytest.raises(office.NoSuchCountersigning):
            office.countersigning(paper.pk, viewer=viewer)
        assert office.countersignings_about("case:42", viewer=viewer) == []
    assert office.countersignings_about("", viewer=health.window) == []


def test_what_can_be_done_is_offered_to_whoever_may_do_it(health, fire, market):
    paper = sent(health, fire, market)
    offered = {
        name: office.countersigning_moves(office.countersigning(paper.pk, viewer=viewer), viewer=viewer, today=DUE)
        for name, viewer in {
            "sender": health.review,
            "senders window": health.window,
            "asked": fire.approver,
            "asked review": fire.review,
        }.items()
    }
    say(paper, fire.approver)
    answered = office.countersigning(paper.pk, viewer=fire.approver)

    assert offered == {
        "sender": ["urge", "withdraw"],
        "senders window": [],
        "asked": ["give_opinion"],
        "asked review": [],
    }
    assert office.countersigning_moves(answered, viewer=fire.approver, today=DUE) == []
    late = office.countersigning_moves(answered, viewer=health.review, today=DUE + DAY)
    assert late == ["urge", "close", "withdraw"]


def test_files_go_along_and_every_look_is_recorded(health, fire, market):
    upload = take([PNG], name="plan.png", by=health.review, at=MONDAY)
    paper = sent(health, fire, uploads=[upload])
    file = office.countersigning(paper.pk, viewer=fire.window).files.all()[0]

    found = office.read_attachment(paper.pk, file_id=file.pk, by=fire.window, at=MONDAY)

    assert found == upload
    assert entries_about(ref("countersigning", paper.pk))[0].action == "office.read_attachment"
    with pytest.raises(office.NoSuchAttachment):
        office.read_attachment(paper.pk, file_id=file.pk + 1, by=fire.window, at=MONDAY)
    with pytest.raises(office.NoSuchCountersigning):
        office.read_attachment(paper.pk, file_id=file.pk, by=market.window, at=MONDAY)


def test_nobody_sends_the_files_of_others_or_too_many(health, fire):
    others = take([PNG], name="plan.png", by=fire.review, at=MONDAY)
    own = take([PNG], name="plan.png", by=health.review, at=MONDAY)

    for uploads in ([others], [own] * 11):
        with pytest.raises(office.WordsMissing) as refused:
            sent(health, fire, uploads=uploads)
        assert list(refused.value.faults) == ["attached"]


def test_lists_are_in_order_page_by_page(health, fire, market):
    late, soon = sent(health, fire, days=9), sent(market, fire, days=2)
    third = sent(health, fire, market, days=9)
    first, *rest = office.opinions_awaited_from(fire.approver)

    after = office.opinions_awaited_from(fire.approver, after_row=(first.due_on, first.pk), size=1)

    assert [opinion.countersigning for opinion in (first, *rest)] == [soon, late, third]
    assert [opinion.countersigning for opinion in after] == [late]
    assert [each.countersigning for each in office.opinions_asked_of(fire.window)] == [third, soon, late]
    assert office.countersignings_sent_by(health.window) == [third, late]
    assert office.countersignings_sent_by(health.window, before=third.pk) == [late]


def test_history_is_never_changed(health, fire):
    step = sent(health, fire).steps.get()

    with pytest.raises(Exception, match="never changed"):
        type(step).objects.filter(pk=step.pk).update(note="x")


def test_silence_is_agreement_only_by_a_rule_that_was_named(health, fire):
    paper = sent(health, fire, silence=office.Silence.AGREES, silence_rule=f" {RULE} ", days=15)
    plain = sent(health, fire, silence_rule="不相干")

    assert (paper.silence_rule, plain.silence_rule) == (RULE, "")
    assert paper.due_on == date(2026, 10, 12)
