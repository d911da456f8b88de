from io import BytesIO

import pytest
from pypdf import PdfReader

from citong.documents import facade as documents
from citong.documents.adapters import typst_pdf
from citong.documents.adapters.typst_pdf import TypstRenderer
from citong.documents.rules.fields import sample_values
from citong.documents.rules.kinds import Kind
from citong.kernel.errors import Unavailable
from tests.factories.documents import ISSUED_AT, issue_letter, sheet


@pytest.fixture(scope="module")
def renderer():
    return TypstRenderer()


def read(renderer, kind, **changes):
    return PdfReader(BytesIO(renderer.render(sheet(kind, **changes))))


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


def test_a_long_record_is_written_to_its_end_page_by_page(renderer):
    said = "\n".join(f"第{n}问：" + "申请人代表陈述了经营场所的情况和理由。" * 5 for n in range(1, 61))

    reader = read(renderer, Kind.HEARING_RECORD, record=said, place="三楼\n东侧")

    assert len(reader.pages) > 5
    assert "第60问：" in text_of(reader)
    assert "三楼东侧" in text_of(reader)


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


def test_a_layout_that_fails_is_no_letter(monkeypatch, tmp_path):
    (tmp_path / "letter.typ").write_text("#panic()", encoding="utf-8")
    monkeypatch.setattr(typst_pdf, "LAYOUTS", tmp_path)

    with pytest.raises(Unavailable, match="typst"):
        read(TypstRenderer(), Kind.ACCEPTANCE)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_a_valid_archive_file_with_all_that_it_can_say(renderer, kind):
    reader = read(renderer, kind, **sample_values(kind))

    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert all("/FontFile2" in d or "/FontFile3" in d for d in descriptors(reader))
    assert "".join(str(sample_values(kind)["item"]).split()) in text_of(reader)


@pytest.mark.parametrize("kind", [Kind.GRANT, Kind.HEARING_RECORD])
def test_whoever_seals_the_letter_finds_the_place_by_its_name(renderer, kind):
    reader = read(renderer, kind, **sample_values(kind))

    place = reader.named_destinations["seal"]
    assert reader.get_destination_page_number(place) == len(reader.pages) - 1
    assert 300 < place.left < 400
    assert 99 < place.top < 842


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.HEARING_NOTICE, "时间2026年12月10日9时30分地点"),
        (Kind.FEE_NOTICE, "1.工本费：10.00元"),
        (Kind.EXTENSION, "办理期限延长10个工作日"),
        (Kind.INSPECTION_RECORD, "2.李㛃（执法证35050002）"),
        (Kind.INTERESTED_PARTY, "欧阳修远：本机关正在审查"),
        (Kind.FORWARDING, "示例省市场监督管理局：示例餐饮有限公司提出的"),
        (Kind.REVOCATION, "《受理通知书》（示市监受〔2026〕317号）有误，现予撤销"),
        (Kind.PROOF_OF_SERVICE, "签收人陈静（法定代表人）"),
    ],
)
def test_the_letters_of_special_occasions_say_what_they_are_for(renderer, kind, said):
    assert said in text_of(read(renderer, kind, **sample_values(kind)))


def descriptors(reader):
    return [
        font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
