"""Packages 一件事: which there are, what they say, and whether they fit the items as these are today."""

from collections.abc import Iterable

import msgspec
from django.db.models import Prefetch, QuerySet

from citong.organisations import facade as organisations

from ..errors import NoSuchPackage, PackageUnavailable
from ..models import ItemVersion, Package, PackageVersion
from ..rules.definition import Definition
from ..rules.faults import Fault
from ..rules.packages.definition import PackageDefinition
from ..rules.packages.publication import package_obstacles
from ..rules.words import asked, words_of
from .items import unknown_topics
from .search import meaning_of
from .versions import definition_of

PUBLISHED = PackageVersion.Status.PUBLISHED


def package(code: str) -> PackageVersion:
    """The version in force of the package under this code, with package and lead."""
    return _one(_joined().filter(status=PUBLISHED, package__code=code))


def package_version(version_id: int) -> PackageVersion:
    """A version, whatever its status, with package and lead."""
    return _one(_joined().filter(pk=version_id))


def package_definition(version_id: int) -> PackageDefinition:
    """What this version of a package says."""
    return package_definition_of(package_version(version_id))


def package_definition_of(version: PackageVersion) -> PackageDefinition:
    """What this version of a package, already at hand, says."""
    return msgspec.convert(version.definition, PackageDefinition)


def packages() -> QuerySet[PackageVersion]:
    """The packages in force, by name, with package and lead, without the definitions."""
    return _joined().defer("definition").filter(status=PUBLISHED).order_by("name", "id")


def packages_kept() -> QuerySet[Package]:
    """Every package there ever was, by code, with its lead and its versions, the newest first; two queries."""
    versions = PackageVersion.objects.defer("definition").order_by("-number")
    return Package.objects.select_related("lead").prefetch_related(Prefetch("versions", versions)).order_by("code")


def package_kept(code: str) -> Package:
    """A package, offered or not, with its lead and all its versions, the newest first; two queries."""
    versions = PackageVersion.objects.order_by("-number")
    joined = Package.objects.select_related("lead").prefetch_related(Prefetch("versions", versions))
    found = joined.filter(code=code).first()
    if found is None:
        raise NoSuchPackage("找不到这件事，它可能已经取消。", remedy="请到“一件事”的列表里重新找。")
    return found


def packages_of_item(item_code: str) -> QuerySet[PackageVersion]:
    """The packages that an item is a member of, by name."""
    return packages().filter(items__contains=[item_code])


def packages_of_topic(code: str) -> QuerySet[PackageVersion]:
    """The packages under a topic, by name."""
    return packages().filter(topics__contains=[code])


def packages_found(text: str, *, limit: int = 3) -> list[PackageVersion]:
    """The packages that fit what somebody typed, the best first. A hall has dozens of them: all are looked at."""
    question = asked(text)
    wanted = {*question.words, *(word for phrase in meaning_of(question).phrases for word in phrase)}
    scored = [(len(wanted & _words(each)), each) for each in _joined().filter(status=PUBLISHED).order_by("name", "id")]
    fitting = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [each for _, each in fitting[:limit]]


def members_in_force(definition: PackageDefinition) -> dict[str, ItemVersion]:
    """For each item of the package that is offered today, its version in force, with item and department; one query."""
    codes = [member.item for member in definition.members]
    found = ItemVersion.objects.select_related("item__department").filter(
        status=ItemVersion.Status.PUBLISHED, item__code__in=codes
    )
    return {version.item.code: version for version in found.order_by("id")}


def definitions_in_force(versions: Iterable[ItemVersion]) -> dict[str, Definition]:
    """What these versions say, by code of the item: what all questions about the whole of a package are asked with."""
    return {version.item.code: definition_of(version) for version in versions}


def package_troubles(code: str) -> list[Fault]:
    """Why the package cannot be applied for today; empty when it can."""
    return package_faults(package_definition_of(package(code)))


def package_faults(definition: PackageDefinition) -> list[Fault]:
    """What keeps this from being published today; empty when nothing does."""
    return faults_of_package(definition, items=definitions_in_force(members_in_force(definition).values()))


def refuse_troubled(definition: PackageDefinition, *, items: dict[str, Definition]) -> None:
    """Refuses to go on with a package that does not fit its items any more."""
    troubles = faults_of_package(definition, items=items)
    if troubles:
        raise PackageUnavailable(
            f"“{definition.name}”暂时不能一次办：{troubles[0].message}",
            remedy="里面的事项可以一件一件办，在每个事项的办事指南里申请。",
        )


def faults_of_package(definition: PackageDefinition, *, items: dict[str, Definition]) -> list[Fault]:
    """What is wrong with a package: in itself, with these items, with its lead and its topics."""
    return [*package_obstacles(definition, items=items), *_unknown_lead(definition), *unknown_topics(definition.topics)]


def _unknown_lead(definition: PackageDefinition) -> list[Fault]:
    try:
        organisations.department(definition.lead)
    except organisations.NoSuchDepartment:
        return [Fault("lead", "牵头部门", f"没有编码为“{definition.lead}”的部门，请写明由哪个部门牵头。")]
    return []


def _words(version: PackageVersion) -> set[str]:
    definition = package_definition_of(version)
    return set(words_of(" ".join([definition.name, *definition.keywords])))


def _joined() -> QuerySet[PackageVersion]:
    return PackageVersion.objects.select_related("package__lead")


def _one(wanted: QuerySet[PackageVersion]) -> PackageVersion:
    found = wanted.first()
    if found is None:
        raise NoSuchPackage("找不到这件事，它可能已经取消。", remedy="请到“一件事一次办”里重新找。")
    return found
