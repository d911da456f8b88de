"""The guides of the demonstration keep to the rules that guides are checked by."""

from citong.catalogue import facade as catalogue
from demo.loading.reading import code_of, configured, guides


def findings(definitions, *, of):
    checked = catalogue.lint_all([catalogue.Guide(each, code_of(each), each.department) for each in definitions])
    return [(one.guide.definition.name, each.rule, each.message) for one in checked for each in one.findings
            if each.severity in of]  # fmt: skip


def test_the_items_configured_in_every_detail_have_neither_errors_nor_warnings():
    assert findings(configured(), of={catalogue.Severity.ERROR, catalogue.Severity.WARNING}) == []


def test_no_guide_has_an_error():
    assert findings([*configured(), *guides()], of={catalogue.Severity.ERROR}) == []
