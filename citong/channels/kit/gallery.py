"""Every piece of the kit with its states, for those who build screens. Only in a demo hall."""

from datetime import date, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .fields import Field, Option
from .figures import Attachment, Bar, Clock, Count, Event, Fact, Lane, Leg, Need, Pause, Plot, Row, Schedule, Task
from .guards import anyone


@anyone
def pieces(request: HttpRequest) -> HttpResponse:
    """The pieces in the frame of the portal."""
    _only_in_a_demo()
    context = {"fields": FIELDS, **_FIGURES, "now": timezone.now(), "today": timezone.localdate()}
    return render(request, "kit/gallery.html", context)


@anyone
def desk_pieces(request: HttpRequest) -> HttpResponse:
    """The pieces that only the desk uses, in its frame."""
    _only_in_a_demo()
    return render(request, "kit/gallery_desk.html", _FIGURES)


def _only_in_a_demo() -> None:
    if not settings.DEMO:
        raise Http404


FIELDS = (
    Field("place", "场所名称", value="刺桐红民宿", hint="和门口招牌一致"),
    Field(
        "uscc",
        "统一社会信用代码",
        value="91350502MA00000011",
        hint="营业执照上 18 位数字和字母",
        errors=("这 18 位互相对不上，请检查有没有输错",),
        width="half",
        attrs={"maxlength": "18", "autocomplete": "off"},
    ),
    Field("phone", "手机号码", "tel", required=False, width="half", attrs={"inputmode": "tel", "autocomplete": "tel"}),
    Field("opens_on", "开业日期", "date", value="2026-10-01"),
    Field("staff_count", "从业人员", "number", value="9", width="short", attrs={"min": "1"}),
    Field(
        "street",
        "街道",
        "select",
        options=(Option("1", "开元街道", checked=True), Option("2", "鲤中街道")),
        width="half",
    ),
    Field(
        "rooms",
        "有几间客房",
        "radio",
        errors=("请选一项",),
        options=(Option("s", "15 间以下"), Option("m", "16–50 间", hint="要做卫生检测"), Option("l", "50 间以上")),
    ),
    Field(
        "water",
        "用哪些水",
        "checks",
        options=(Option("tap", "自来水", checked=True), Option("well", "井水")),
        required=False,
    ),
    Field("note", "还有什么要说明", "textarea", required=False, hint="200 字以内"),
    Field(
        "plan", "场所平面布局图", "file", hint="照片或 PDF，不超过 20 MB", attrs={"accept": "image/*,application/pdf"}
    ),
    Field("agree", "我同意从电子证照库取用营业执照", "checkbox"),
)

_TODAY = date(2026, 9, 29)
_VISIT = Pause(date(2026, 9, 22), date(2026, 9, 24), "现场踏勘")

_FIGURES = {
    "schedule": Schedule(
        "能同时办的同时办，要等的接着办，最长 10 个工作日",
        (
            Task("消防检查", 0, 5),
            Task("户外广告", 0, 7),
            Task("食品经营许可", 5, 10, after=("消防检查",)),
        ),
    ),
    "rows": (
        Row("场所名称", "刺桐红民宿", "#place"),
        Row("地址", "开元街道 西湖社区 西街 116 号", "#street"),
        Row("负责人", "张*"),
    ),
    "facts": (
        Fact("谁可以办", "个体户、企业", "经营旅馆、理发、游泳等场所"),
        Fact("多久办好", "5 个工作日", "今天交齐，最迟 10 月 9 日（星期五）"),
        Fact("要花多少钱", "不收费"),
        Fact("要跑几趟", "0 趟", "五星：全程网上办，证照寄到家"),
    ),
    "numbers": (
        Count("今天到期", 3, "#", "late"),
        Count("待预审", 12, "#"),
        Count("等申请人补正", 5, "#", "warn"),
        Count("本月办结", 128, tone="ok"),
    ),
    "needs": (
        Need("卫生许可证申请表", "在线填好后自动生成，不用打印。", "网上填写"),
        Need("场所平面布局图", "手画也可以，标出客房、布草间、消毒间。", "上传照片或 PDF"),
        Need("营业执照", "登录后从电子证照库取用，您点一下同意就行。", "不用交", "ok", done=True),
    ),
    "attachments": (
        Attachment("平面图.pdf", 830_000, "#", "9 月 20 日上传", "已通过", "ok", "#"),
        Attachment("检测报告.jpg", 3_400_000, "#", tag="看不清，请重传", tone="late", remove_url="#"),
    ),
    "events": (
        Event("卫健局审核岗 审查中", datetime.fromisoformat("2026-09-25T09:10:00+08:00"), who="林某", now=True),
        Event(
            "现场检验结束",
            datetime.fromisoformat("2026-09-24T16:30:00+08:00"),
            "两人查看，笔录 1 份",
        ),
        Event(
            "受理",
            datetime.fromisoformat("2026-09-21T10:05:00+08:00"),
            "受理通知书 鲤卫受〔2026〕317 号",
        ),
        Event("网上提交", datetime.fromisoformat("2026-09-20T22:14:00+08:00")),
    ),
    "legs": (
        Leg("您提交", "约 15 分钟", "done"),
        Leg("预审、受理", "1 个工作日内", "done"),
        Leg("两人现场查看", "约好时间，2 天", "now"),
        Leg("决定", "第 5 个工作日前"),
        Leg("电子证照", "当天可用，纸质寄出"),
    ),
    "clocks": (
        Clock(
            "承诺最迟 10 月 8 日（星期四）办完，还剩 2 个工作日",
            started_on=date(2026, 9, 21),
            today=_TODAY,
            lanes=(
                Lane("承诺期限", date(2026, 10, 8), pauses=(_VISIT,)),
                Lane("法定期限", date(2026, 10, 28), basis="行政许可法第四十二条"),
            ),
        ),
        Clock(
            "停表：在等检测的结果",
            started_on=date(2026, 9, 21),
            today=_TODAY,
            lanes=(
                Lane("承诺期限", None, pauses=(Pause(date(2026, 9, 24), None, "检测"),)),
                Lane("法定期限", None, pauses=(Pause(date(2026, 9, 24), None, "检测"),)),
            ),
        ),
        Clock(
            "已超过承诺的日期 4 天，法定期限延长过，最迟 11 月 11 日（星期三）",
            started_on=date(2026, 9, 14),
            today=_TODAY,
            lanes=(
                Lane("承诺期限", date(2026, 9, 25)),
                Lane("法定期限", date(2026, 11, 11), extended_from=date(2026, 10, 28), is_provisional=True),
            ),
        ),
        Clock(
            "9 月 24 日（星期四）办结，比承诺的早 1 天",
            started_on=date(2026, 9, 21),
            today=_TODAY,
            lanes=(Lane("承诺期限", date(2026, 9, 25)),),
            closed_on=date(2026, 9, 24),
        ),
    ),
    "figure": Plot(
        "九月办结最多的是卫生健康，社会保障有 3 件超期",
        ("部门", "办结（件）"),
        (
            Bar("卫生健康局", 128, "128 件"),
            Bar("市场监管局", 96, "96 件"),
            Bar("人力资源和社会保障局", 41, "41 件", "late"),
        ),
    ),
}
