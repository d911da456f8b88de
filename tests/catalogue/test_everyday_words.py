"""What people say: who keeps it, what may be kept, what it leads to; and what people look for and do not find."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.catalogue.jobs import forget_what_was_looked_for, keep_search_current
from citong.catalogue.models import EverydayWord, QuestionAsked, SearchEntry
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput, NotPermitted
from tests.factories.actors import brought_by, everywhere
from tests.factories.catalogue import MONDAY, ItemVersionFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(MONDAY)


def named(name, **says):
    return ItemVersionFactory(says={"name": name, **says})


def keep(said, *, meant=(), items=(), by=SYSTEM):
    return catalogue.keep_everyday_word(said, meant=list(meant), items=list(items), by=by, at=MONDAY)


def found(text, **wanted):
    return [hit.version.name for hit in catalogue.find(text, **wanted).best]


def count(text, *, times=1, is_found=True, at=MONDAY):
    for _ in range(times):
        catalogue.count_question(text, found=is_found, at=at)


def test_what_people_say_finds_what_it_stands_for_at_once():
    named("高龄津贴")
    assert found("长寿金") == []

    keep("长寿金", meant=["高龄津贴"])

    assert found("长寿金怎么领") == ["高龄津贴"]
    assert catalogue.find("长寿金").hits[0].because == "长寿金"


def test_a_word_can_stand_for_the_very_item():
    wanted, _ = named("甲类事项"), named("长寿金发放")

    keep("长寿金", items=[wanted.item.code])

    assert found("长寿金")[0] == "甲类事项"


def test_of_two_words_in_a_question_the_longer_one_counts():
    named("公共场所卫生许可"), named("旅馆业特种行业许可")
    keep("开店", meant=["公共场所卫生许可"])
    keep("开店住宿", meant=["旅馆业特种行业许可"])

    assert found("开店住宿") == ["旅馆业特种行业许可"]


def test_saying_it_again_writes_over_what_it_stood_for():
    keep("长寿金", meant=["高龄津贴"])
    keep(" 长寿 金 ", meant=["临时救助"])

    assert list(EverydayWord.objects.values_list("said", "meant")) == [("长寿金", ["临时救助"])]


@pytest.mark.parametrize(
    ("said", "meant", "items", "field"),
    [
        ("金", ["高龄津贴"], [], "said"),
        ("一二三四五六七八九十甲乙丙", ["高龄津贴"], [], "said"),
        ("!!??", ["高龄津贴"], [], "said"),
        ("长寿金", [], [], "meant"),
        ("长寿金", ["!"], [], "meant"),
        ("长寿金", ["高" * 41], [], "meant"),
        ("长寿金", [f"津贴{n}" for n in range(9)], [], "meant"),
        ("长寿金", [], ["NO-SUCH"], "items"),
    ],
)
def test_what_says_nothing_is_not_kept(said, meant, items, field):
    with pytest.raises(InvalidInput) as refused:
        keep(said, meant=meant, items=items)

    assert field in refused.value.faults


def test_only_those_who_arrange_topics_keep_words():
    clerk = Actor(id="account:1", channel="desk", grants=brought_by("window", department=1))
    editor = Actor(id="account:2", channel="desk", grants=everywhere("business"))

    with pytest.raises(NotPermitted):
        keep("长寿金", meant=["高龄津贴"], by=clerk)
    assert keep("长寿金", meant=["高龄津贴"], by=editor).said == "长寿金"


def test_a_dropped_word_stands_for_nothing():
    named("高龄津贴")
    word = keep("长寿金", meant=["高龄津贴"])

    catalogue.drop_everyday_word(word.pk, by=SYSTEM, at=MONDAY)

    assert found("长寿金") == []
    with pytest.raises(catalogue.NoSuchEverydayWord):
        catalogue.drop_everyday_word(word.pk, by=SYSTEM, at=MONDAY)


def test_the_list_that_is_shipped_leaves_alone_what_the_hall_keeps():
    keep("低保", meant=["临时救助"])

    added = catalogue.take_in_everyday_words([{"said": "低保", "meant": "最低生活保障"}], by=SYSTEM, at=MONDAY)

    assert added == 0
    assert EverydayWord.objects.get().meant == ["临时救助"]


def test_what_fewer_than_five_look_for_is_told_to_nobody():
    count("高龄津贴", times=4)
    assert catalogue.looked_for(on=TODAY) == []

    count("高龄津贴")

    assert catalogue.looked_for(on=TODAY) == ["高龄津贴"]


def test_what_nobody_finds_is_for_editors_only():
    count("火星签证", times=7, is_found=False)

    assert catalogue.looked_for(on=TODAY) == []
    assert [(each.question, each.times) for each in catalogue.unanswered_questions(on=TODAY)] == [("火星签证", 7)]


@pytest.mark.parametrize("text", ["13800000000", "350502 1990 0101 0011", "我" * 60, "", "😀", "怎么办"])
def test_numbers_and_stories_are_not_kept(text):
    count(text, is_found=False)

    assert not QuestionAsked.objects.exists()


def test_questions_are_forgotten_after_half_a_year():
    count("高龄津贴", at=MONDAY)

    forget_what_was_looked_for(MONDAY + timedelta(days=180))
    assert QuestionAsked.objects.count() == 1
    forget_what_was_looked_for(MONDAY + timedelta(days=181))

    assert not QuestionAsked.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_the_same_at_once_are_all_counted():
    def ask():
        count("高龄津贴", times=5)
        connection.close()

    threads = [Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert QuestionAsked.objects.get().asked == 20


def test_entries_of_an_older_edition_are_made_anew():
    version = named("高龄津贴", conditions=["本区户籍的老人"])
    SearchEntry.objects.update(edition=0, near=None, letters=None, body=None)
    assert found("gljt") == ["高龄津贴"]
    assert found("户籍的老人") == []

    keep_search_current(MONDAY)

    assert found("户籍的老人") == ["高龄津贴"]
    assert SearchEntry.objects.get(pk=version.item_id).edition > 0


def test_a_department_with_a_new_name_is_found_by_it():
    version = named("高龄津贴")
    department = version.item.department
    department.name = "泉州市鲤城区长者服务局"
    department.save()

    keep_search_current(MONDAY)

    assert found("长者服务局") == ["高龄津贴"]
