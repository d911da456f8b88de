"""What a person reads when something cannot be done."""

import logging

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.channels.kit.hall_urls")]


def test_a_refusal_says_what_why_and_what_now(client):
    page = client.get("/refused/")

    text = page.content.decode()
    assert page.status_code == 409
    for words in ("补正期限已过", "行政许可法第三十二条", "可以重新提交申请", "卫健窗口"):
        assert words in text


def test_faults_of_what_was_handed_in_are_listed(client):
    page = client.get("/faults/")

    assert page.status_code == 422
    assert "统一社会信用代码有误" in page.content.decode()


def test_for_htmx_a_refusal_is_a_piece_with_its_own_place(client):
    piece = client.get("/refused/", headers={"HX-Request": "true"})

    assert piece.headers["HX-Retarget"] == "#trouble"
    assert "补正期限已过" in piece.content.decode()
    assert "<html" not in piece.content.decode()


def test_what_is_not_there_and_what_is_not_yours_look_alike(client):
    missing, unknown = client.get("/missing/"), client.get("/no-such-page/")

    assert missing.status_code == unknown.status_code == 404
    assert "没有找到" in missing.content.decode()
    assert "没有找到" in unknown.content.decode()


def test_a_silent_system_is_said_to_be_silent(client):
    page = client.get("/silent/")

    assert page.status_code == 503
    assert "暂时没有回应" in page.content.decode()


def test_for_htmx_a_silent_system_is_said_on_the_page(client):
    piece = client.get("/silent/", headers={"HX-Request": "true"})

    assert piece.headers["HX-Retarget"] == "#trouble"
    assert "您填的内容还在这一页上" in piece.content.decode()


def test_a_page_for_others_says_so(client):
    page = client.get("/forbidden/")

    assert page.status_code == 403
    assert "您不能看这一页" in page.content.decode()


def test_too_much_at_once_is_said_plainly(client, caplog):
    caplog.set_level(logging.CRITICAL, logger="django.security")

    page = client.get("/too-large/")

    assert page.status_code == 400
    assert "一次提交的内容太多" in page.content.decode()


def test_the_open_api_answers_for_itself(client):
    with pytest.raises(Exception, match="补正期限已过"):
        client.get("/api/refused/")


def test_a_system_that_asks_for_a_name_that_is_not_ours_gets_a_problem_document(client, caplog):
    caplog.set_level(logging.CRITICAL, logger="django.security")

    answer = client.get("/api/v1/items", headers={"Host": "elsewhere.example"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["type"] == "unreadable"


def test_a_fault_of_ours_needs_nothing_to_say_sorry(client, caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")
    client.raise_request_exception = False

    page = client.get("/broken/")

    assert page.status_code == 500
    assert "这是我们的错" in page.content.decode()


def test_a_form_that_expired_is_offered_again_to_the_one_who_sent_it():
    client = Client(enforce_csrf_checks=True)

    page = client.post("/known/?step=2", {"name": "刺桐红民宿"}, headers={"Sec-Fetch-Site": "same-origin"})

    text = page.content.decode()
    assert page.status_code == 403
    assert 'action="/known/?step=2"' in text
    assert 'value="刺桐红民宿"' in text


def test_a_form_from_elsewhere_is_not_offered_again():
    client = Client(enforce_csrf_checks=True)

    page = client.post("/known/", {"name": "刺桐红民宿"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status_code == 403
    assert "刺桐红民宿" not in page.content.decode()
