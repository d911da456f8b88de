"""No verb is forgotten: whatever a module says can be done, somebody has died in doing."""

from pathlib import Path
from types import ModuleType

import pytest

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.identity import facade as identity
from citong.office import facade as office
from tests.architecture import code_rules
from tests.faults.test_killed_accounts import OF_ACCOUNTS
from tests.faults.test_killed_applicants import IN_ONE_STATEMENT, OF_APPLICANTS
from tests.faults.test_killed_letters import OF_LETTERS
from tests.faults.test_killed_levels_and_routes import CASE_BY_CASE, OF_LEVELS_AND_ROUTES
from tests.faults.test_killed_mandates import OF_MANDATES, ONLY_HOLDS
from tests.faults.test_killed_office import OF_THE_OFFICE
from tests.faults.test_killed_personal import OF_PERSONAL_DATA
from tests.faults.test_killed_sign_ins import OF_SIGN_INS, ONLY_COUNTED
from tests.faults.test_killed_trust import OF_TRUST
from tests.faults.test_killed_verbs import BEFORE
from tests.faults.test_killed_wholes import OF_WHOLES

KILLED = {
    cases: {*BEFORE, *OF_APPLICANTS, *IN_ONE_STATEMENT, *OF_WHOLES, *OF_LEVELS_AND_ROUTES, *CASE_BY_CASE},
    office: set(OF_THE_OFFICE),
    documents: set(OF_LETTERS),
    identity: {*OF_ACCOUNTS, *OF_SIGN_INS, *ONLY_COUNTED, *OF_TRUST, *OF_MANDATES, *ONLY_HOLDS, *OF_PERSONAL_DATA},
}
# An opinion that sends a case up is one more way to give one.
NO_VERBS = {"forward"}


def verbs_of(facade: ModuleType) -> set[str]:
    """What the door of a module lists under “done”."""
    return code_rules.facade_part(Path(str(facade.__file__)).read_text(encoding="utf-8"), part="done")


@pytest.mark.parametrize("facade", KILLED, ids=lambda facade: facade.__name__.split(".")[1])
def test_every_verb_of_a_module_is_in_a_matrix_of_deaths(facade: ModuleType):
    verbs = verbs_of(facade)

    assert all(callable(getattr(facade, verb)) for verb in verbs)
    assert KILLED[facade] - NO_VERBS == verbs


def test_the_lists_of_verbs_are_read():
    assert {"submit", "void", "withdraw_joint", "look_up"} <= verbs_of(cases)
    assert "case" not in verbs_of(cases)
    assert len(verbs_of(cases)) > 80
    assert {"sign_in", "sign_up", "end_visits", "take_signature"} <= verbs_of(identity)
