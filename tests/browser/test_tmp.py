import pytest
from tests.browser.errands import *
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
def test_x(visit, people):
    ana = visit("tmp")
    ana.opens("/apply/HEALTH-1/start/?kind=first&place=hotel")
    ana.signs_in(people.ana)
    ana.presses("开始填写")
    ana.opens(ana.page.url.split("/form")[0]+"/materials/")
    print("A", ana.complaints)
    bring_a_plan(ana)
    print("B", ana.complaints)
    ana.looks()
    print("C", ana.complaints)
    assert 0
