"""SM2 by the examples of the standard, by both of our ways against one another, and under many threads."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from citong.kernel.crypto import curve, reference, sm2
from citong.kernel.crypto.libcrypto import Libcrypto, candidates
from citong.kernel.crypto.sm2 import InOpenSSL, InPython, PrivateKey, PublicKey

# GB/T 32918.5-2017, appendices A and C: one key, one random number.
PRIVATE = 0x3945208F_7B2144B1_3F36E38A_C6D39F95_88939369_2860B51A_42FB81EF_4DF7C5B8
PUBLIC = (
    0x09F9DF31_1E5421A1_50DD7D16_1E4BC5C6_72179FAD_1833FC07_6BB08FF3_56F35020,
    0xCCEA490C_E26775A5_2DC6EA71_8CC1AA60_0AED05FB_F35E084A_6632F607_2DA9AD13,
)
RANDOM = 0x59276E27_D506861A_16680F3A_D9C02DCC_EF3CC1FA_3CDBE4CE_6D54B80D_EAC1BC21
SIGNATURE = (
    0xF5A03B06_48D2C463_0EEAC513_E1BB81A1_5944DA38_27D5B741_43AC7EAC_EEE720B3,
    0xB1B6AA29_DF212FD8_763182BC_0D421CA1_BB9038FD_1F7F42D4_840B69C4_85BBC1AA,
)
Z = "b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3"
START = (
    0x04EBFC71_8E8D1798_62043226_8E77FEB6_415E2EDE_0E073C0F_4F640ECD_2E149A73,
    0xE858F9D8_1E5430A5_7B36DAAB_8F950A3C_64E6EE6A_63094D99_283AFF76_7E124DF0,
)
DIGEST = "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"
HIDDEN = "21886ca989ca9c7d58087307ca93092d651efa"

KEY, OTHER = sm2.generate(), sm2.generate()


def native() -> InOpenSSL:
    """OpenSSL's own library: where the tests run there is one, whatever the hall may have to make do with."""
    return InOpenSSL(Libcrypto(next(candidates())))


WAYS = [pytest.param(native(), id="OpenSSL"), pytest.param(InPython(), id="Python")]
PAIRS = [
    pytest.param(native(), InPython(), id="OpenSSL to Python"),
    pytest.param(InPython(), native(), id="Python to OpenSSL"),
]


def test_a_public_key_follows_from_its_private_key_as_in_the_standard():
    assert PrivateKey(PRIVATE).public.point == PUBLIC


def test_what_names_the_signer_is_that_of_the_standard():
    assert reference.identity_digest(PUBLIC, sm2.IDENTITY).hex() == Z


def test_a_signature_is_that_of_the_standard():
    made = reference.sign(PRIVATE, PUBLIC, b"message digest", identity=sm2.IDENTITY, fresh=lambda: RANDOM)

    assert made == SIGNATURE


def test_a_ciphertext_is_that_of_the_standard():
    made = reference.encrypt(PUBLIC, b"encryption standard", fresh=lambda: RANDOM)

    assert made == (START, bytes.fromhex(DIGEST), bytes.fromhex(HIDDEN))


@pytest.mark.parametrize("way", WAYS)
def test_the_signature_of_the_standard_is_accepted(way: InOpenSSL | InPython):
    assert way.verify(PublicKey(*PUBLIC), b"message digest", SIGNATURE)


@pytest.mark.parametrize("way", WAYS)
def test_the_ciphertext_of_the_standard_is_read(way: InOpenSSL | InPython):
    parts = (START, bytes.fromhex(DIGEST), bytes.fromhex(HIDDEN))

    assert way.decrypt(PrivateKey(PRIVATE), parts) == b"encryption standard"


@pytest.mark.parametrize(("one", "other"), PAIRS)
@hypothesis_settings(max_examples=30, deadline=None)
@given(message=st.binary(max_size=300))
def test_what_one_way_signs_the_other_accepts(one, other, message: bytes):
    signature = sm2.signature_from_der(one.sign(KEY, message))

    assert other.verify(KEY.public, message, signature)
    assert not other.verify(OTHER.public, message, signature)
    assert not other.verify(KEY.public, message + b"!", signature)


@pytest.mark.parametrize(("one", "other"), PAIRS)
@hypothesis_settings(max_examples=30, deadline=None)
@given(text=st.binary(min_size=2, max_size=300))
def test_what_one_way_encrypts_the_other_reads(one, other, text: bytes):
    parts = sm2.parts_from_der(one.encrypt(KEY.public, text))

    assert other.decrypt(KEY, parts) == text
    assert other.decrypt(OTHER, parts) is None


@hypothesis_settings(max_examples=30, deadline=None)
@given(scalar=st.integers(1, curve.N - 2))
def test_every_key_survives_its_files(scalar: int):
    key = PrivateKey(scalar)

    assert PrivateKey.from_pem(key.to_pem()) == PrivateKey.from_der(key.to_der()) == key
    assert PublicKey.from_pem(key.public.to_pem()) == PublicKey.from_octets(key.public.octets) == key.public


