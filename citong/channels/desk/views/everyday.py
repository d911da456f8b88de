"""The words that people use: what is not found, and what stands for what."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import permitted
from citong.kernel.errors import InvalidInput

from ..everyday_forms import EverydayWordForm
from ..forms import add_faults
from ..screens import official, sent, show, today

SHOWN = 100
keepers = permitted(catalogue.P.KEEP_TOPICS)


@keepers
def unanswered(request: HttpRequest) -> HttpResponse:
    """What people looked for in the last month and did not find."""
    return show(request, "desk/everyday/unanswered.html", {"questions": catalogue.unanswered_questions(on=today())})


@keepers
def words(request: HttpRequest) -> HttpResponse:
    """What people say, and what it stands for."""
    part = request.GET.get("q", "").replace("\x00", "").strip()[:30]
    found = list(catalogue.everyday_words(part=part)[: SHOWN + 1])
    return show(request, "desk/everyday/words.html", {"words": found[:SHOWN], "part": part, "more": found[SHOWN:]})


@keepers
def keep(request: HttpRequest) -> HttpResponse:
    """Say what a word stands for; a word that is kept already is shown as it is."""
    said = request.GET.get("said", "").replace("\x00", "")[:30]
    form = EverydayWordForm(sent(request), initial=_initial(said))
    if form.is_valid():
        given = form.cleaned_data
        try:
            kept = catalogue.keep_everyday_word(
                given["said"], meant=given["meant"], items=given["items"], by=official(request), at=timezone.now()
            )
        except InvalidInput as refusal:
            add_faults(form, refusal)
        else:
            messages.success(request, f"记下了。现在搜“{kept.said}”就能找到。")
            return redirect("desk:everyday_words")
    return show(request, "desk/everyday/form.html", {"form": form}, status=422 if form.errors else 200)


@keepers
@require_POST
def drop(request: HttpRequest, word_id: int) -> HttpResponse:
    """A word stands for nothing any longer."""
    catalogue.drop_everyday_word(word_id, by=official(request), at=timezone.now())
    messages.success(request, "已经删掉。")
    return redirect("desk:everyday_words")


def _initial(said: str) -> dict[str, object]:
    kept = next((each for each in catalogue.everyday_words(part=said) if each.said == said), None) if said else None
    return {"said": said, "meant": kept.meant if kept else [], "items": kept.items if kept else []}
