"""Departments at the desk: asking one another, watching over tasks, and what each screen says when."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from citong.kernel.refs import ref
from citong.office import facade as office
from citong.office.models import Countersigning, Task
from citong.organisations.models import Department, Post
from tests.channels.desk.conftest import Seat
from tests.factories.cases import PNG, accepted
from tests.factories.catalogue import establish_departments
from tests.factories.office import Body, body, issued, sent
from tests.factories.organisations import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def departments(db) -> dict[str, Department]:
    return establish_departments()


@pytest.fixture
def reviewer(seat: Seat, departments) -> Client:
    """Somebody of the fire brigade who may ask others."""
    return seat("fire", "review")


@pytest.fixture
def approver(seat: Seat, departments) -> Client:
    """Somebody of the health bureau who answers for it."""
    return seat("health", "approve")


@pytest.fixture
def government(db) -> Body:
    return body("鲤政", kind=Department.Kind.GOVERNMENT)


@pytest.fixture
def supervisor(seat: Seat, departments) -> Client:
    PostFactory(department=departments["market"], code="supervise", duty=Post.Duty.SUPERVISION)
    return seat("market", "supervise")


def body_of(department: Department) -> Body:
    """The health bureau as one that works with others."""
    made = body("鲤其他")
    return Body(department, made.window, made.review, made.approver, made.head, made.keeper, made.supervisor)


def text_of(answer) -> str:
    return answer.content.decode()


def told(client: Client, answer) -> str:
    """What the page says after a step."""
    assert answer.status_code == 302, text_of(answer)
    return text_of(client.get(answer.headers["Location"]))


def paper(departments, **changes: object) -> dict[str, object]:
    said = {
        "title": "联合检查方案",
        "text": "请提意见。",
        "asked": [departments["health"].pk, departments["market"].pk],
        "days": "5",
        "silence": "means_nothing",
    }
    return {**said, **changes}


def test_a_paper_goes_round_and_comes_back_over_the_desk(reviewer, approver, seat, departments):
    file = SimpleUploadedFile("plan.png", PNG)

    text = told(reviewer, reviewer.post("/desk/countersigns/new/", paper(departments, attached=[file])))
    page = f"/desk/countersigns/{Countersigning.objects.get().pk}/"
    assert "会签已经发出，编号" in text
    assert "plan.png" in text

    assert "联合检查方案" in text_of(approver.get("/desk/countersigns/"))
    remarks = {"verdict": "agree_with_remarks", "text": "加一条通道。"}
    assert "意见已经回复" in told(approver, approver.post(f"{page}give_opinion/", remarks))
    market = seat("market", "review")
    assert "现在没有要您办的" in text_of(market.get(page))

    assert "已经催办" in told(reviewer, reviewer.post(f"{page}urge/", {"note": "请尽快"}))
    text = text_of(reviewer.get(page))
    for words in ("加一条通道。", "同意，有建议", "还没有回复", "请尽快", "催过"):
        assert words in text
    assert "会签已经撤回" in told(reviewer, reviewer.post(f"{page}withdraw/", {"reason": "改稿"}))
    assert "我们发的" in text_of(reviewer.get("/desk/countersigns/?kind=sent"))
    assert "联合检查方案" in text_of(reviewer.get("/desk/countersigns/?kind=sent"))
    assert "联合检查方案" in text_of(approver.get("/desk/countersigns/?kind=asked"))
    assert "没有要回复的会签" in text_of(approver.get("/desk/countersigns/"))


def test_the_button_pressed_twice_sends_once(reviewer, departments):
    key = re.search(r'name="key" value="(\w+)"', text_of(reviewer.get("/desk/countersigns/new/")))
    assert key

    for _ in range(2):
        reviewer.post("/desk/countersigns/new/", paper(departments, key=key[1]))

    assert Countersigning.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "请填写标题。"),
        ({"asked": []}, "请至少选一个部门。"),
        ({"days": "0"}, "至少 1 个工作日。"),
        ({"days": "x"}, "请填整数"),
        ({"silence": "agrees"}, "要写明依据。"),
        ({"case_number": "350502202609210000011"}, "没有这个编号的办件"),
        ({"attached": [SimpleUploadedFile("plan.exe", b"MZ")]}, "这种文件收不了"),
        ({"attached": [SimpleUploadedFile(f"{n}.png", PNG + bytes([n])) for n in range(11)]}, "附件最多 10 个"),
    ],
)
def test_what_is_wrong_with_a_paper_is_said_beside_it_and_nothing_is_lost(reviewer, departments, changes, words):
    answer = reviewer.post("/desk/countersigns/new/", paper(departments, **changes))

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "请提意见。" in text_of(answer)
    assert not Countersigning.objects.exists()


def test_a_paper_is_about_the_case_from_whose_page_somebody_came(seat):
    case = accepted()
    site, market = seat("health", "site"), seat("market", "review")
    found = {**paper({"health": case.department, "market": Post.objects.get(department__code="market").department})}
    found["asked"] = found["asked"][1:]

    form = text_of(site.get(f"/desk/countersigns/new/?about={ref('case', case.pk)}"))
    assert f'value="{case.number}"' in form
    site.post("/desk/countersigns/new/", {**found, "case_number": case.number})

    sent_out = Countersigning.objects.get()
    assert sent_out.about == ref("case", case.pk)
    assert f"/desk/cases/{case.pk}/" in text_of(site.get(f"/desk/countersigns/{sent_out.pk}/"))
    assert "没有权限看" in text_of(market.get(f"/desk/countersigns/{sent_out.pk}/"))
    for nonsense in ("case:x", "letter:1", f"case:{case.pk + 1}"):
        assert site.get(f"/desk/countersigns/new/?about={nonsense}").status_code == 404


def test_whoever_answers_too_late_is_told_with_their_words(approver, government, departments):
    question = sent(government, asked=[departments["health"].pk])
    office.withdraw_countersigning(question.pk, reason="改稿", by=government.review, at=timezone.now())

    said = {"verdict": "disagree", "text": "写了很久的理由"}
    text = told(approver, approver.post(f"/desk/countersigns/{question.pk}/give_opinion/", said))

    assert "状态已经变了" in text
    assert "写了很久的理由" in text


def test_an_answer_without_its_reason_is_asked_for_again(approver, government, departments):
    question = sent(government, asked=[departments["health"].pk])

    answer = approver.post(f"/desk/countersigns/{question.pk}/give_opinion/", {"verdict": "disagree", "text": ""})

    assert answer.status_code == 422
    assert "请写明理由和依据" in text_of(answer)


def test_steps_that_do_not_exist_or_are_not_theirs_are_refused(approver, government, departments):
    question = sent(government, asked=[departments["health"].pk])
    page = f"/desk/countersigns/{question.pk}/"

    assert approver.get(f"{page}burn/").status_code == 404
    assert approver.get(f"{page}close/").status_code == 403
    assert approver.post(f"{page}close/", {"summary": "好"}).status_code == 403
    assert approver.get(f"{page}give_opinion/").status_code == 200


def test_a_countersigning_shows_its_silence_and_its_summary(approver, government, departments):
    question = sent(
        government, asked=[departments["health"].pk], silence=office.Silence.AGREES, silence_rule="《条例》第三十四条"
    )
    page = f"/desk/countersigns/{question.pk}/"
    assert "视为同意，依据：《条例》第三十四条" in text_of(approver.get(page))
    Countersigning.objects.filter(pk=question.pk).update(due_on="2026-09-18")
    assert "已超期" in text_of(approver.get(page))

    office.close_countersigning(question.pk, summary="不再等了。", by=government.review, at=timezone.now())

    text = text_of(approver.get(page))
    assert "不再等了。" in text
    assert "没有回复" in text


def test_a_task_goes_its_whole_way_over_the_desk(supervisor, approver, departments):
    order = {
        "title": "限期整改",
        "text": "请逐家检查。",
        "lead": departments["health"].pk,
        "assisting": [departments["fire"].pk],
        "days": "10",
    }

    assert "督办已经交办，编号" in told(supervisor, supervisor.post("/desk/tasks/new/", order))
    page = f"/desk/tasks/{Task.objects.get().pk}/"
    assert "限期整改" in text_of(approver.get("/desk/tasks/"))
    assert "已经催办" in told(supervisor, supervisor.post(f"{page}urge/", {"note": "快到期了"}))
    assert "被催过" in text_of(approver.get(page))
    assert "进展已经反馈" in told(approver, approver.post(f"{page}report_progress/", {"text": "查了一半"}))
    more = {"days": "5", "reason": "要等检测"}
    assert "延期申请已经提交" in told(approver, approver.post(f"{page}ask_extension/", more))
    assert "再要 5 个工作日" in text_of(supervisor.get(page))
    assert "限期整改" in text_of(supervisor.get("/desk/tasks/?kind=judge"))
    assert "已经同意延期" in told(supervisor, supervisor.post(f"{page}grant_extension/", {"answer": "可以"}))
    assert "已经报告办结" in told(approver, approver.post(f"{page}report_done/", {"text": "都改好了"}))
    assert "已经退回重办" in told(supervisor, supervisor.post(f"{page}send_back/", {"reason": "没有照片"}))
    approver.post(f"{page}report_done/", {"text": "照片补上了"})
    assert "督办已经办结" in told(supervisor, supervisor.post(f"{page}accept/", {"conclusion": "办得好"}))

    text = text_of(approver.get(page))
    for words in ("查了一半", "照片补上了", "没有照片", "办得好", "15 个工作日", "已办结"):
        assert words in text
    assert "没有要办的督办" in text_of(approver.get("/desk/tasks/"))
    assert "限期整改" in text_of(approver.get("/desk/tasks/?kind=parts"))
    assert "限期整改" in text_of(supervisor.get("/desk/tasks/?kind=issued"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"text": ""}, "请写明要办的事"), ({"lead": ""}, "请选牵头部门"), ({"days": "91"}, "最多 90 个工作日")],
)
def test_what_is_wrong_with_a_task_is_said_beside_it(supervisor, departments, changes, words):
    order = {"title": "限期整改", "text": "请办。", "lead": departments["health"].pk, "days": "5", **changes}

    answer = supervisor.post("/desk/tasks/new/", order)

    assert answer.status_code == 422
    assert words in text_of(answer)


def test_the_leading_department_does_not_also_assist(supervisor, departments):
    health = departments["health"].pk

    answer = supervisor.post(
        "/desk/tasks/new/", {"title": "题", "text": "文", "lead": health, "assisting": [health], "days": "5"}
    )

    assert "牵头部门不用再选成协办" in text_of(answer)


def test_the_head_of_an_ordinary_department_sets_no_tasks(seat, departments):
    PostFactory(department=departments["health"], code="head", duty=Post.Duty.HEAD)
    head = seat("health", "head")

    assert "我们交办的" not in text_of(head.get("/desk/tasks/"))
    assert head.get("/desk/tasks/new/").status_code == 403


def test_a_task_that_is_late_says_so(approver, government, departments):
    task = issued(government.head, body_of(departments["health"]))
    Task.objects.filter(pk=task.pk).update(due_on="2026-09-18", overdue_at=timezone.now())

    text = text_of(approver.get(f"/desk/tasks/{task.pk}/"))

    assert "标出超期" in text
    assert "已超期" in text


def test_strangers_find_neither(seat, government, departments):
    question, task = sent(government, asked=[departments["health"].pk]), issued(government.head, body("鲤他"))
    stranger = seat("market", "review")

    for address in (f"/desk/countersigns/{question.pk}/", f"/desk/tasks/{task.pk}/"):
        assert stranger.get(address).status_code == 404


def test_the_navigation_counts_what_waits_for_the_viewers_duties(approver, seat, government, departments):
    for _ in range(3):
        sent(government, asked=[departments["health"].pk])

    assert '会签<span class="num">3<' in text_of(approver.get("/desk/"))
    assert "会签</a>" in text_of(seat("health", "window").get("/desk/"))


def test_lists_go_on_page_by_page_and_take_few_queries(
    approver, government, departments, django_assert_max_num_queries
):
    health = body_of(departments["health"])
    for n in range(25):
        sent(government, asked=[departments["health"].pk], title=f"第 {n} 件")
        issued(government.head, health, title=f"第 {n} 件")

    for address in ("/desk/countersigns/", "/desk/countersigns/?kind=asked", "/desk/tasks/", "/desk/tasks/?kind=parts"):
        with django_assert_max_num_queries(8):
            first = text_of(approver.get(address))
        following = re.search(r'href="([^"]+)" rel="next"', first)
        assert following, address
        titles = re.findall(r"第 (\d+) 件</a>", first + text_of(approver.get(following[1].replace("&amp;", "&"))))
        assert sorted(map(int, titles)) == list(range(25)), address


@pytest.mark.parametrize("tail", ["after=x", "after=2026-99-99_1", "before=-1", "before=9999999999999999999", "kind=x"])
def test_an_address_that_says_nothing_readable_shows_the_first_page(approver, tail):
    assert approver.get(f"/desk/countersigns/?{tail}").status_code == 200
    assert approver.get(f"/desk/tasks/?{tail}").status_code == 200
