"""What stops the publication of a package, or its use after an item has changed; each fault with its place.

`items` holds what the published items say; a member that is not among them is not offered (any more).
"""

import re
from collections.abc import Iterator

from ..conditions import NotACondition, choices, examine, references
from ..definition import Definition, TermUnit
from ..faults import Fault
from ..stars import is_handled_online
from .choosing import Items, name_of_member, selected, situation_of_member
from .combinations import MOST_COMBINATIONS, combinations
from .definition import BETWEEN, Member, PackageDefinition
from .order import LONGEST_WHOLE, longest_chain, ring_in
from .publication_of_forms import faults_of_joint_form, faults_of_same_materials

KEY = re.compile(r"[a-z][a-z0-9]*")
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def package_obstacles(package: PackageDefinition, *, items: Items) -> list[Fault]:
    """Why this cannot be published or applied for; empty when it can."""
    found = [*_basics(package), *_names(package), *_conditions(package), *_members(package, items)]
    if found:
        return found  # what follows would stumble over these
    found = [
        *_choices(package, items),
        *faults_of_joint_form(package, items),
        *faults_of_same_materials(package, items),
    ]
    return found or [*_combinations(package, items)]


def _basics(package: PackageDefinition) -> Iterator[Fault]:
    if not 0 < len(package.name.strip()) <= 200:
        yield Fault("name", "名称", "请填写名称，最多 200 个字。")
    if not package.audience:
        yield Fault("audience", "服务对象", "请至少选择一种服务对象。")
    if len(package.members) < 2:
        yield Fault("members", "联办事项", "一件事至少要有两个事项。")
    if package.supervise_phone and package.supervise_phone == package.consult_phone:
        yield Fault("supervise_phone", "监督电话", "监督电话不能和咨询电话相同。")
    # Administrative Licensing Act, art. 42 (2).
    if not 1 <= package.promised_days <= LONGEST_WHOLE:
        words = f"整件事要承诺 1 到 {LONGEST_WHOLE} 个工作日，现在写的是 {package.promised_days}。"
        yield Fault("promised_days", "承诺时限", words)


