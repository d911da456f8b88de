"""What every renderer must do."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from citong.documents.adapters.simulator import SimulatedRenderer
from citong.documents.adapters.typst_pdf import TypstRenderer
from citong.documents.errors import GlyphMissing
from citong.documents.rules.kinds import Kind, title_of
from tests.factories.documents import sheet

UNWRITABLE = "\ue123"


@pytest.fixture(params=[SimulatedRenderer, TypstRenderer], scope="module")
def renderer(request):
    return request.param()


def text_of(content):
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_letter_says_who_writes_what_to_whom(renderer, kind):
    text = text_of(renderer.render(sheet(kind)))

    for said in (title_of(kind), "鲤卫受〔2026〕317号", "鲤城区卫生健康局", "Ana", "二〇二六年十一月二十二日"):
        assert said in text
    assert "4D34-701A-D863-5039" in text


def test_the_same_sheet_gives_the_same_bytes(renderer):
    assert renderer.render(sheet()) == renderer.render(sheet())


def test_a_character_that_cannot_be_written_is_refused_by_name(renderer):
    with pytest.raises(GlyphMissing, match=r"U\+E123"):
        renderer.render(sheet(applicant=f"Ben{UNWRITABLE}"))


def test_a_character_is_refused_wherever_it_stands(renderer):
    with pytest.raises(GlyphMissing):
        renderer.render(sheet(Kind.CORRECTION, gaps=[{"material": "平面图", "problem": UNWRITABLE}]))


def test_what_people_write_is_text_and_never_markup(renderer):
    text = text_of(renderer.render(sheet(applicant="#panic()*Chi*$x$<b>(Tj")))

    assert "#panic()*Chi*$x$<b>(Tj" in text


def test_a_long_letter_is_written_to_its_end(renderer):
    gaps = [{"material": f"材料{n}", "problem": "看不清。"} for n in range(1, 61)]

    text = text_of(renderer.render(sheet(Kind.CORRECTION, gaps=gaps)))

    assert "材料60" in text


def test_several_threads_may_render_at_once(renderer):
    sheets = [replace(sheet(), number=f"鲤卫受〔2026〕{n}号") for n in range(8)]

    with ThreadPoolExecutor(4) as threads:
        texts = [text_of(content) for content in threads.map(renderer.render, sheets)]

    assert all(one.number in text for one, text in zip(sheets, texts, strict=True))
