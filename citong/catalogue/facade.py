"""Catalogue: what government offers, on which terms. Items, the versions of what they say, and how they are found.

Other modules use this file and no other of this folder. What an application form accepts is decided by `check` alone,
for every channel. A published version never changes: keep its id, and ask for its `definition` when needed.
"""

from . import errors
from .errors import *
from .facts import ItemPublished, ItemWithdrawn
from .models import AcceptedFinding, Checkup, DayScore, EverydayWord, Item, ItemVersion, Package, PackageVersion, Topic
from .queries import (
    Counts,
    DepartmentItems,
    Found,
    Hit,
    Key,
    Narrowing,
    OnlineRates,
    Page,
    Piece,
    RouteDesk,
    TopicItems,
    Unanswered,
    asks_the_same,
    counts_of,
    definition,
    definition_of,
    definitions_in_force,
    departments_with_items,
    events,
    everyday_words,
    find,
    found_rows,
    items_by_audience,
    items_of_department,
    items_of_topic,
    looked_for,
    members_in_force,
    numbered,
    online_rates,
    package,
    package_definition,
    package_definition_of,
    package_faults,
    package_kept,
    package_troubles,
    package_version,
    packages,
    packages_found,
    packages_kept,
    packages_of_item,
    packages_of_topic,
    page,
    popular,
    published,
    published_number,
    published_versions,
    refuse_troubled,
    route_desk,
    route_faults_today,
    routed_versions,
    suggestions,
    topic,
    topics,
    unanswered_questions,
    version,
    versions_of,
)
from .queries import checkups as checkups_asked
from .queries.checkups import *
from .rules import definition as definitions
from .rules.bpmn_in import route_in
from .rules.bpmn_out import bpmn_of
from .rules.coercion import coerce
from .rules.condition_words import choices_in_words, condition_in_words
from .rules.conditions import holds
from .rules.definition import (
    Assurances,
    Audience,
    CaseType,
    Collect,
    Decider,
    Definition,
    EntryMode,
    Excludes,
    Fee,
    Form,
    ItemType,
    LayoutField,
    Material,
    Necessity,
    Option,
    Original,
    Period,
    Power,
    Quota,
    Result,
    Route,
    RouteStep,
    Situation,
    Source,
    SpecialProcedure,
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
from .rules.linter import (
    RULE_OF,
    RULES,
    SEVERITY_NAMES,
    Checked,
    Finding,
    Guide,
    Rule,
    Severity,
    lint,
    lint_all,
    mean_tenths,
)
from .rules.linter.reading import guides_in
from .rules.names import CASE_TYPE_NAMES, ITEM_TYPE_NAMES
from .rules.packages.changes import package_changes
from .rules.packages.choosing import (
    Items,
    name_of_member,
    questions_of_package,
    selected,
    situation_of_member,
    split_situation,
)
from .rules.packages.definition import Choice, Member, PackageDefinition, SameMaterial, SharedField, SharedPage
from .rules.packages.files import LARGEST_BYTES as LARGEST_PACKAGE_BYTES
from .rules.packages.files import PackageFile, package_file, package_in
from .rules.packages.forms import fields_served, joint_form, split_answers
from .rules.packages.materials import (
    SharedMaterial,
    fees_follow_answers,
    merged_fees,
    merged_materials,
    split_materials,
)
from .rules.packages.order import LONGEST_WHOLE, days_of, finishing_days, joint_days, order_of, ring_in
from .rules.packages.publication import package_obstacles
from .rules.packages.whole import whole_of
from .rules.permissions import PERMISSION_NAMES, P
from .rules.publication import obstacles
from .rules.publication_of_routes import LEVELS, critical_days, faults_of_staffing, route_faults, with_route
from .rules.route_changes import KIND_NAMES, POWER_NAMES, powers_in_words, route_changes
from .rules.situations import check_situation, fees_for, materials_for, questions_for, settled, stages_for
from .rules.stars import DEPTH_OF_STAR, fewest_visits, is_handled_online, is_online, star
from .rules.statements import in_words
from .rules.transfers import Transfer, transfer
from .services.checkups import accept_finding, check_guides, end_acceptance
from .services.everyday_words import drop_everyday_word, keep_everyday_word, take_in_everyday_words
from .services.guides import ImportReport, import_guides
from .services.packages import (
    create_package,
    draft_package,
    introduce_package,
    publish_package,
    take_in_package,
    withdraw_package,
)
from .services.publication import create_item, draft_version, introduce, publish, withdraw_item
from .services.questions import count_question
from .services.routes import discard_route_draft, publish_route, revise_route
from .services.topics import TopicEntry, arrange_topics

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "create_item", "draft_version", "publish", "withdraw_item", "introduce", "revise_route", "publish_route",
    "discard_route_draft", "create_package", "draft_package", "publish_package", "withdraw_package",
    "introduce_package", "take_in_package", "import_guides", "check_guides", "accept_finding", "end_acceptance",
    "lines_in", "Line", "ImportReport", "ImportFault", "IMPORT_COLUMNS", "arrange_topics", "TopicEntry",
    "keep_everyday_word", "drop_everyday_word", "take_in_everyday_words", "count_question",
    # asked: items
    "published", "version", "definition", "definition_of", "published_number", "numbered", "versions_of",
    "published_versions", "page", "Page", "Key", "items_of_topic", "items_of_department", "departments_with_items",
    "DepartmentItems", "popular", "topic", "topics", "events", "items_by_audience", "TopicItems", "find",
    "suggestions", "found_rows", "counts_of", "Counts", "Narrowing", "Found", "looked_for", "unanswered_questions",
    "Unanswered", "everyday_words", "Hit", "Piece", "online_rates", "OnlineRates",
    # asked: how good the guides are
    "lint", "lint_all", "guides_in", "mean_tenths", "RULES", "RULE_OF", "Rule", "Guide", "Finding", "Checked",
    "Severity", "SEVERITY_NAMES", "Checkup", "DayScore", "AcceptedFinding",
    # asked: packages 一件事
    "package", "package_version", "package_definition", "package_definition_of", "packages", "packages_of_item",
    "packages_of_topic", "packages_found", "members_in_force", "definitions_in_force", "package_troubles",
    "package_faults", "package_kept", "packages_kept", "package_changes", "package_file", "package_in", "PackageFile",
    "LARGEST_PACKAGE_BYTES", "refuse_troubled",
    # asked: what a package asks for as a whole, and what of it is each member's
    "selected", "name_of_member", "questions_of_package", "whole_of", "joint_form", "fields_served",
    "merged_materials", "merged_fees", "fees_follow_answers", "SharedMaterial", "split_situation",
    "situation_of_member", "split_answers", "split_materials", "order_of", "ring_in", "finishing_days", "joint_days",
    "days_of", "LONGEST_WHOLE", "package_obstacles",
    # asked: what an item asks for, what a form accepts
    "questions_for", "settled", "check_situation", "materials_for", "fees_for", "stages_for", "visible_pages",
    "visible_fields", "pruned", "coerce", "check", "examine", "check_page", "in_words", "schema_of", "title_of",
    "options_of", "holds", "obstacles", "is_handled_online", "critical_days",
    # asked: routes
    "routed_versions", "route_desk", "RouteDesk", "asks_the_same", "route_faults_today", "route_faults",
    "faults_of_staffing", "with_route", "condition_in_words", "choices_in_words", "powers_in_words", "route_changes",
    "transfer", "Transfer", "bpmn_of", "route_in", "LEVELS", "POWER_NAMES", "KIND_NAMES",
    # asked: how easily it is handled
    "star", "is_online", "fewest_visits", "DEPTH_OF_STAR",
    # asked: the values these speak of
    "definitions", "Item", "ItemVersion", "Topic", "EverydayWord", "Package", "PackageVersion", "PackageDefinition",
    "Member", "Choice", "SharedPage", "SharedField", "SameMaterial", "Items", "ITEM_TYPE_NAMES", "CASE_TYPE_NAMES",
    "Fault", "Assurances", "Definition", "ItemType", "CaseType", "Audience", "EntryMode", "Term", "TermUnit",
    "Situation", "Option", "Material", "Collect", "Necessity", "Source", "Original", "Fee", "Form", "FormPage",
    "LayoutField", "Route", "Stage", "RouteStep", "SpecialProcedure", "Excludes", "Quota", "Period", "StepKind",
    "Power", "Decider", "Result", "P", "PERMISSION_NAMES",
    # told
    "ItemPublished", "ItemWithdrawn",
]  # fmt: skip
__all__ += checkups_asked.__all__  # asked: how good the guides are
__all__ += errors.__all__  # refused