@hypothesis_settings(max_examples=30, deadline=None)
@given(scalar=st.integers(1, curve.N - 1), times=st.integers(0, curve.N - 1))
def test_sums_of_points_do_not_depend_on_how_they_are_made(scalar: int, times: int):
    point = curve.times_generator(scalar)

    assert point is not None
    assert curve.is_on_curve(point)
    assert curve.times(point, times) == curve.times_generator(scalar * times % curve.N)
    assert curve.combined(times, point, curve.N - times) == curve.times_generator(times * (1 - scalar) % curve.N)


def test_as_many_times_as_the_curve_has_points_is_infinity():
    assert curve.times(curve.GENERATOR, curve.N) is None
    assert curve.times_generator(curve.N) is None


def test_a_random_number_that_leads_nowhere_is_drawn_again():
    drawn = iter([curve.N, RANDOM])

    made = reference.sign(PRIVATE, PUBLIC, b"message digest", identity=sm2.IDENTITY, fresh=lambda: next(drawn))

    assert made == SIGNATURE


def test_signatures_of_one_message_differ():
    assert sm2.sign(KEY, b"yes") != sm2.sign(KEY, b"yes")


def test_the_shortest_texts_are_never_given_away():
    for byte in range(256):
        text = bytes([byte])
        ciphertext = sm2.encrypt(KEY.public, text)
        assert sm2.parts_from_der(ciphertext)[2] != text
        assert sm2.decrypt(KEY, ciphertext) == text


def test_an_empty_text_is_signed_but_not_encrypted():
    assert sm2.verify(KEY.public, b"", sm2.sign(KEY, b""))
    with pytest.raises(ValueError, match="at least one byte"):
        sm2.encrypt(KEY.public, b"")


def test_a_private_key_does_not_show_itself():
    assert f"{KEY.scalar}" not in repr(KEY)
    assert f"{KEY.scalar:x}" not in repr(KEY).lower()


def test_operators_learn_who_works_with_sm2():
    assert sm2.engine().is_native
    assert sm2.engine().name.startswith("OpenSSL")


@pytest.fixture
def chosen_anew():
    """The choice is made once a process; here it is made again."""
    sm2._chosen.cache_clear()
    yield
    sm2._chosen.cache_clear()


@pytest.mark.usefixtures("chosen_anew")
@pytest.mark.parametrize(
    ("libraries", "reason"),
    [
        (list, "no libcrypto found"),
        (lambda: [object()], "OpenSSL_version_num"),
        (lambda: [_Old()], "older than OpenSSL 3.0"),
    ],
    ids=["none", "another library", "too old"],
)
def test_without_such_a_library_python_does_it_alone(monkeypatch: pytest.MonkeyPatch, libraries, reason: str):
    monkeypatch.setattr(sm2, "candidates", libraries)

    signature, ciphertext = sm2.sign(KEY, b"yes"), sm2.encrypt(KEY.public, b"yes")

    assert not sm2.engine().is_native
    assert reason in sm2.engine().reason
    assert sm2.verify(KEY.public, b"yes", signature)
    assert sm2.decrypt(KEY, ciphertext) == b"yes"


@pytest.mark.usefixtures("chosen_anew")
def test_a_library_whose_sm2_is_another_is_not_trusted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Libcrypto, "verify", lambda *_arguments, **_options: False)

    assert not sm2.engine().is_native
    assert sm2.engine().reason == "its SM2 is not that of GB/T 32918"


def test_many_threads_sign_and_read_with_the_same_keys():
    ready = threading.Barrier(8)

    def work(number: int) -> int:
        ready.wait(timeout=20)
        for turn in range(60):
            text = f"{number}/{turn}".encode()
            fresh = sm2.generate() if turn % 10 == 0 else KEY
            assert sm2.verify(fresh.public, text, sm2.sign(fresh, text))
            assert not sm2.verify(OTHER.public, text, sm2.sign(fresh, text))
            assert sm2.decrypt(fresh, sm2.encrypt(fresh.public, text)) == text
        return number

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(work, range(8))) == list(range(8))


def test_every_key_that_openssl_was_given_is_freed_once_nobody_holds_it():
    way, freed = native(), list[int]()
    free = way.library._call["EVP_PKEY_free"]
    way.library._call["EVP_PKEY_free"] = lambda pointer: (freed.append(pointer), free(pointer))

    for _ in range(300):
        way.sign(sm2.generate(), b"yes")
    after_many = len(freed)
    way.library._private_key.cache_clear()

    assert (after_many, len(freed)) == (300 - 256, 300)


class _Old:
    """A library of another age: it has every function, and says so."""

    def __getattr__(self, name: str) -> "_Function":
        answers = {"OpenSSL_version_num": 0x1010_1000, "OpenSSL_version": b"OpenSSL 1.1.1"}
        return _Function(answers.get(name))


class _Function:
    def __init__(self, answer: object) -> None:
        self._answer = answer
        self.restype: object = None
        self.argtypes: object = None

    def __call__(self, *_arguments: object) -> object:
        return self._answer