def _names(package: PackageDefinition) -> Iterator[Fault]:
    fields = [field.name for page in package.pages for field in page.fields]
    for path, label, shape, names in (
        ("members", "联办事项", KEY, [member.key for member in package.members]),
        ("members", "联办事项", None, [member.item for member in package.members]),
        ("questions", "情形", NAME, [question.code for question in package.questions]),
        ("pages", "页面", NAME, [page.code for page in package.pages]),
        ("fields", "共用字段", NAME, fields),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Fault(f"{path}.{name}", label, f"“{name}”用了不止一次。")
        for name in names if shape else []:
            if shape and not shape.fullmatch(name):
                words = f"“{name}”只能用小写字母和数字，以字母开头，不能有“{BETWEEN}”。"
                yield Fault(f"{path}.{name}", label, words)


def _conditions(package: PackageDefinition) -> Iterator[Fault]:
    options = {question.code: {option.code for option in question.options} for question in package.questions}
    before: dict[str, set[str]] = {}
    used: set[str] = set()
    for question in package.questions:
        yield from _condition(f"questions.{question.code}", question.question, question.when, before)
        before[question.code] = options[question.code]
        used |= {name for _, name in references(question.when)}
    for member in package.members:
        conditions = [member.when, *(each.when for chosen in member.situation.values() for each in chosen)]
        for when in conditions:
            yield from _condition(f"members.{member.key}", member.name or member.key, when, options)
            used |= {name for _, name in references(when)}
    for question in package.questions:
        if question.code not in used:
            words = f"没有事项用到“{question.question}”这个问题，请删掉它，或者写明它影响哪个事项。"
            yield Fault(f"questions.{question.code}", question.question, words)


def _condition(path: str, label: str, when: str, known: dict[str, set[str]]) -> Iterator[Fault]:
    if not when:
        return
    try:
        examine(when)
    except NotACondition:
        yield Fault(f"{path}.when", label, f"“{label}”的条件“{when}”读不懂，或者不是一个是非判断。")
        return
    for source, name in sorted(references(when)):
        if source == "answers":
            yield Fault(f"{path}.when", label, f"“{label}”的条件只能看情形，不能看表里的“{name}”。")
        elif name not in known:
            yield Fault(f"{path}.when", label, f"“{label}”的条件里的情形“{name}”不存在，或者排在它后面。")
    for code, option in sorted(choices(when)):
        if code in known and option not in known[code]:
            yield Fault(f"{path}.when", label, f"情形“{code}”没有“{option}”这个选项。")


def _members(package: PackageDefinition, items: Items) -> Iterator[Fault]:
    known = {member.key for member in package.members}
    for member in package.members:
        place, definition = f"members.{member.key}", items.get(member.item)
        name = name_of_member(member, definition)
        if definition is None:
            words = f"“{name}”：编码为 {member.item} 的事项不存在，或者现在没有发布。"
            yield Fault(f"{place}.item", name, words)
        elif not (is_handled_online(definition) and definition.form):
            yield Fault(f"{place}.item", name, f"“{name}”现在不能网上办理，不能放进一件事。")
        for key in member.after:
            if key not in known:
                yield Fault(f"{place}.after", name, f"“{name}”要排在“{key}”后面，可是这件事里没有它。")
        if definition:
            yield from _term(place, name, definition)
    ring = ring_in(package.members)
    if ring:
        names = {each.key: name_of_member(each, items.get(each.item)) for each in package.members}
        words = " → ".join(names[key] for key in ring)
        yield Fault("members.after", "先后次序", f"这些事项互相等待，绕成了一圈：{words}。")


def _term(place: str, name: str, definition: Definition) -> Iterator[Fault]:
    term = definition.promised
    if term and term.unit is not TermUnit.WORKING_DAYS:
        yield Fault(f"{place}.item", name, f"“{name}”承诺的不是工作日，不能和别的事项一起算时限。")


def _choices(package: PackageDefinition, items: Items) -> Iterator[Fault]:
    for member in package.members:
        questions = {question.code: question for question in items[member.item].situations}
        name = name_of_member(member, items[member.item])
        for code, chosen in member.situation.items():
            place = f"members.{member.key}.situation.{code}"
            if code not in questions:
                yield Fault(place, name, f"“{name}”没有“{code}”这个情形。")
                continue
            options = {option.code for option in questions[code].options}
            for each in chosen:
                if each.option not in options:
                    yield Fault(place, name, f"“{name}”的情形“{code}”没有“{each.option}”这个选项。")


def _combinations(package: PackageDefinition, items: Items) -> Iterator[Fault]:
    ways = combinations(package.questions)
    if ways is None:
        words = f"问题的组合超过了 {MOST_COMBINATIONS} 种，没法逐一核对，请减少问题或选项。"
        yield Fault("questions", "情形", words)
        return
    never = {member.key: member for member in package.members}
    longest = 0
    for way in ways:
        members = selected(package, situation=way)
        never = {key: member for key, member in never.items() if member not in members}
        longest = max(longest, longest_chain(members, items=items))
        if not members:
            yield Fault("questions", "情形", f"选了{_in_words(package, way)}，一个事项也办不了。")
        for member in members:
            yield from _left_without_choice(package, member, items[member.item], way)
    for member in never.values():
        name = name_of_member(member, items[member.item])
        yield Fault(f"members.{member.key}.when", name, f"不管怎么选，都不会办“{name}”。")
    yield from _too_long(package, longest)


def _left_without_choice(
    package: PackageDefinition, member: Member, definition: Definition, way: dict[str, str]
) -> Iterator[Fault]:
    chosen = situation_of_member(package, member, definition=definition, situation=way)
    questions = {question.code: question for question in definition.situations}
    asked = {code for code in member.situation if not questions[code].when}
    for code in sorted(asked - chosen.keys()):
        name = name_of_member(member, definition)
        words = f"选了{_in_words(package, way)}，“{name}”的情形“{questions[code].question}”没有答案。"
        yield Fault(f"members.{member.key}.situation.{code}", name, words)


def _too_long(package: PackageDefinition, longest: int) -> Iterator[Fault]:
    if longest > package.promised_days:
        words = f"承诺 {package.promised_days} 个工作日，可是按先后次序最长要 {longest} 个工作日。"
        yield Fault("promised_days", "承诺时限", words)


def _in_words(package: PackageDefinition, way: dict[str, str]) -> str:
    labels = {(q.code, option.code): option.label for q in package.questions for option in q.options}
    return "、".join(f"“{labels[choice]}”" for choice in way.items()) or "任何情形"
