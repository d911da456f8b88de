from datetime import UTC, date, datetime

import pytest

from citong.documents.rules.kinds import Kind, number_of, title_of
from citong.documents.rules.wording import date_in_chinese, local_date, printable, verification_code


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 1), "二〇二六年一月一日"),
        (date(2026, 10, 10), "二〇二六年十月十日"),
        (date(2026, 11, 22), "二〇二六年十一月二十二日"),
        (date(2030, 12, 20), "二〇三〇年十二月二十日"),
        (date(2031, 3, 31), "二〇三一年三月三十一日"),
    ],
)
def test_dates_are_written_in_chinese_numerals(day, written):
    assert date_in_chinese(day) == written


@pytest.mark.parametrize(
    ("kind", "noun", "title"),
    [
        (Kind.GRANT, "行政许可", "准予行政许可决定书"),
        (Kind.GRANT, "", "准予决定书"),
        (Kind.REFUSAL, "行政许可", "不予行政许可决定书"),
        (Kind.REFUSAL, "", "不予决定书"),
        (Kind.CORRECTION, "", "补正告知书"),
    ],
)
def test_a_decision_is_called_after_what_is_decided(kind, noun, title):
    assert title_of(kind, decision_noun=noun) == title


def test_a_number_is_written_with_six_cornered_brackets():
    assert number_of(Kind.ACCEPTANCE, letter_word="鲤卫", year=2026, serial=317) == "鲤卫受〔2026〕317号"


def test_every_kind_has_its_own_word():
    numbers = {number_of(kind, letter_word="示", year=2026, serial=1) for kind in Kind}

    assert len(numbers) == len(Kind)


def test_the_day_of_a_letter_is_the_day_in_china():
    assert local_date(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == date(2026, 11, 23)


def test_invisible_characters_of_pasted_text_are_left_out_and_rare_ones_kept():
    pasted = {"applicant": "\u200b王䶮\ufeff", "gaps": [{"problem": "看不清\x07，\u2028重拍"}], "promised_days": 5}

    assert printable(pasted) == {"applicant": "王䶮", "gaps": [{"problem": "看不清，\n重拍"}], "promised_days": 5}


def test_the_code_changes_with_every_word_of_the_letter():
    said = {"title": "受理通知书", "issued_on": date(2026, 11, 22)}

    codes = {verification_code("示受〔2026〕1号", values={"applicant": name}, **said) for name in ("Ana", "Ben")}

    assert len(codes) == 2
