"""The page of a package 一件事 for its keepers: what a version says, drawn, and what keeps it from being published."""

from dataclasses import dataclass

from citong.catalogue import facade as catalogue
from citong.channels.kit.figures import Schedule
from citong.channels.kit.package_order import schedule_of

Status = catalogue.PackageVersion.Status


@dataclass(frozen=True)
class Part:
    """A member: in which round it is done, when it is needed, and what it waits for."""

    round: int
    name: str
    item: str
    item_id: int | None
    department: str
    days: int | None
    needed: str
    waits_for: str


@dataclass(frozen=True)
class Question:
    """Something that the package asks people about their situation."""

    words: str
    options: str
    asked: str


@dataclass(frozen=True)
class Shared:
    """A question that is asked once, or a paper that is handed in once, for several members."""

    name: str
    members: str


def context_of(package: catalogue.Package, *, number: int | None) -> dict[str, object]:
    """What the page shows of the version of this number; without one, of the draft, or else of the newest."""
    versions = list(package.versions.all())
    shown = next((each for each in versions if each.number == number), versions[0] if versions else None)
    context: dict[str, object] = {
        "package": package,
        "versions": versions,
        "shown": shown,
        "draft": draft_of(package),
        "published": published_of(package),
    }
    if shown is None:
        return context
    says = catalogue.package_definition_of(shown)
    return {**context, "says": says, **_content(says), "faults": _faults(shown, says), **_publishing(package, shown)}


def draft_of(package: catalogue.Package) -> catalogue.PackageVersion | None:
    """What was written down and not published."""
    return next((each for each in package.versions.all() if each.status == Status.DRAFT), None)


def published_of(package: catalogue.Package) -> catalogue.PackageVersion | None:
    """What people are offered now."""
    return next((each for each in package.versions.all() if each.status == Status.PUBLISHED), None)


def changes_of(package: catalogue.Package | None, says: catalogue.PackageDefinition) -> list[str]:
    """What this would change in what people are offered now."""
    current = published_of(package) if package else None
    return catalogue.package_changes(catalogue.package_definition_of(current) if current else None, says)


def _faults(shown: catalogue.PackageVersion, says: catalogue.PackageDefinition) -> list[catalogue.Fault]:
    """Of an earlier version it does not matter any more whether it fits the items of today."""
    return catalogue.package_faults(says) if shown.status in {Status.DRAFT, Status.PUBLISHED} else []


def _publishing(package: catalogue.Package, shown: catalogue.PackageVersion) -> dict[str, object]:
    if shown.status != Status.DRAFT or package.withdrawn_at:
        return {}
    return {"changes": changes_of(package, catalogue.package_definition_of(shown))}


def _content(says: catalogue.PackageDefinition) -> dict[str, object]:
    versions = catalogue.members_in_force(says)
    items = catalogue.definitions_in_force(versions.values())
    names = {each.key: catalogue.name_of_member(each, items.get(each.item)) for each in says.members}
    return {
        "schedule": _schedule(says, items),
        "parts": _parts(says, versions, items, names),
        "questions": [_question(says, each) for each in says.questions],
        "pages": [(page.title, [_field(each, says, items, names) for each in page.fields]) for page in says.pages],
        "papers": [_paper(each, says, items, names) for each in says.materials if len(each.of) > 1],
    }


def _schedule(says: catalogue.PackageDefinition, items: dict[str, catalogue.Definition]) -> Schedule | None:
    """The picture, as long as every item is there and none waits for itself."""
    if catalogue.ring_in(says.members) or any(member.item not in items for member in says.members):
        return None
    return schedule_of([member for together in catalogue.order_of(says.members) for member in together], items=items)


def _parts(
    says: catalogue.PackageDefinition,
    versions: dict[str, catalogue.ItemVersion],
    items: dict[str, catalogue.Definition],
    names: dict[str, str],
) -> list[Part]:
    rounds = [says.members] if catalogue.ring_in(says.members) else catalogue.order_of(says.members)
    return [
        _part(member, turn, versions.get(member.item), says, items, names)
        for turn, together in enumerate(rounds, start=1)
        for member in together
    ]


def _part(
    member: catalogue.Member,
    turn: int,
    version: catalogue.ItemVersion | None,
    says: catalogue.PackageDefinition,
    items: dict[str, catalogue.Definition],
    names: dict[str, str],
) -> Part:
    return Part(
        round=turn,
        name=names[member.key],
        item=version.name if version else f"编码 {member.item} 的事项现在没有发布",
        item_id=version.item_id if version else None,
        department=version.item.department.short_name if version else "",
        days=catalogue.days_of(items[member.item]) if version else None,
        needed=catalogue.choices_in_words(says.questions, member.when),
        waits_for="、".join(names.get(key, key) for key in member.after),
    )


def _question(says: catalogue.PackageDefinition, asked: catalogue.Situation) -> Question:
    options = "、".join(option.label for option in asked.options)
    return Question(asked.question, options, catalogue.choices_in_words(says.questions, asked.when))


def _field(
    shared: catalogue.SharedField,
    says: catalogue.PackageDefinition,
    items: dict[str, catalogue.Definition],
    names: dict[str, str],
) -> Shared:
    """A question without words of its own is asked as the first member asks it."""
    forms = [(asked.form, field) for asked, field in _found(shared.of, says, items) if asked.form]
    of_member = next((catalogue.title_of(catalogue.schema_of(form, field), field) for form, field in forms), "")
    return Shared(shared.title or of_member or shared.name, "、".join(names.get(key, key) for key in shared.of))


def _paper(
    same: catalogue.SameMaterial,
    says: catalogue.PackageDefinition,
    items: dict[str, catalogue.Definition],
    names: dict[str, str],
) -> Shared:
    found = [each.name for asked, code in _found(same.of, says, items) for each in asked.materials if each.code == code]
    name = found[0] if found else "、".join(dict.fromkeys(same.of.values()))
    return Shared(name, "、".join(names.get(member, member) for member in same.of))


def _found(
    of: dict[str, str], says: catalogue.PackageDefinition, items: dict[str, catalogue.Definition]
) -> list[tuple[catalogue.Definition, str]]:
    """Of the members that are offered today: what each says, and how it calls the thing that they share."""
    item_of = {member.key: member.item for member in says.members}
    return [(items[item_of[key]], called) for key, called in of.items() if item_of.get(key) in items]
