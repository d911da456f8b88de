"""The pieces of every screen, as template tags. They are built in: no template loads this library.

Words of state and buttons
    {% tag "审查中" tone="info" %}                       icon and word; tones: plain ok warn late info wait
    {% button "提交申请" %}                               kind: "" quiet danger; name, value, key="j" (keyboard letter)
    {% link_button "在线办理" url %}                      the same look for a link; kind, key
    {% icon "ok" %}                                       only beside a word

Questions
    {% field question %}                                  a Field (fields.py) or a field of a Django form
    {% field form.name hint="…" width="half" %}           of a Django form, with a hint, a width, a check_url
    {% error_summary fields extra=form.non_field_errors %}  first thing on the page; nothing when nothing is wrong
    {% error_summary form %}                              of a Django form
    {% fieldset "场所地址" hint="…" %}…{% endfieldset %}  several questions under one heading
    {% search_box action "您要办什么事？" hint="…" %}      name="q", value, button, show_label
    {% progress 2 5 %}                                    第 2 步，共 5 步

Pieces
    {% notice "标题" tone="warn" %}…{% endnotice %}       tones: info ok warn late
    {% sheet "标题" %}…{% endsheet %}                     a white sheet
    {% table "办件列表" folds=True %}<table>…{% endtable %}  scrolls, or folds into cards (td data-label="…")
    {% summary_list rows %}                               of Row
    {% strip facts %}                                     of Fact
    {% counts numbers %}                                  of Count
    {% checklist needs %}                                 of Need
    {% attachment file %}                                 one Attachment
    {% crumbs "办事" url "卫生健康" url "公共场所卫生许可" %}  pairs of word and address; the last word is here
    {% pager previous next %}                             two addresses, "" where there is none
    {% empty "还没有办件" "您提交的申请会出现在这里。" url "去办事" %}
    {% print_button %}
    {% nav_link "portal:items" "办事" %}                  nothing when there is no such address; marks the present place
    {% nav_link "desk:work" "要办的" count=7 %}           with how many wait there; nothing for none, 99+ for many
    {% nav_link "desk:messages" "消息" count=2 of="条没看" %}   and what the number counts, for those who hear it

Figures
    {% timeline events %}                                 of Event
    {% flow legs %}                                       of Leg
    {% clock case_clock %}                                a Clock
    {% plot figure %}                                     a Plot
    {% schedule figure %}                                 a Schedule
    {% branches figure %}                                 Branches

Filters: masked_name masked_number masked_phone grouped zh_date zh_datetime cents file_size
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from citong.channels.kit import branches as branching
from citong.channels.kit import clocks, figures, icons, schedules, story, writing
from citong.channels.kit.fields import Field, field_of, fields_of
from citong.identity import facade as identity

register = template.Library()

_MOST_SHOWN = 99
# What Django's messages call their levels, in our words.
_TONES = {"success": "ok", "warning": "warn", "error": "late", "debug": "info"}

register.filter("masked_name", identity.masked_name)
register.filter("masked_number", identity.masked_number)
register.filter("masked_phone", identity.masked_phone)
register.filter("grouped", writing.grouped)
register.filter("state_name", story.state_name)
register.filter("cents", writing.cents)
register.filter("file_size", writing.file_size)
register.simple_tag(icons.icon, name="icon")


@register.filter
def zh_date(day: date | None) -> str:
    """A day, in words; nothing for no day."""
    if day is None:
        return ""
    shown = timezone.localtime(day).date() if isinstance(day, datetime) else day
    return writing.zh_date(shown, today=timezone.localdate())


@register.filter
def zh_datetime(moment: datetime | None) -> str:
    """A moment, in words; nothing for none."""
    return "" if moment is None else writing.zh_datetime(timezone.localtime(moment), today=timezone.localdate())


@register.simple_tag
def tag(word: str, tone: str = "plain") -> SafeString:
    """A state: icon and word, never colour alone."""
    return format_html('<span class="tag {}">{}{}</span>', tone, icons.icon(tone), word)


@register.inclusion_tag("kit/button.html")
def button(label: str, *, kind: str = "", name: str = "", value: str = "", key: str = "") -> dict[str, str]:
    """The one clear step of a form, or a quieter one beside it."""
    return {"label": label, "kind": kind, "name": name, "value": value, "key": key}


@register.inclusion_tag("kit/link_button.html")
def link_button(label: str, url: str, *, kind: str = "", key: str = "") -> dict[str, str]:
    """A link that is the next step."""
    return {"label": label, "url": url, "kind": kind, "key": key}


@register.inclusion_tag("kit/field.html", name="field")
def draw_field(
    question: Field | BoundField, *, hint: str = "", width: str = "", check_url: str = ""
) -> dict[str, object]:
    """A question with its label, hint, error and answer."""
    if isinstance(question, BoundField):
        question = field_of(question, hint=hint, width=width, check_url=check_url)
    return {"field": question}


@register.simple_tag
def attributes(values: dict[str, str]) -> SafeString:
    """HTML attributes, escaped."""
    return format_html_join("", ' {}="{}"', values.items())


@register.inclusion_tag("kit/error_summary.html")
def error_summary(fields: forms.BaseForm | Sequence[Field], extra: Iterable[str] = ()) -> dict[str, object]:
    """What must be changed, on top of the page, each line leading to its question."""
    if isinstance(fields, forms.BaseForm):
        extra = [*extra, *fields.non_field_errors()]
        fields = fields_of(fields)
    wrong = [(field, error) for field in fields for error in field.errors]
    whole = [str(error) for error in extra]
    return {"wrong": wrong, "whole": whole, "count": len(wrong) + len(whole)}


@register.simple_block_tag
def fieldset(content: SafeString, legend: str, hint: str = "") -> SafeString:
    """Several questions under one heading."""
    said = format_html('<span class="hint">{}</span>', hint) if hint else ""
    return format_html('<fieldset class="field"><legend>{}</legend>{}{}</fieldset>', legend, said, content)


@register.inclusion_tag("kit/search_box.html")
def search_box(
    action: str,
    label: str,
    *,
    name: str = "q",
    value: str = "",
    hint: str = "",
    button: str = "搜索",
    show_label: bool = True,
    id: str = "q",
    suggest: str = "",
) -> dict[str, object]:
    """One field to look for something, with its label; `suggest` answers what somebody may be about to type."""
    return {
        "action": action, "label": label, "name": name, "value": value, "hint": hint,
        "button": button, "show_label": show_label, "id": id, "suggest": suggest,
    }  # fmt: skip


@register.inclusion_tag("kit/progress.html")
def progress(current: int, total: int) -> dict[str, int]:
    """第 2 步，共 5 步."""
    return {"current": current, "total": total}


@register.simple_block_tag
def notice(content: SafeString, title: str = "", tone: str = "info") -> SafeString:
    """Something to know before going on."""
    tone = _TONES.get(tone, tone) or "info"
    head = format_html('<p class="notice-title">{}</p>', title) if title else ""
    return format_html('<div class="notice {}">{}<div>{}{}</div></div>', tone, icons.icon(tone), head, content)


@register.simple_block_tag
def sheet(content: SafeString, title: str = "") -> SafeString:
    """A white sheet, with a heading of the second level if it has a title."""
    head = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<div class="sheet stack">{}{}</div>', head, content)


@register.simple_block_tag
def table(content: SafeString, label: str, folds: bool = False) -> SafeString:
    """Room for a table that may be wider than the page; `folds` makes a card of each row on phones."""
    return format_html(
        '<div class="table{}" role="region" aria-label="{}" tabindex="0">{}</div>',
        " folds" if folds else "", label, content,
    )  # fmt: skip


@register.inclusion_tag("kit/summary_list.html")
def summary_list(rows: Iterable[figures.Row]) -> dict[str, object]:
    """What was answered, line by line, each with its way back."""
    return {"rows": rows}


@register.inclusion_tag("kit/strip.html")
def strip(facts: Iterable[figures.Fact]) -> dict[str, object]:
    """The few facts that people look for first."""
    return {"facts": facts}


@register.inclusion_tag("kit/counts.html")
def counts(numbers: Iterable[figures.Count]) -> dict[str, object]:
    """How many of what, each leading to its list."""
    return {"numbers": numbers}


@register.inclusion_tag("kit/checklist.html")
def checklist(needs: Iterable[figures.Need]) -> dict[str, object]:
    """What to have ready."""
    return {"needs": needs}


@register.inclusion_tag("kit/attachment.html", takes_context=True)
def attachment(context: Context, file: figures.Attachment) -> dict[str, object]:
    """A file that was handed in, with what can be done with it."""
    return {"file": file, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("kit/crumbs.html")
def crumbs(*parts: str) -> dict[str, object]:
    """Where we are: pairs of word and address, and the last word alone."""
    return {"places": list(zip(parts[:-1:2], parts[1::2], strict=False)), "here": parts[-1]}


@register.inclusion_tag("kit/pager.html")
def pager(previous: str, next: str) -> dict[str, str]:
    """To the page before and the page after; nothing when there is only one."""
    return {"previous": previous, "next": next}


@register.inclusion_tag("kit/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, str]:
    """Nothing here: why, and what to do."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("kit/print_button.html")
