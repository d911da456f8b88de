"""What scripts add to the portal: pages that react while one chooses, without losing anything."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories.catalogue import FIRST, publish_configured
from tests.factories.identity import AccountFactory

from .conftest import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_as_ana(open_page, live_server):
    """Opens an address as Ana, who has begun an application; gives the page."""
    publish_configured()
    client = client_of(AccountFactory())
    draft = client.post("/apply/HEALTH-1/start/", FIRST).url.split("/")[2]
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}

    def open_at(path, **options):
        page = open_page("/about/privacy/", **options)
        page.context.add_cookies([cookie])
        page.goto(f"{live_server.url}/apply/{draft}/{path}")
        return page

    return open_at


def test_the_guide_follows_the_choice_and_hands_it_on(open_page):
    publish_configured()
    page = open_page("/items/HEALTH-1/", width=390)

    page.check("input[name=kind][value=renewal]")
    page.wait_for_selector("text=您需要准备 1 样，另有 1 样在网上填写")

    assert page.get_attribute("#go-online", "href").endswith("?kind=renewal")
    assert page.url.endswith("?kind=renewal")
    assert page.locator("#go-online").bounding_box()["y"] < 900


def test_a_choice_opens_its_question_and_what_was_typed_stays(open_as_ana):
    page = open_as_ana("form/place/")
    page.fill("#id_place_name", "刺桐红民宿")

    page.check("input[name=air_conditioning][value=central]")
    page.wait_for_selector("#id_duct_cleaned_on")
    page.reload()

    assert page.input_value("#id_place_name") == "刺桐红民宿"
    assert page.is_visible("#id_duct_cleaned_on")


@pytest.mark.parametrize("path", ["situation/", "form/place/", "form/people/", "materials/", "check/"])
@pytest.mark.parametrize("elder", [False, True])
def test_no_rule_of_accessibility_is_broken_on_the_way(open_as_ana, path, elder):
    page = open_as_ana(path, width=390, elder=elder)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
