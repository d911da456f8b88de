from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from citong.documents import facade as documents
from citong.documents.adapters.typst_pdf import TypstRenderer
from citong.documents.ports import Sheet
from citong.documents.rules import Kind, title_of
from citong.kernel.errors import Unavailable
from tests.factories.documents import ISSUED_AT, issue_letter, letter_values


@pytest.fixture(scope="module")
def renderer():
    return TypstRenderer()


def read(renderer, kind, *, title="", **changes):
    values = letter_values(kind, issuer="鲤城区卫生健康局", phone="0595-22355555", hall="示例大厅", **changes)
    content = renderer.render(
        Sheet(
            kind=kind,
            title=title or title_of(kind),
            number="鲤卫受〔2026〕317号",
            issued_at=datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
            dated="二〇二六年十一月二十二日",
            code="4D34-701A-D863-5039",
            values=values,
        )
    )
    return PdfReader(BytesIO(content))


def text_of(reader):
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def test_the_file_declares_itself_pdf_a_2b(renderer):
    xmp = read(renderer, Kind.ACCEPTANCE).trailer["/Root"]["/Metadata"].get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp


def test_the_file_carries_its_title_and_number(renderer):
    assert read(renderer, Kind.ACCEPTANCE).metadata.title == "受理通知书 鲤卫受〔2026〕317号"


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (Kind.RECEIPT, {}, "1.营业执照（电子证照）"),
        (Kind.ACCEPTANCE, {"statutory_days": 20}, "法定期限为20个工作日，本机关承诺在5个工作日内办结"),
        (Kind.ACCEPTANCE, {"promised_days": "0", "on_the_spot": "当场办结"}, "本机关承诺当场办结，最迟于"),
        (Kind.CORRECTION, {}, "1.平面图：没有标明消毒间的位置。"),
        (Kind.CORRECTION, {"until": "2026-12-06"}, "请最迟于2026年12月6日补正"),
        (Kind.TURNED_AWAY, {"competent_body": "丰泽区卫生健康局"}, "该事项由丰泽区卫生健康局办理"),
        (Kind.TURNED_AWAY, {}, "向泉州市鲤城区人民法院提起行政诉讼"),
        (Kind.GRANT, {"decision_noun": "行政许可"}, "准予行政许可。"),
        (Kind.GRANT, {}, "准予你（单位）的申请。"),
        (Kind.GRANT, {"results": ["卫生许可证"]}, "1.卫生许可证"),
        (Kind.GRANT, {"basis": "《条例》第四条。"}, "依据：《条例》第四条。本决定书"),
        (Kind.CORRECTION, {"basis": "《条例》第五条"}, "告知依据：《条例》第五条。办理进度"),
        (Kind.REFUSAL, {"decision_noun": "行政确认"}, "不予行政确认。"),
        (Kind.REFUSAL, {}, "向泉州市鲤城区人民政府申请行政复议"),
        (Kind.SPECIAL_PROCEDURE, {}, "预计15个工作日，自2026年11月22日起算"),
    ],
)
def test_a_letter_says_what_the_law_asks_of_it(renderer, kind, values, said):
    assert said in text_of(read(renderer, kind, **values))


def test_a_letter_says_how_to_follow_the_application(renderer):
    text = text_of(read(renderer, Kind.RECEIPT, query_code="482913"))

    assert "办件编号：350502202611220003174" in text
    assert "查询码：482913" in text
    assert "用办件编号和查询码查询，也可以拨打0595-22355555咨询。" in text


def test_the_place_of_the_seal_is_marked_on_the_last_page(renderer):
    gaps = [{"material": f"材料{n}", "problem": "看不清，请重新拍照。"} for n in range(1, 41)]

    pages = read(renderer, Kind.CORRECTION, gaps=gaps).pages

    assert len(pages) > 1
    assert "（印章位置）" in pages[-1].extract_text()


@pytest.mark.parametrize("name", ["王䶮", "李㛃", "陈𬱖", "林𬀩", "郑㑇"])
def test_rare_names_are_written(renderer, name):
    assert name in text_of(read(renderer, Kind.ACCEPTANCE, applicant=name))


def test_only_what_the_font_lacks_is_missing(renderer):
    assert renderer.missing_glyphs("陈𬱖 Ana\n\ue123\ue123") == "\ue123"


@pytest.mark.django_db
def test_an_issued_letter_becomes_a_file_that_says_so(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    letter = issue_letter(Kind.GRANT)

    made = documents.ensure_rendered(letter.pk, at=ISSUED_AT)

    with documents.open_file(made) as file:
        text = text_of(PdfReader(file))
    assert letter.number in text
    assert documents.verification_code_of(letter) in text


def test_without_fonts_nothing_is_written(settings, tmp_path):
    settings.FONTS_DIR = tmp_path

    with pytest.raises(Unavailable, match="build the front end"):
        read(TypstRenderer(), Kind.ACCEPTANCE)


def test_a_template_that_fails_is_no_letter(renderer):
    with pytest.raises(Unavailable, match="typst"):
        read(renderer, Kind.ACCEPTANCE, due_on="next week")
