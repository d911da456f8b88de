"""The frame around every page: headers, elder mode, who is there, the gallery."""

import pytest

from tests.factories.identity import AccountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.channels.kit.hall_urls")]


@pytest.fixture(autouse=True)
def a_demo_hall(settings):
    settings.DEMO = True


@pytest.mark.parametrize("address", ["/", "/no-such-page/", "/refused/"])
def test_every_answer_forbids_what_is_not_ours(client, address):
    headers = client.get(address).headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_nobody_frames_our_pages_but_we_may_show_a_letter_beside_its_case(client):
    page, letter = client.get("/"), client.get("/letter/")

    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert letter.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in letter.headers["Content-Security-Policy"]


def test_a_stranger_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/kit/")

    assert "登录" in page.content.decode()


def test_a_person_signed_in_is_named_and_may_leave(client):
    client.force_login(AccountFactory())

    text = client.get("/kit/").content.decode()

    assert "Ana" in text
    assert "退出" in text


def test_links_to_pages_that_the_hall_does_not_have_are_not_shown(client):
    text = client.get("/kit/").content.decode()

    assert "/items/" in text
    assert "查进度" not in text.split("</nav>")[0]


def test_elder_mode_is_turned_on_and_off_and_stays_on_the_page(client):
    on = client.post("/elder/", {"next": "/items/"})
    large = client.get("/kit/").content.decode()
    client.post("/elder/", {"next": "/items/"})
    normal = client.get("/kit/").content.decode()

    assert on.headers["Location"] == "/items/"
    assert 'class="elder"' in large
    assert 'class="elder"' not in normal


def test_elder_mode_leads_to_no_foreign_place(client):
    assert client.post("/elder/", {"next": "https://example.org/"}).headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/kit/", "/kit/desk/"])
def test_the_gallery_is_only_in_a_demo_hall(client, settings, address):
    settings.DEMO = False

    assert client.get(address).status_code == 404


def test_the_gallery_shows_a_wrong_answer_with_its_way_there(client):
    text = client.get("/kit/").content.decode()

    assert 'href="#id_uscc"' in text
    assert 'id="id_uscc"' in text
    assert 'aria-describedby="id_uscc_hint id_uscc_error"' in text
    assert "（选填）" in text


def test_the_gallery_of_the_desk_says_each_clock_in_words(client):
    text = client.get("/kit/desk/").content.decode()

    assert "今天 9 月 29 日（星期二）" in text
    assert "承诺最迟 10 月 8 日（星期四）" in text
