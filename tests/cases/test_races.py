"""Two people, one case, one instant: whoever comes second sees what the first did."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from citong.cases import facade as cases
from citong.kernel.errors import Refusal
from tests.cases.walk import MUCH_LATER, REVIEWED, SILENT_FOR_A_WEEK, TUESDAY, Walk
from tests.cases.wholeness import assert_whole
from tests.factories.cases import ANA, MONDAY, accepted, office
from tests.factories.catalogue import publish_configured

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    start = threading.Barrier(len(acts))
    failures: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_an_application_taken_back_while_an_opinion_is_given_stays_taken_back():
    case = accepted()
    review, people = case.reviews.get(), office()

    failures = at_once(
        lambda: cases.withdraw(case.pk, reason="不办了", by=ANA, at=MONDAY),
        lambda: cases.give_opinion(review.pk, favourable=True, opinion="", by=people.site, at=MONDAY),
    )

    assert cases.case(case.pk).state == cases.State.WITHDRAWN
    assert not case.reviews.filter(ended_at=None).exists()
    assert all(isinstance(failure, cases.ReviewAlreadyGiven) for failure in failures)


def test_starting_twice_at_once_begins_one_draft():
    code = publish_configured().item.code

    failures = at_once(*[lambda: cases.start(code, situation={}, by=ANA, at=MONDAY)] * 4)

    assert failures == []
    assert cases.drafts_of(ANA).count() == 1


# What happened before; the two who act at once; and the moves of which exactly one may be in the history after it.
RACES = [
    ([], "accept", "accept", {"accept"}),
    ([], "accept", "ask_to_correct", {"accept", "ask_to_correct"}),
    ([], "turn_away", "withdraw", {"turn_away", "withdraw"}),
    (["turn_away"], "take_back", "take_back", {"take_back"}),
    (REVIEWED, "grant", "refuse", {"grant", "refuse"}),
    (REVIEWED, "grant", "withdraw", {"grant", "withdraw"}),
    (REVIEWED, "grant", "suspend", {"grant", "suspend"}),
    (REVIEWED, "ask_for_fee", "ask_for_fee", {"ask_for_fee"}),
    (["accept", "ask_to_extend"], "extend", "decline_extension", {"extend", "decline_extension"}),
    (["accept", "offer_hearing"], "ask_for_hearing", "waive_hearing", {"waive_hearing"}),
    (["accept"], "ask_to_add", "ask_to_add", {"ask_to_add"}),
    (["accept", "ask_to_add"], "add", "go_on_without", {"add", "go_on_without"}),
    (["accept", "ask_to_add"], "add", "annul_addition", {"add", "annul_addition"}),
    (["accept", "ask_to_add"], "add", "add", {"add"}),
    ([*REVIEWED, "grant", "begin_issuing"], "issue", "issue", {"close"}),
    ([*REVIEWED, "refuse", "close"], "deliver", "deliver", {"deliver"}),
]


@pytest.mark.parametrize(
    ("before", "one", "other", "moves"), RACES, ids=[f"{one} x {other}" for _, one, other, _ in RACES]
)
def test_of_two_who_act_at_once_one_does_it_and_the_other_learns_why_not(before, one, other, moves):
    walk = Walk()
    pk = walk.brought(before)
    done = cases.case(pk).steps.count()

    failures = at_once(*[_act(walk, name, pk) for name in (one, other)])

    made = list(cases.case(pk).steps.order_by("id").values_list("move", flat=True))[done:]
    assert sum(move in moves for move in made) == 1, made
    assert all(isinstance(failure, Refusal) for failure in failures)
    assert len(failures) == 1 or "ask_for_hearing" in made
    assert_whole(pk)


def test_a_clerk_and_the_clock_accept_a_case_once():
    walk = Walk()
    pk = walk.submitted()
    window = office().window

    failures = at_once(
        lambda: cases.accept(pk, by=window, at=SILENT_FOR_A_WEEK),
        _act(walk, "deem_accepted", pk),
    )

    assert len(failures) == 1
    assert isinstance(failures[0], Refusal)
    assert cases.case(pk).is_deemed_accepted
    assert_whole(pk)


def test_corrections_that_come_as_the_clock_strikes_are_either_in_or_too_late():
    walk = Walk()
    pk = walk.brought(["ask_to_correct"])

    failures = at_once(
        lambda: cases.correct(pk, answers={"area": 130.5}, materials=[], by=ANA, at=MUCH_LATER),
        _act(walk, "lapse", pk),
    )

    assert len(failures) == 1
    assert isinstance(failures[0], Refusal)
    assert cases.case(pk).state in {cases.State.SUBMITTED, cases.State.CLOSED}
    assert_whole(pk)


def test_a_post_either_asks_the_applicant_or_gives_its_opinion():
    walk = Walk()
    pk = walk.brought(["accept"])

    failures = at_once(*[_act(walk, name, pk) for name in ("ask_to_add", "give_opinion")])

    review = cases.case(pk).reviews.earliest("id")
    assert [type(failure) for failure in failures] in ([cases.ApplicantAsked], [cases.NotYourPost])
    assert (review.awaits is None) == (review.given_at is not None)
    assert_whole(pk)


def test_the_last_place_is_granted_once():
    walk = Walk(quota={"count": 1})
    first, second = walk.brought(REVIEWED), walk.brought(REVIEWED)
    approver = office().approver

    failures = at_once(*[lambda pk=pk: cases.grant(pk, by=approver, at=TUESDAY) for pk in (first, second)])

    assert cases.case(first).result == "granted"
    assert cases.case(second).result == ""
    assert [type(failure) for failure in failures] in ([cases.OutOfTurn], [cases.QuotaUsedUp])


def test_a_number_of_a_certificate_is_given_once():
    walk = Walk()
    pair = [walk.brought([*REVIEWED, "grant", "begin_issuing"]) for _ in range(2)]
    made, window = [cases.Issued("卫生许可证", "1", TUESDAY.date())], office().window

    failures = at_once(*[lambda pk=pk: cases.issue(pk, certificates=made, by=window, at=TUESDAY) for pk in pair])

    assert [type(failure) for failure in failures] == [cases.ReasonMissing]


def _act(walk: Walk, name: str, pk: int) -> Callable[[], object]:
    """The verb, with everything looked up beforehand."""
    verb = walk.verbs[name]
    by = verb.who(pk)
    return lambda: verb.act(pk, by)
