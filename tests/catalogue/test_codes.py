import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.catalogue.rules.codes import NationalCode, build_national, fault_of_code, parse_national, scheme_of


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("11370800MB285591843370117002011", NationalCode("11370800MB28559184", "3", "370117002011")),
        ("11440100007482575H3440118009000", NationalCode("11440100007482575H", "3", "440118009000")),
        ("11370800MB28559184337011505600001", NationalCode("11370800MB28559184", "3", "370115056000", "01")),
    ],
)
def test_a_national_code_has_parts(code, expected):
    assert parse_national(code) == expected
    assert str(expected) == code


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("11370800MB285591853370117002011", id="the credit code does not check"),
        pytest.param("11370800MB285591849370117002011", id="there is no ninth level"),
        pytest.param("11370800MB285591843379917002011", id="there is no such type of item"),
        pytest.param("11370800MB28559184337011700201", id="a digit is missing"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_only_looks_like_a_national_code_is_none(code):
    assert parse_national(code) is None


@given(
    st.sampled_from(["11370800MB28559184", "11440100007482575H", "91350502MA00000019"]),
    st.sampled_from("1234567"),
    st.sampled_from(["01", "05", "07", "08", "09", "10", "20"]),
    st.from_regex(r"[0-9]{8}", fullmatch=True),
    st.sampled_from(["", "01", "99"]),
)
def test_a_code_built_from_parts_gives_them_back(uscc, level, kind, rest, operation):
    basic = f"00{kind}{rest}"

    code = build_national(uscc=uscc, level=level, basic=basic, operation=operation)

    assert parse_national(code) == NationalCode(uscc, level, basic, operation)


def test_parts_that_make_no_code_are_refused():
    with pytest.raises(ValueError, match="not an implementation code"):
        build_national(uscc="11370800MB28559185", level="3", basic="370117002011")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("11370800MB285591843370117002011", "gbt39554"),
        ("511A1801000024-511602000000-000-11511301008778386B-1-00", "sichuan"),
        ("511A0005200003", "sichuan"),
        ("E-000004-001-11511301008778386B", "local"),
        ("003591109XK00219", "local"),
    ],
)
def test_the_scheme_shows_in_the_code(code, expected):
    assert scheme_of(code) == expected
    assert fault_of_code(code, scheme=expected) is None


@pytest.mark.parametrize(
    ("code", "scheme", "words"),
    [
        ("", "local", "2 到 64 位"),
        ("中文编码", "local", "2 到 64 位"),
        ("-A1", "local", "2 到 64 位"),
        ("A" * 65, "local", "2 到 64 位"),
        ("A1", "gbt39554", "实施编码"),
        ("A1", "sichuan", "四川"),
    ],
)
def test_a_code_that_breaks_its_scheme_is_explained(code, scheme, words):
    assert words in fault_of_code(code, scheme=scheme)
