"""Star levels 星级 of Fujian, and the national depth of online service that each of them means."""

from .definition import Definition, EntryMode, Visits

ONLINE_FROM = 3
WHOLLY_ONLINE_FROM = 4

# GB/T 39046 网上办理深度: 1 consult, 2 receive, 3 pre-examine, 4 accept, 5 handle, 6 answer with the result
DEPTH_OF_STAR = {1: (1,), 2: (1, 2), 3: (1, 2, 3), 4: (1, 2, 3, 4, 6), 5: (1, 2, 3, 4, 5, 6)}


def star(entry_mode: EntryMode, visits: Visits) -> int:
    """One to five: a guide only, a link, pre-examined online, accepted online, handled online from end to end."""
    if entry_mode is EntryMode.GUIDE:
        return 1
    if entry_mode is EntryMode.LINK:
        return 2
    offered = ((5, visits.five_star), (4, visits.four_star), (3, visits.three_star))
    return next((level for level, visits_needed in offered if visits_needed >= 0), 1)


def is_online(level: int) -> bool:
    """Three stars and more count as handled online."""
    return level >= ONLINE_FROM


def fewest_visits(visits: Visits) -> int:
    """How often an applicant must come at least, by the best way that is offered; -1 when none is."""
    offered = [each for each in (visits.window, visits.three_star, visits.four_star, visits.five_star) if each >= 0]
    return min(offered, default=-1)


def is_handled_online(definition: Definition) -> bool:
    """Whether applications to this item can be made in this hall, and not only read about."""
    return definition.entry_mode in (EntryMode.SPLIT, EntryMode.FULL)
