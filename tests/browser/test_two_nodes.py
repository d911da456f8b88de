"""Two halls sign each other's people in, in both directions, and out again."""

import re
import time

import pytest

from tests.browser.nodes import Node, two_nodes
from tests.browser.people import PASSWORD, Visitor
from tests.channels.kit.conftest import running_chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE_SECONDS = 20


@pytest.fixture
def nodes(transactional_db, tmp_path):
    with two_nodes(tmp_path) as both:
        yield both


@pytest.fixture
def browses(nodes):
    """A browser for somebody who goes from hall to hall; it starts when the databases have been copied.

    While a browser runs, its event loop makes Django open another connection, and nobody may look on at the copying.
    """
    visitors = []
    with running_chromium() as browser:

        def come(name, node):
            visitor = Visitor.comes(browser, node.address, name=name, width=1280, elder=False, options={})
            visitors.append(visitor)
            return visitor

        yield come
        for visitor in visitors:
            visitor.leaves()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


def signs_in_at(visitor: Visitor, here: Node, *, through: Node, named: str) -> None:
    """From the sign-in page here to the other hall, in there, through its question, and back."""
    visitor.opens(f"{here.address}/sign-in/?next=/my/messages/")
    visitor.looks()
    visitor.presses(named)
    assert visitor.page.url.startswith(through.address)
    visitor.page.locator("[name=login]").fill(through.login)
    visitor.page.locator("[name=password]").fill(PASSWORD)
    visitor.page.locator("main").get_by_role("button", name="登录", exact=True).click()
    visitor.page.wait_for_url(re.compile("/oidc/authorize"))
    visitor.looks()
    assert "您的证件种类和证件号码" in visitor.text
    visitor.page.locator("main").get_by_role("button", name="同意，去登录").click()
    # The account was opened on the other hall's word: its holder has not seen this hall's agreement yet.
    visitor.page.wait_for_url(re.compile("/sign-in/agreement/"))
    visitor.looks()
    visitor.page.locator("[name=agreement]").check()
    visitor.presses("同意并继续")
    visitor.page.wait_for_url(f"{here.address}/my/messages/")


def is_signed_in(visitor: Visitor, node: Node) -> bool:
    visitor.opens(f"{node.address}/my/")
    return visitor.page.url == f"{node.address}/my/"


def signs_out(visitor: Visitor, node: Node) -> None:
    visitor.opens(f"{node.address}/")
    visitor.page.locator("header").get_by_role("button", name="退出").click()
    visitor.page.wait_for_load_state("networkidle")


def is_signed_out_soon(visitor: Visitor, node: Node) -> bool:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while is_signed_in(visitor, node):
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.3)
    return True


@pytest.mark.parametrize(("here", "there", "named"), [(1, 0, "东厅"), (0, 1, "西厅")])
def test_somebody_known_at_one_hall_signs_in_at_the_other_and_out_of_both(nodes, browses, here, there, named):
    here, there = nodes[here], nodes[there]
    ana = browses(f"nodes-{there.code}", there)

    signs_in_at(ana, here, through=there, named=named)
    was_in = is_signed_in(ana, here), is_signed_in(ana, there)
    signs_out(ana, there)

    assert was_in == (True, True)
    assert is_signed_out_soon(ana, here)


def test_whoever_signs_out_of_the_hall_they_came_to_may_sign_out_at_their_own_too(nodes, browses):
    here, there = nodes
    ben = browses("nodes-both", there)
    signs_in_at(ben, here, through=there, named="西厅")

    signs_out(ben, here)
    ben.looks()
    ben.presses("那边也退出")

    assert ben.page.url == f"{here.address}/"
    assert not is_signed_in(ben, there)


def test_the_second_time_nobody_is_asked_again(nodes, browses):
    here, there = nodes
    ben = browses("nodes-again", there)
    signs_in_at(ben, here, through=there, named="西厅")
    signs_out(ben, here)

    ben.opens(f"{here.address}/sign-in/")
    ben.presses("西厅")

    assert ben.page.url == f"{here.address}/my/"
