"""The designer of routes: nothing counts until it is saved, nothing typed is lost, and every fault is at its place."""

import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from citong.channels.desk.route_pictures import pictures
from citong.channels.desk.route_typing import changed, route_of, typed_in, typed_of
from citong.kernel.actors import SYSTEM
from citong.organisations.models import Assignment, Post
from tests.catalogue.routes import route, stage, step
from tests.factories.catalogue import MONDAY, configured_definition, publish_configured
from tests.factories.organisations import AssignmentFactory, StaffFactory

pytestmark = pytest.mark.django_db
NAMES = [
    "do", "stages", "stages-0-steps", "stages-0-code", "stages-0-name", "steps-0-0-code", "steps-0-0-name",
    "steps-0-0-days", "steps-0-0-when", "steps-0-0-points", "steps-0-0-level", "steps-0-0-kind", "steps-0-0-item",
    "steps-0-1-when", "ends-days", "ends-post",
]  # fmt: skip


class Fields(HTMLParser):
    """What a browser would send of the designer's form."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._select = self._area = ""

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        name = has.get("name", "")
        if tag == "input" and has.get("type") not in ("file", "search", "checkbox") and name:
            self.sent[name] = has.get("value") or ""
        elif tag == "input" and has.get("type") == "checkbox" and "checked" in has:
            self.sent[name] = "on"
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in has:
            self.sent[self._select] = has.get("value") or ""
        elif tag == "textarea":
            self._area = name
            self.sent[name] = ""

    def handle_data(self, text):
        if self._area:
            self.sent[self._area] += text

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = ""


class Desk:
    """An administrator before the designer's page of one item."""

    def __init__(self, client: Client, item_id: int) -> None:
        self.client, self.item_id = client, item_id
        self.address = f"/desk/routes/{item_id}/"
        self.answer = client.get(self.address)

    @property
    def text(self) -> str:
        return self.answer.content.decode()

    @property
    def sent(self) -> dict[str, str]:
        fields = Fields()
        fields.feed(self.text)
        return fields.sent

    def press(self, wish: str, **typed: str) -> str:
        """What comes after typing this and pressing a button; `stages_0_name` stands for `stages-0-name`."""
        changes = {name.replace("__", "-"): value for name, value in typed.items()}
        self.answer = self.client.post(self.address, {**self.sent, **changes, "do": wish})
        return self.text

    def kept(self) -> catalogue.Route:
        return catalogue.route_desk(self.item_id).route


@pytest.fixture
def item(administrator):
    published = publish_configured()
    for post in Post.objects.exclude(code="admin").order_by("id"):
        AssignmentFactory(staff=StaffFactory(department=post.department), post=post)
    return published


@pytest.fixture
def desk(administrator, item) -> Desk:
    return Desk(administrator, item.item_id)


