import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.organisations import facade as organisations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PREFIXES = st.tuples(
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
).map("".join)


@pytest.mark.parametrize(
    "code",
    [
        "11370800MB28559184",
        "11440100007482575H",
        "11511301008778183N",
        "11350128345071904J",
        "11350502MB0000001K",
        "91350502MA00000019",
    ],
)
def test_a_code_that_is_in_use_is_valid(code):
    assert organisations.valid_credit_code(code)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("1137080", "18 位"),
        ("", "现在是 0 位"),
        ("11370800MB28559185", "校验位"),
        ("11370800MO28559184", "不用 I、O、S、V、Z"),
        ("11AB0800MB28559184", "第 3 到 8 位是数字"),
        ("１１370800MB28559184", "不用 I、O、S、V、Z"),
    ],
    ids=["too short", "nothing", "another check character", "letter O", "letters in the division", "full-width"],
)
def test_what_is_wrong_with_a_code_is_said_in_words(code, reason):
    assert reason in organisations.check_credit_code(code)


def test_a_code_is_kept_without_spaces_in_capitals():
    assert organisations.normal_credit_code(" １1370800 mb28559184 ") == "11370800MB28559184"


@given(PREFIXES)
def test_a_synthetic_code_is_valid(prefix):
    assert organisations.valid_credit_code(organisations.synthetic_credit_code(prefix))


@given(PREFIXES, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_mistyped_character_is_noticed(prefix, place, character):
    code = organisations.synthetic_credit_code(prefix)
    mistyped = code[:place] + character + code[place + 1 :]

    assert organisations.valid_credit_code(mistyped) == (mistyped == code)


def test_a_prefix_that_is_no_prefix_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="18 位"):
        organisations.synthetic_credit_code("1137")
