"""What keeps the forms and materials of the members from becoming one: each fault with its place."""

from collections.abc import Iterator

from ..conditions import references
from ..definition import Definition, Form, LayoutField
from ..faults import Fault
from ..fields import schema_of, title_of
from .choosing import Items, name_of_member
from .definition import Member, PackageDefinition, SharedField
from .forms import clash_of, joint_names
from .rewriting import sees_the_whole

# What a form may say besides its fields; any other rule is about the form as a whole, and names fields as they were.
SAID_OF_FORMS = {"$schema", "$id", "type", "title", "description", "properties", "required", "additionalProperties"}


def faults_of_joint_form(package: PackageDefinition, items: Items) -> Iterator[Fault]:
    """Fields asked once exist and agree, and no condition or rule of a member's form is lost in the whole."""
    for page in package.pages:
        if not page.fields:
            yield Fault(f"pages.{page.code}", page.title, f"页面“{page.title}”上没有字段。")
        for field in page.fields:
            yield from _shared(package, field, items)
    for member in package.members:
        form = items[member.item].form
        if form:
            yield from _asked_twice(package, member)
            yield from _form(member, items[member.item], form)
            yield from _order(package, member, form)


def faults_of_same_materials(package: PackageDefinition, items: Items) -> Iterator[Fault]:
    """What is said to be the same paper is there."""
    members = {member.key: member for member in package.members}
    for place, same in enumerate(package.materials, start=1):
        for key, code in same.of.items():
            member = members.get(key)
            known = {each.code for each in items[member.item].materials} if member else set()
            if code not in known:
                words = f"第 {place} 组相同材料里，“{key}”没有“{code}”这样材料。"
                yield Fault(f"materials.{place}.{key}", "相同材料", words)


def _shared(package: PackageDefinition, field: SharedField, items: Items) -> Iterator[Fault]:
    members = {member.key: member for member in package.members}
    place, schemas = f"fields.{field.name}", []
    if not field.of:
        yield Fault(place, field.name, f"共用字段“{field.name}”没有写它是哪些事项的字段。")
    for key, name in field.of.items():
        member = members.get(key)
        form = items[member.item].form if member else None
        if form is None or name not in form.schema.get("properties", {}):
            yield Fault(f"{place}.{key}", field.name, f"共用字段“{field.name}”：“{key}”的表里没有“{name}”。")
        else:
            schemas.append(schema_of(form, name))
    clash = clash_of(schemas) if len(schemas) == len(field.of) > 0 else None
    if clash:
        label = field.title or title_of(schemas[0], field.name)
        yield Fault(place, label, f"“{label}”不能合成一个：几张表里{clash}。")


def _asked_twice(package: PackageDefinition, member: Member) -> Iterator[Fault]:
    own = [field.of[member.key] for page in package.pages for field in page.fields if member.key in field.of]
    for name in sorted({name for name in own if own.count(name) > 1}):
        yield Fault(f"members.{member.key}.{name}", name, f"“{member.key}”的“{name}”放进了不止一个共用字段。")


def _form(member: Member, definition: Definition, form: Form) -> Iterator[Fault]:
    name = name_of_member(member, definition)
    for rule in sorted(form.schema.keys() - SAID_OF_FORMS):
        words = f"“{name}”的表有针对整张表的规则“{rule}”，合并以后管不到。"
        yield Fault(f"members.{member.key}.form", name, words)
    for when in _conditions_of(form):
        if sees_the_whole(when):
            words = f"“{name}”的表里，条件“{when}”看的是整张表或者没有填的项，合并以后意思会变。"
            yield Fault(f"members.{member.key}.form", name, words)


def _conditions_of(form: Form) -> Iterator[str]:
    for page in form.pages:
        yield page.when
        for field in page.fields:
            yield from (each.when for each in (field, *field.fields))


def _order(package: PackageDefinition, member: Member, form: Form) -> Iterator[Fault]:
    """A field asked once comes first; its condition can look only at fields asked once that come before it."""
    names = joint_names(package, member, form=form)
    order = [field.name for page in package.pages for field in page.fields]
    for page in form.pages:
        for layout in page.fields:
            shared = names.get(layout.name, "")
            if shared not in order:
                continue
            for name in sorted(_looked_at(page.when, layout)):
                if names.get(name, "") not in order[: order.index(shared)]:
                    words = f"共用字段“{shared}”要看“{name}”才知道问不问，请把“{name}”也放进共用字段，排在它前面。"
                    yield Fault(f"fields.{shared}", shared, words)


def _looked_at(page_when: str, layout: LayoutField) -> set[str]:
    conditions = (page_when, *(each.when for each in (layout, *layout.fields)))
    return {name for when in conditions for source, name in references(when) if source == "answers"}
