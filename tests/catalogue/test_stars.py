import pytest

from citong.catalogue.rules.definition import EntryMode, Visits
from citong.catalogue.rules.stars import DEPTH_OF_STAR, fewest_visits, is_online, star


@pytest.mark.parametrize(
    ("mode", "visits", "expected"),
    [
        pytest.param("in01", Visits(), 1, id="a guide"),
        pytest.param("in01", Visits(five_star=0), 1, id="a guide, whatever visits it claims"),
        pytest.param("in02", Visits(), 2, id="a link"),
        pytest.param("in02", Visits(five_star=0), 2, id="a link, whatever visits it claims"),
        pytest.param("in04", Visits(three_star=2), 3, id="pre-examined online"),
        pytest.param("in04", Visits(three_star=2, four_star=1), 4, id="accepted online"),
        pytest.param("in04", Visits(window=1, four_star=1), 4, id="accepted online, or at the window"),
        pytest.param("in05", Visits(five_star=0), 5, id="never come"),
        pytest.param("in05", Visits(three_star=2, four_star=1, five_star=1), 5, id="the highest wins"),
        pytest.param("in05", Visits(), 1, id="no way online is offered after all"),
    ],
)
def test_the_star_level_follows_from_mode_and_visits(mode, visits, expected):
    assert star(EntryMode(mode), visits) == expected


@pytest.mark.parametrize(("level", "expected"), [(1, False), (2, False), (3, True), (4, True), (5, True)])
def test_three_stars_count_as_online(level, expected):
    assert is_online(level) is expected


def test_each_star_means_at_least_the_depth_of_the_star_below():
    for level in range(2, 6):
        assert set(DEPTH_OF_STAR[level - 1]) <= set(DEPTH_OF_STAR[level])


@pytest.mark.parametrize(
    ("visits", "expected"),
    [(Visits(), 1), (Visits(window=2, five_star=0), 0), (Visits(window=-1), -1)],
)
def test_the_fewest_visits_are_those_of_the_best_way(visits, expected):
    assert fewest_visits(visits) == expected