def print_button(label: str = "打印这一页") -> dict[str, str]:
    """Offered only where the browser can print."""
    return {"label": label}


@register.simple_tag(takes_context=True)
def nav_link(
    context: Context, name: str, label: str, *, exact: bool = False, count: int = 0, of: str = "件要办"
) -> SafeString:
    """A link of a navigation: nothing when the hall has no such page, marked when the person is there or below it."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return SafeString("")
    path = context["request"].path
    is_here = path == url or (not exact and path.startswith(url))
    here = SafeString(' aria-current="page"') if is_here else ""
    return format_html('<a href="{}"{}>{}{}</a>', url, here, label, _count(count, of) if count else "")


def _count(count: int, of: str) -> SafeString:
    """How many wait behind a link; beyond two digits it is enough to know that there are many."""
    shown = str(count) if count <= _MOST_SHOWN else f"{_MOST_SHOWN}+"
    return format_html('<span class="num">{}<span class="visually-hidden"> {}</span></span>', shown, of)


@register.inclusion_tag("kit/timeline.html")
def timeline(events: Iterable[figures.Event]) -> dict[str, object]:
    """What happened, in the order given: the newest first."""
    return {"events": events}


@register.inclusion_tag("kit/flow.html")
def flow(legs: Iterable[figures.Leg]) -> dict[str, object]:
    """How an application goes, as a small picture."""
    return {"legs": legs}


@register.inclusion_tag("kit/clock.html")
def clock(clock: figures.Clock) -> dict[str, object]:
    """The terms of a case: running, paused, today, due."""
    return {"clock": clock, "picture": clocks.drawn(clock)}


@register.inclusion_tag("kit/plot.html")
def plot(plot: figures.Plot) -> dict[str, object]:
    """Bars with a sentence on top and a table behind."""
    return {"plot": plot}


@register.inclusion_tag("kit/schedule.html")
def schedule(schedule: figures.Schedule) -> dict[str, object]:
    """Tasks on their days, with lines from each to what waits for it, and a table behind."""
    return {"schedule": schedule, "picture": schedules.drawn(schedule)}


@register.inclusion_tag("kit/branches.html")
def branches(figure: branching.Branches) -> dict[str, object]:
    """One time line with its branches, and a table behind."""
    return {"figure": figure, "picture": branching.drawn(figure), "lines": branching.lines(figure)}