def test_the_list_leads_to_every_route(administrator, item, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        text = administrator.get("/desk/routes/").content.decode()

    assert f'href="/desk/routes/{item.item_id}/"' in text
    assert "已发布" in text


def test_the_list_is_narrowed_by_words_of_the_name(administrator, item):
    found = administrator.get("/desk/routes/", {"name": "卫生\x00"}).content.decode()
    missed = administrator.get("/desk/routes/", {"name": "没有的"}).content.decode()

    assert item.name in found
    assert "没有名称里带这几个字的事项" in missed


def test_a_long_list_says_that_it_goes_on(administrator, item, monkeypatch):
    monkeypatch.setattr("citong.channels.desk.views.routes.LISTED", 1)
    publish_configured(code="HEALTH-2")

    text = administrator.get("/desk/routes/").content.decode()

    assert "只列出前 1 项" in text


def test_the_page_draws_the_route_and_asks_every_word_of_it(desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        desk.answer = desk.client.get(desk.address)

    for each in (s for part in configured_definition().route.stages for s in part.steps):
        assert each.name in desk.text
    assert desk.text.count('<svg class="route-picture') == 2
    assert "最长 7 个工作日" in desk.text


def test_saving_what_is_shown_changes_nothing(desk):
    before = desk.kept()

    desk.press("save")

    assert desk.answer.status_code == 302
    assert desk.kept() == before


def test_a_changed_word_is_saved_as_a_draft(desk):
    desk.press("save", stages__0__name="现场")

    assert desk.answer.status_code == 302
    assert desk.kept().stages[0].name == "现场"
    assert catalogue.definition_of(catalogue.published("HEALTH-1")).route == configured_definition().route


def test_a_step_and_a_stage_are_added_filled_in_and_saved(desk):
    desk.press("add_step-0")
    at = len(configured_definition().route.stages[0].steps)
    prefix = f"steps__0__{at}"
    desk.press(
        "add_stage", **{f"{prefix}__name": "再看一次", f"{prefix}__department": "fire", f"{prefix}__post": "review"}
    )
    last = len(configured_definition().route.stages)
    new = f"steps__{last}__0"
    desk.press(
        "save",
        **{f"stages__{last}__name": "复核", f"{new}__name": "复核", f"{new}__department": "health",
           f"{new}__post": "site", f"{new}__points": "一\r\n二", f"{new}__may_correct": "on"},
    )  # fmt: skip

    assert desk.answer.status_code == 302, re.findall(r'class="summary".*?</div>', desk.text, re.S)
    kept = desk.kept()
    assert kept.stages[0].steps[-1].name == "再看一次"
    assert (kept.stages[-1].name, kept.stages[-1].steps[0].points) == ("复核", ["一", "二"])
    assert catalogue.Power.CORRECT in kept.stages[-1].steps[0].may


def test_nothing_counts_before_it_is_saved(desk):
    desk.press("remove_stage-0")

    assert "改动还没有保存" in desk.text
    assert desk.kept() == configured_definition().route


@pytest.mark.parametrize(
    "wish", ["remove_step-9-9", "move_stage_later-99", "add_step-²", "remove_stage", "remove_step-0", "fly-0-0", ""]
)
def test_a_strange_button_does_nothing(desk, wish):
    before = desk.sent

    desk.press(wish)

    assert desk.answer.status_code == 200
    assert {k: v for k, v in desk.sent.items() if k != "csrfmiddlewaretoken"} == {
        k: v for k, v in before.items() if k != "csrfmiddlewaretoken"
    }


def test_stages_and_steps_move(desk):
    first, second = configured_definition().route.stages[:2]

    desk.press("move_stage_later-0")
    assert desk.sent["stages-0-code"] == second.code
    desk.press("move_stage_earlier-1")
    assert desk.sent["stages-0-code"] == first.code
    moved = desk.sent["steps-0-0-code"]
    desk.press("move_step_later-0-0")
    assert desk.sent[f"steps-1-{len(second.steps)}-code"] == moved
    desk.press(f"move_step_earlier-1-{len(second.steps)}")
    assert desk.sent["stages-1-steps"] == str(len(second.steps))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("steps-0-0-days", "三", "请填整数天"),
        ("steps-0-0-days", "99", "超过了承诺"),
        ("steps-0-0-when", "answers.nothing", "不存在"),
        ("steps-0-0-name", "", "请填写步骤名称"),
        ("steps-0-0-post", "", "没有指定部门和岗位"),
        ("steps-0-0-post", "nobody", "没有岗位"),
        ("steps-0-0-item", "CITY-1", "只有转报"),
        ("ends-window", "", "由哪个岗位受理"),
        ("ends-days", "-1", "请填整数天"),
        ("steps-0-0-code", "A b", "只能用小写字母"),
    ],
)
def test_a_fault_is_told_at_its_place_and_what_was_typed_stays(desk, name, value, words):
    text = desk.press("save", **{name.replace("-", "__"): value})

    assert desk.answer.status_code == 422
    assert words in text
    assert 'class="summary"' in text
    assert desk.sent[name] == value
    assert desk.kept() == configured_definition().route


def test_checking_does_not_save(desk):
    desk.press("check", stages__0__name="现场")

    assert "没有发现问题" in desk.text
    assert desk.kept() == configured_definition().route


def test_who_was_slower_is_told_and_may_still_save(desk):
    other = Desk(desk.client, desk.item_id)
    other.press("save", stages__0__name="别人的")

    text = desk.press("save", stages__0__name="我的")

    assert desk.answer.status_code == 409
    assert "别人刚改过" in text
    assert "“别人的”改名为“我的”" in text
    assert desk.kept().stages[0].name == "别人的"
    desk.press("save")
    assert desk.kept().stages[0].name == "我的"


