"""The texts of letters at the desk: looked at, written, tried, published, put back."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.kernel.actors import SYSTEM
from citong.kernel.models import AuditEntry
from tests.factories.documents import first_text, issue_letter

pytestmark = pytest.mark.django_db

PLACE = "/desk/templates/returned/"
BETTER = first_text(Kind.RETURNED) + "祝您顺利。\n"


def save(client, body=BETTER, *, edition=0):
    return client.post(f"{PLACE}edit/", {"body": body.replace("\n", "\r\n"), "note": "更客气", "edition": edition})


def draft_of(client, body=BETTER):
    save(client, body)
    return documents.template_draft(Kind.RETURNED)


def page(answer):
    return answer.content.decode()


def test_every_kind_is_listed_with_its_version_in_a_few_questions(administrator, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        text = page(administrator.get("/desk/templates/"))

    assert all(documents.title_of(kind) in text for kind in Kind)
    assert "第 1 版" in text
    assert "文书模板" in page(administrator.get("/desk/items/"))


def test_a_text_is_written_looked_at_and_published(administrator):
    answer = save(administrator)
    kept = page(administrator.get(answer.headers["Location"]))
    draft = documents.template_draft(Kind.RETURNED)
    done = administrator.post(f"{PLACE}{draft.pk}/publish/", {"edition": draft.edition})
    shown = page(administrator.get(done.headers["Location"]))

    assert "和正在使用的相比，有 1 行不一样" in kept
    assert '<ins><span class="visually-hidden">加上：</span>祝您顺利。</ins>' in kept
    assert "已经发布。" in shown
    assert "第 2 版" in shown
    assert "更客气" in shown
    assert "Chi" in shown
    assert documents.template_in_force(Kind.RETURNED).body == BETTER


def test_the_editor_begins_with_the_draft_and_else_with_what_is_in_force(administrator):
    before = page(administrator.get(f"{PLACE}edit/"))
    save(administrator)
    after = page(administrator.get(f"{PLACE}edit/"))

    assert "祝您顺利。" not in before
    assert "{{事项名称}}" in before
    assert "祝您顺利。" in after
    assert 'name="edition" value="1"' in after


def test_a_faulty_text_is_shown_again_with_its_lines_named(administrator):
    answer = save(administrator, BETTER + "{{天气}}\n")

    text = page(answer)
    assert answer.status_code == 422
    assert "第 7 行：没有“天气”这个字段" in text
    assert "{{天气}}" in text
    assert documents.template_draft(Kind.RETURNED) is None


def test_an_empty_text_is_asked_for(administrator):
    answer = save(administrator, "")

    assert answer.status_code == 422
    assert "请填写正文。" in page(answer)


def test_what_a_colleague_saved_is_not_lost_nor_is_what_was_typed(administrator):
    save(administrator)

    answer = save(administrator, BETTER + "再会。\n", edition=0)

    assert answer.status_code == 409
    assert "刚才有同事保存或者发布了这份模板" in page(answer)
    assert "再会。" in page(answer)
    assert documents.template_draft(Kind.RETURNED).body == BETTER


@pytest.mark.parametrize(
    ("body", "words"),
    [(BETTER, ""), ("{{事项名称}}{{收到日期}}", "整份模板：法律要求写明“理由”"), ("", "请填写正文。")],
    ids=["good", "too little", "empty"],
)
def test_a_text_is_checked_while_it_is_written_and_nothing_kept(administrator, body, words):
    text = page(administrator.post(f"{PLACE}check/", {"body": body, "edition": 0}))

    assert ("要改：" in text) == bool(words)
    assert words in text
    assert documents.template_draft(Kind.RETURNED) is None


def test_a_draft_is_given_up(administrator):
    draft = draft_of(administrator)

    answer = administrator.post(f"{PLACE}{draft.pk}/discard/")

    assert "草稿已经放弃。" in page(administrator.get(answer.headers["Location"]))
    assert documents.template_draft(Kind.RETURNED) is None


def test_an_older_version_is_put_back(administrator):
    draft = draft_of(administrator)
    administrator.post(f"{PLACE}{draft.pk}/publish/", {"edition": 1})
    first = documents.template_versions(Kind.RETURNED)[-1]

    answer = administrator.post(f"{PLACE}{first.pk}/restore/")

    text = page(administrator.get(answer.headers["Location"]))
    assert "已经恢复第 1 版的写法" in text
    assert "第 3 版" in text
    assert documents.template_in_force(Kind.RETURNED).body == first.body


def test_a_draft_that_no_font_can_write_is_not_published(administrator):
    draft = draft_of(administrator, BETTER + "\ue123\n")

    answer = administrator.post(f"{PLACE}{draft.pk}/publish/", {"edition": 1})

    assert "字体写不出来的字" in page(administrator.get(answer.headers["Location"]))


@pytest.mark.parametrize("edition", ["0", "2", "", "x", "-1"])
def test_nobody_publishes_a_draft_that_they_have_not_seen(administrator, edition):
    draft = draft_of(administrator)

    answer = administrator.post(f"{PLACE}{draft.pk}/publish/", {"edition": edition})

    assert "刚才有同事改过这份草稿" in page(administrator.get(answer.headers["Location"]))
    assert documents.template_in_force(Kind.RETURNED).version == 1


def test_a_text_is_tried_on_a_real_letter_and_the_look_is_recorded(administrator):
    letter = issue_letter(Kind.RETURNED, at=timezone.now() - timedelta(days=1))
    draft = draft_of(administrator)

    chooser = page(administrator.get(f"{PLACE}{draft.pk}/?letter={letter.pk}"))
    paper = administrator.get(f"{PLACE}{draft.pk}/paper/?letter={letter.pk}")

    assert f"{letter.number}（A**，" in chooser
    assert f"paper/?letter={letter.pk}" in chooser
    assert paper.headers["Content-Type"] == "application/pdf"
    said = words(paper)
    assert "祝您顺利。" in said
    assert "Ana" in said
    assert AuditEntry.objects.filter(action="letter.previewed", subject=letter.subject).count() == 1


def test_without_real_letters_a_text_is_tried_on_an_example(administrator):
    draft = draft_of(administrator)

    assert "编的示例内容" in page(administrator.get(f"{PLACE}{draft.pk}/"))
    assert "示例餐饮有限公司" in words(administrator.get(f"{PLACE}{draft.pk}/paper/"))


@pytest.mark.parametrize("letter", ["x", "-1", "9" * 30, "２"])
def test_a_letter_that_is_none_is_passed_over(administrator, letter):
    draft = draft_of(administrator)

    assert administrator.get(f"{PLACE}{draft.pk}/paper/", {"letter": letter}).status_code == 200
    assert administrator.get(f"{PLACE}{draft.pk}/", {"letter": letter}).status_code == 200


def test_a_letter_of_another_kind_is_not_shown(administrator):
    draft, other = draft_of(administrator), issue_letter(Kind.ACCEPTANCE)

    assert administrator.get(f"{PLACE}{draft.pk}/paper/?letter={other.pk}").status_code == 409


@pytest.mark.parametrize("address", ["/desk/templates/weather/", "/desk/templates/weather/edit/"])
def test_there_is_no_letter_of_an_unknown_kind(administrator, address):
    assert administrator.get(address).status_code == 404


def test_a_version_is_found_under_its_own_kind_only(administrator):
    draft = draft_of(administrator)

    assert administrator.get(f"/desk/templates/grant/{draft.pk}/").status_code == 404
    assert administrator.get(f"{PLACE}2000000000/").status_code == 404


@pytest.mark.parametrize("address", ["", "edit/"])
def test_only_administrators_come_here(window, address):
    assert window.get(f"{PLACE}{address}").status_code == 403


def test_what_is_typed_is_text_and_never_markup(administrator):
    save(administrator, BETTER + "<script>alert(1)</script>\n")

    assert "<script>alert(1)" not in page(administrator.get(PLACE))


def test_a_letter_that_was_taken_back_says_by_which():
    wrong = issue_letter(Kind.ACCEPTANCE)
    documents.revoke_with_letter(wrong.pk, reason="写错了", by=SYSTEM, at=wrong.issued_at)

    (found, later) = documents.letters_of(wrong.subject)
    assert found.revoked_by == later


def words(answer):
    content = BytesIO(b"".join(answer.streaming_content))
    return "".join("".join(page.extract_text() for page in PdfReader(content).pages).split())
