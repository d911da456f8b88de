"""Catalogue: what government offers, on which terms. Items, the versions of what they say, and how they are found.

Other modules use this file and no other of this folder. What an application form accepts is decided by `check` alone,
for every channel. A published version never changes: keep its id, and ask for its `definition` when needed.
"""

from .errors import (
    CannotBePublished,
    ChangedMeanwhile,
    DraftHoldsMore,
    ItemExists,
    ItemIsWithdrawn,
    NoRouteDraft,
    NoSuchItem,
    NotACatalogueKeeper,
    NotADraft,
    RouteHasFaults,
)
from .facts import ItemPublished, ItemWithdrawn
from .models import Item, ItemVersion, Topic
from .queries import (
    DepartmentItems,
    Hit,
    Key,
    OnlineRates,
    Page,
    Piece,
    RouteDesk,
    TopicItems,
    asks_the_same,
    definition,
    definition_of,
    departments_with_items,
    events,
    items_by_audience,
    items_of_department,
    items_of_topic,
    online_rates,
    page,
    popular,
    published,
    published_number,
    published_versions,
    route_desk,
    route_faults_today,
    routed_versions,
    search,
    suggestions,
    topic,
    topics,
    version,
    versions_of,
)
from .rules import definition as definitions
from .rules.bpmn_in import route_in
from .rules.bpmn_out import bpmn_of
from .rules.coercion import coerce
from .rules.condition_words import condition_in_words
from .rules.conditions import holds
from .rules.definition import (
    Audience,
    CaseType,
    Collect,
    Decider,
    Definition,
    EntryMode,
    Fee,
    Form,
    ItemType,
    LayoutField,
    Material,
    Necessity,
    Option,
    Original,
    Power,
    Result,
    Route,
    RouteStep,
    Situation,
    Source,
    Stage,
    StepKind,
    Term,
    TermUnit,
)
from .rules.definition import Page as FormPage
from .rules.faults import Fault
from .rules.fields import options_of, pruned, schema_of, title_of, visible_fields, visible_pages
from .rules.forms import check, check_page, examine
from .rules.guide_files import lines_in
from .rules.guides import COLUMNS as IMPORT_COLUMNS
from .rules.guides import ImportFault, Line
from .rules.names import CASE_TYPE_NAMES, ITEM_TYPE_NAMES
from .rules.publication import is_handled_online, obstacles
from .rules.publication_of_routes import LEVELS, critical_days, faults_of_staffing, route_faults, with_route
from .rules.route_changes import KIND_NAMES, POWER_NAMES, powers_in_words, route_changes
from .rules.situations import check_situation, fees_for, materials_for, questions_for, settled, stages_for
from .rules.stars import DEPTH_OF_STAR, fewest_visits, is_online, star
from .rules.statements import in_words
from .rules.transfers import Transfer, transfer
from .services.guides import ImportReport, import_guides
from .services.publication import create_item, draft_version, introduce, publish, withdraw_item
from .services.routes import discard_route_draft, publish_route, revise_route
from .services.topics import TopicEntry, arrange_topics

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "create_item",
    "draft_version",
    "publish",
    "withdraw_item",
    "introduce",
    "revise_route",
    "publish_route",
    "discard_route_draft",
    "import_guides",
    "lines_in",
    "Line",
    "ImportReport",
    "ImportFault",
    "IMPORT_COLUMNS",
    "arrange_topics",
    "TopicEntry",
    # asked: items
    "published",
    "version",
    "definition",
    "definition_of",
    "published_number",
    "versions_of",
    "published_versions",
    "page",
    "Page",
    "Key",
    "items_of_topic",
    "items_of_department",
    "departments_with_items",
    "DepartmentItems",
    "popular",
    "topic",
    "topics",
    "events",
    "items_by_audience",
    "TopicItems",
    "search",
    "suggestions",
    "Hit",
    "Piece",
    "online_rates",
    "OnlineRates",
    # asked: what an item asks for, what a form accepts
    "questions_for",
    "settled",
    "check_situation",
    "materials_for",
    "fees_for",
    "stages_for",
    "visible_pages",
    "visible_fields",
    "pruned",
    "coerce",
    "check",
    "examine",
    "check_page",
    "in_words",
    "schema_of",
    "title_of",
    "options_of",
    "holds",
    "obstacles",
    "is_handled_online",
    "critical_days",
    # asked: routes
    "routed_versions",
    "route_desk",
    "RouteDesk",
    "asks_the_same",
    "route_faults_today",
    "route_faults",
    "faults_of_staffing",
    "with_route",
    "condition_in_words",
    "powers_in_words",
    "route_changes",
    "transfer",
    "Transfer",
    "bpmn_of",
    "route_in",
    "LEVELS",
    "POWER_NAMES",
    "KIND_NAMES",
    # asked: how easily it is handled
    "star",
    "is_online",
    "fewest_visits",
    "DEPTH_OF_STAR",
    # asked: the values these speak of
    "definitions",
    "Item",
    "ItemVersion",
    "Topic",
    "ITEM_TYPE_NAMES",
    "CASE_TYPE_NAMES",
    "Fault",
    "Definition",
    "ItemType",
    "CaseType",
    "Audience",
    "EntryMode",
    "Term",
    "TermUnit",
    "Situation",
    "Option",
    "Material",
    "Collect",
    "Necessity",
    "Source",
    "Original",
    "Fee",
    "Form",
    "FormPage",
    "LayoutField",
    "Route",
    "Stage",
    "RouteStep",
    "StepKind",
    "Power",
    "Decider",
    "Result",
    # told
    "ItemPublished",
    "ItemWithdrawn",
    # refused
    "NotACatalogueKeeper",
    "NoSuchItem",
    "ItemExists",
    "ItemIsWithdrawn",
    "NotADraft",
    "CannotBePublished",
    "RouteHasFaults",
    "ChangedMeanwhile",
    "DraftHoldsMore",
    "NoRouteDraft",
]
