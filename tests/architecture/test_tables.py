"""The rules of tables and migrations, each seen to catch a violation, then held against every file."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests.architecture import table_rules
from tests.architecture.house import CITONG, found, module_names, texts

MODELS = Path("citong/notices/models.py")
DOWN = 'x = models.ForeignKey("organisations.Post", models.PROTECT, related_name="+")'
GOOD_TABLE = 'class Notice(models.Model):\n    def __str__(self) -> str:\n        return ""\n'


@pytest.mark.parametrize(
    "line",
    [
        'x = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")',
        'x = models.ForeignKey("documents.Letter", models.PROTECT, related_name="+")',
        'x = models.ForeignKey("organisations.Post", models.CASCADE, related_name="+")',
        'x = models.ForeignKey("organisations.Post", models.PROTECT)',
        'x = models.OneToOneField("organisations.Post", models.PROTECT, related_name="notices")',
        'x = models.ForeignKey(Post, models.PROTECT, related_name="+")',
    ],
    ids=["upward", "sideways", "not protecting", "seen from below", "named from below", "not a string"],
)
def test_a_strange_relation_is_seen(line: str):
    assert table_rules.strange_relations(MODELS, line)


def test_a_relation_downwards_is_allowed():
    assert table_rules.strange_relations(MODELS, DOWN) == []


def test_relations_between_modules_are_kept_loose():
    assert found(table_rules.strange_relations, _models()) == []


@pytest.mark.parametrize(
    "table",
    [
        "class Notice(models.Model):\n    x = 1\n",
        GOOD_TABLE + '    class Meta:\n        ordering = ["id"]\n',
        GOOD_TABLE + "    def save(self): ...\n",
        GOOD_TABLE + "    def delete(self): ...\n",
    ],
    ids=["no __str__", "ordering", "save", "delete"],
)
def test_a_careless_table_is_seen(table: str):
    assert table_rules.careless_tables(MODELS, table)


def test_no_table_is_careless():
    assert table_rules.careless_tables(MODELS, GOOD_TABLE) == []
    assert found(table_rules.careless_tables, _models()) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("0002_auto_20260101_0000", ""),
        ("0002", ""),
        ("0002_posts", "from citong.cases.models import Case"),
        ("0002_posts", "import citong"),
    ],
)
def test_a_nameless_or_leaning_migration_is_seen(name: str, text: str):
    assert table_rules.nameless_migrations(Path(f"citong/cases/migrations/{name}.py"), text)


def test_migrations_are_named_and_stand_on_their_own():
    files = (file for file in texts("citong", migrations=True) if "migrations" in file[0].parts)

    assert found(table_rules.nameless_migrations, (file for file in files if file[0].stem != "__init__")) == []


def test_a_statement_that_reads_a_strangers_table_is_seen():
    statement = 'LOOK = "select 1 from cases_case join identity_account on true join catalogue_item on true"'

    assert table_rules.strange_tables(Path("citong/cases/sql.py"), statement) == ["identity_account"]


def test_hand_written_statements_stay_in_their_module():
    assert (
        found(table_rules.strange_tables, (file for file in texts("citong") if file[0].parts[1] in module_names()))
        == []
    )


def test_every_module_has_its_floor():
    assert {name for name in module_names() if not any(name in floor for floor in table_rules.FLOORS)} == set()


def test_every_module_is_installed():
    assert {f"citong.{name}" for name in module_names()} <= {config.name for config in apps.get_app_configs()}


@pytest.mark.parametrize(("port", "path"), settings.ADAPTERS.items(), ids=list(settings.ADAPTERS))
def test_every_way_of_meeting_an_outside_need_has_its_simulator(port: str, path: str):
    module, _, name = path.rpartition(".")

    assert hasattr(import_module(module), name)
    # A port onto what lies above its module is answered by a journey, which knows both.
    assert module.split(".")[1] in {port.split(".")[0], "journeys"}
    assert (CITONG / port.split(".")[0] / "adapters" / "simulator.py").is_file()


def _models():
    return (file for file in texts("citong") if "models" in file[0].with_suffix("").parts)
