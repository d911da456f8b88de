"""How well people find what they mean: everyday questions of every kind, with the items that should be found.

Whoever wrote them also wrote everyday words: questions that a real hall was asked are worth more.
"""

import pytest
from django.core.management import call_command

from citong.catalogue import facade as catalogue
from demo.loading import items
from demo.loading.offices import load_departments, load_divisions
from demo.loading.steps import LOADER, OPENED_AT
from tests.catalogue.guangan import import_real_items
from tests.catalogue.relevance import by_class, questions, recall, table

pytestmark = pytest.mark.django_db


def load_hall():
    for step in (load_divisions, load_departments, items.load_topics, items.load_everyday_words, items.load_items):
        step(by=LOADER, at=OPENED_AT, progress=lambda *_: None)


def test_there_are_two_hundred_questions_of_every_kind():
    found = questions("hall")

    assert len({each.text for each in [*found, *questions("district")]}) >= 200
    assert min(len(each) for each in by_class(found).values()) >= 10


def test_people_find_nine_of_ten_things_among_the_first_five_in_the_demonstration():
    load_hall()

    found = {each: recall(each) for each in questions("hall")}

    assert sum(found.values()) / len(found) >= 0.9, table(found) + missed(found)
    assert all(share >= 0.8 for share in by_class_shares(found).values()), table(found) + missed(found)


def test_people_find_nine_of_ten_things_among_the_first_five_of_a_real_district():
    import_real_items()
    call_command("load_everyday_words")

    found = {each: recall(each) for each in questions("district")}

    assert sum(found.values()) / len(found) >= 0.9, table(found) + missed(found)
    assert all(share >= 0.8 for share in by_class_shares(found).values()), table(found) + missed(found)


def by_class_shares(found):
    return {kind: sum(found[each] for each in asked) / len(asked) for kind, asked in by_class(found).items()}


def missed(found):
    return "".join(
        f"\n{each.kind} {each.text}: {[hit.version.name[:25] for hit in catalogue.find(each.text, size=5).best[:5]]}"
        for each, share in found.items()
        if share < 1
    )
