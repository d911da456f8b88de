"""What every keeper of the master key must do, whether it is a secret of the environment or a module of hardware."""

import pytest

from citong.kernel.adapters.master_key import MasterKeyWrapper
from citong.kernel.adapters.simulator import SimulatedHsm
from citong.kernel.errors import Unavailable, WrongMasterKey
from citong.kernel.ports import KeyWrapper

MATERIAL = b"sixteen bytes..."
OLD, NEW = "01" * 32, "02" * 32


@pytest.fixture(params=[MasterKeyWrapper, SimulatedHsm])
def wrapper(request: pytest.FixtureRequest, settings) -> KeyWrapper:
    settings.MASTER_KEYS = [OLD]
    made: KeyWrapper = request.param()
    return made


def test_what_is_wrapped_is_unwrapped_again(wrapper: KeyWrapper):
    wrapped = wrapper.wrap(MATERIAL, name="kernel.fields/1/sm4")

    assert wrapper.unwrap(wrapped, name="kernel.fields/1/sm4") == MATERIAL
    assert MATERIAL not in wrapped


def test_another_process_unwraps_it_too(wrapper: KeyWrapper):
    assert type(wrapper)().unwrap(wrapper.wrap(MATERIAL, name="a"), name="a") == MATERIAL


def test_no_two_wrappings_are_alike(wrapper: KeyWrapper):
    assert wrapper.wrap(MATERIAL, name="a") != wrapper.wrap(MATERIAL, name="a")


def test_a_key_does_not_stand_for_another(wrapper: KeyWrapper):
    with pytest.raises(WrongMasterKey):
        wrapper.unwrap(wrapper.wrap(MATERIAL, name="a"), name="b")


@pytest.mark.parametrize("position", [0, 1, 12, -1])
def test_a_changed_bit_is_noticed(wrapper: KeyWrapper, position: int):
    wrapped = bytearray(wrapper.wrap(MATERIAL, name="a"))
    wrapped[position] ^= 1

    with pytest.raises(WrongMasterKey):
        wrapper.unwrap(bytes(wrapped), name="a")


@pytest.mark.parametrize("size", [0, 1, 9, 20, 36])
def test_what_is_cut_short_is_noticed(wrapper: KeyWrapper, size: int):
    with pytest.raises(WrongMasterKey):
        wrapper.unwrap(wrapper.wrap(MATERIAL, name="a")[:size], name="a")


def test_another_master_key_is_named_by_its_mark_and_not_shown(settings):
    settings.MASTER_KEYS = [OLD]
    wrapped = MasterKeyWrapper().wrap(MATERIAL, name="a")
    settings.MASTER_KEYS = [NEW]

    with pytest.raises(WrongMasterKey, match="Bring back the master key") as refused:
        MasterKeyWrapper().unwrap(wrapped, name="a")

    assert wrapped[1:9].hex() in str(refused.value)
    assert NEW[:16] not in str(refused.value)


def test_a_former_master_key_still_unwraps(settings):
    settings.MASTER_KEYS = [OLD]
    wrapped = MasterKeyWrapper().wrap(MATERIAL, name="a")
    settings.MASTER_KEYS = [NEW, OLD]

    assert MasterKeyWrapper().unwrap(wrapped, name="a") == MATERIAL
    assert MasterKeyWrapper().wrap(MATERIAL, name="a")[1:9] != wrapped[1:9]


@pytest.mark.parametrize(
    ("given", "said"), [([], "Set CITONG_MASTER_KEY"), (["secret"], "64 hexadecimal"), (["00" * 31], "64 hexadecimal")]
)
def test_a_master_key_that_is_none_is_refused_in_words(settings, given: list[str], said: str):
    settings.MASTER_KEYS = given

    with pytest.raises(WrongMasterKey, match=said):
        MasterKeyWrapper()


@pytest.mark.parametrize("behaviour", ["absent", "9"], ids=["absent", "slower than anybody waits"])
def test_a_module_that_is_away_is_said_to_be(settings, monkeypatch: pytest.MonkeyPatch, behaviour: str):
    monkeypatch.setattr("citong.kernel.adapters.simulator.PATIENCE_SECONDS", 0.05)
    wrapped = SimulatedHsm().wrap(MATERIAL, name="a")
    (settings.DATA_DIR / "hsm.txt").write_text(behaviour, encoding="utf-8")

    with pytest.raises(Unavailable):
        SimulatedHsm().unwrap(wrapped, name="a")


def test_a_slow_module_answers_in_the_end(settings):
    (settings.DATA_DIR / "hsm.txt").write_text("0.05", encoding="utf-8")

    assert SimulatedHsm().unwrap(SimulatedHsm().wrap(MATERIAL, name="a"), name="a") == MATERIAL