def test_publishing_says_first_what_changes_and_for_whom(desk):
    desk.press("save", stages__0__name="现场")

    text = desk.client.get(f"{desk.address}publish/").content.decode()

    assert "改名为“现场”" in text
    assert "没有没办完的申请" in text


def test_a_published_draft_is_what_counts(desk):
    desk.press("save", stages__0__name="现场")
    seen = catalogue.route_desk(desk.item_id).token

    answer = desk.client.post(f"{desk.address}publish/", {"seen": seen})

    assert answer.status_code == 302
    assert catalogue.definition_of(catalogue.published("HEALTH-1")).route.stages[0].name == "现场"
    assert desk.client.post(f"{desk.address}publish/", {"seen": seen}).status_code == 409


def test_a_draft_whose_post_has_become_vacant_is_not_offered_for_publication(desk):
    desk.press("save", stages__0__name="现场")
    Assignment.objects.filter(post__code="approve").delete()

    text = desk.client.get(f"{desk.address}publish/").content.decode()

    assert "现在没有人" in text
    assert "发布新流程" not in text


def test_a_discarded_draft_is_gone(desk):
    desk.press("save", stages__0__name="现场")

    desk.client.post(f"{desk.address}discard/", {"seen": catalogue.route_desk(desk.item_id).token})

    assert desk.kept() == configured_definition().route


def test_a_downloaded_file_is_taken_back_as_it_was(desk):
    answer = desk.client.get(f"{desk.address}file/")
    content = b"".join(answer.streaming_content)

    opened = _upload(desk, content)

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert catalogue.route_in(content) == configured_definition().route
    assert "和现在的流程没有不同" in opened.content.decode()


def test_an_uploaded_route_shows_what_it_changes_and_counts_only_when_saved(desk):
    short = route(stage("check", step("site", name="只看一次")))
    content = catalogue.bpmn_of(configured_definition(), short, departments={})

    desk.answer = _upload(desk, content)

    assert "还没有保存" in desk.text
    assert "取消" in desk.text
    assert desk.kept() == configured_definition().route
    desk.press("save")
    assert desk.kept() == short


def test_a_file_that_is_no_route_is_refused_and_the_element_named(desk):
    content = catalogue.bpmn_of(configured_definition(), route(stage("check", step("a"))), departments={})

    answer = _upload(desk, content.replace(b"userTask", b"serviceTask"))

    assert answer.status_code == 422
    assert "元素“window”" in answer.content.decode()


def _upload(desk: Desk, content: bytes):
    return desk.client.post(f"{desk.address}upload/", {"file": SimpleUploadedFile("route.bpmn", content)})


@pytest.mark.parametrize("path", ["", "publish/", "file/"])
def test_an_item_without_a_route_has_no_designer(administrator, path):
    assert administrator.get(f"/desk/routes/999999/{path}").status_code == 404


def test_a_draft_that_changes_more_is_not_touched(desk):
    more = configured_definition(conditions=["别的条件"])
    catalogue.draft_version(desk.item_id, definition=more, by=SYSTEM, at=MONDAY)
    desk.answer = desk.client.get(desk.address)

    desk.press("save", stages__0__name="现场")

    assert desk.answer.status_code == 409
    assert "改了别的内容" in desk.text
    assert desk.sent["stages-0-name"] == "现场"


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30) | st.integers(-5, 10**6).map(str)))
@hypothesis_settings(deadline=None)
def test_whatever_is_sent_becomes_a_route_that_can_be_judged_and_drawn(sent: dict[str, str]):
    query = QueryDict(mutable=True)
    query.update({"stages": "2", "stages-0-steps": "2", **sent})
    definition = configured_definition()

    typed = changed(typed_in(query), sent.get("do", ""))
    made, _ = route_of(typed)

    catalogue.route_faults(catalogue.with_route(definition, made))
    assert len(pictures(definition, made, places={})) == 2
    assert typed_of(made).stages == () or len(typed_of(made).stages) == len(typed.stages)
