"""Questions about divisions, departments, posts, and the people in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from citong.kernel.permissions import Reach
from citong.kernel.scopes import Place, Scope
from citong.kernel.statements import prepared

from ..errors import NoSuchDepartment, NoSuchDivision, NoSuchPost, NoSuchStaff
from ..models import Assignment, Department, Division, Post, Staff, Substitution

SIGNIFICANT_DIGITS = {
    Division.Level.PROVINCE: 2,
    Division.Level.CITY: 4,
    Division.Level.COUNTY: 6,
    Division.Level.TOWN: 9,
    Division.Level.VILLAGE: 12,
}


@dataclass(frozen=True)
class Standing:
    """As whom a member of staff acts on a day: for which department, in which posts, with which duties.

    `in_for` says of each post that is not their own whose it is.
    """

    staff_id: int
    name: str
    department_id: int
    posts: frozenset[int]
    duties: frozenset[str]
    in_for: Mapping[int, str] = field(default_factory=dict, hash=False)


def division(code: str) -> Division:
    """The division under this 12-digit code."""
    found = Division.objects.select_related("parent").filter(pk=code).first()
    if found is None:
        raise NoSuchDivision("没有这个行政区划代码。", division=code)
    return found


def children_of(code: str) -> QuerySet[Division]:
    """The divisions right below this one, by code."""
    return Division.objects.filter(parent=code).order_by("code")


def streets_of(code: str) -> QuerySet[Division]:
    """All streets and townships within this division, by code."""
    above = division(code)
    prefix = code[: SIGNIFICANT_DIGITS[Division.Level(above.level)]]
    return Division.objects.filter(level=Division.Level.TOWN, code__startswith=prefix).order_by("code")


def department(code: str) -> Department:
    """The department under this short name."""
    return _one_department(Q(code=code))


def department_by_id(department_id: int) -> Department:
    """The department with this id."""
    return _one_department(Q(pk=department_id))


def department_by_uscc(uscc: str) -> Department:
    """The department with this unified social credit code."""
    return _one_department(Q(uscc=uscc))


def _one_department(wanted: Q) -> Department:
    found = Department.objects.select_related("division").filter(wanted).first()
    if found is None:
        raise NoSuchDepartment("找不到这个部门。")
    return found


def departments(*, on: date) -> QuerySet[Department]:
    """The departments that exist on this day, by code."""
    return (
        Department.objects.select_related("division")
        .filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
        .order_by("code")
    )


def current_department(department_id: int, *, on: date) -> Department:
    """Who answers on this day for what the department did: itself, or the last of its successors."""
    found = department_by_id(department_id)
    while found.valid_to is not None and found.valid_to <= on and found.successor_id is not None:
        found = department_by_id(found.successor_id)
    return found


@lru_cache(maxsize=10_000)
def place(department_id: int) -> Place:
    """Where a department lies, for asking who may do something there; kept in the process, for it never moves."""
    return Place(department=department_id, area=department_by_id(department_id).division_id)


def scope_of_division(code: str, *, with_below: bool) -> Scope:
    """Everything in a division, with or without the divisions below it."""
    level = Division.Level(division(code).level)
    return Scope(area=code, prefix=code[: SIGNIFICANT_DIGITS[level]] if with_below else "")


def within(reach: Reach, *, path: str = "department") -> Q:
    """The rows whose department, found along this path, somebody's permission covers; a join at most, never a list."""
    if reach.everywhere:
        return Q()
    found = Q(pk__in=())
    for department_id in sorted(reach.departments):
        found |= Q((f"{path}_id", department_id))
    for scope in sorted(reach.areas, key=lambda scope: scope.area):
        word = "startswith" if scope.prefix else "exact"
        found |= Q((f"{path}__division__code__{word}", scope.prefix or scope.area))
    return found


def posts_of(department_id: int) -> QuerySet[Post]:
    """The posts of a department that have not ended, by code."""
    posts = Post.objects.select_related("department").filter(department=department_id, ended_at=None)
    return posts.order_by("code")


def posts_with_holders(department_id: int, *, on: date) -> QuerySet[Post]:
    """The posts of a department that have not ended, by code, each with who holds it from this day on."""
    still = Assignment.objects.select_related("staff").filter(Q(valid_to=None) | Q(valid_to__gt=on))
    holders = Prefetch("assignments", still.order_by("valid_from", "pk"))
    return posts_of(department_id).prefetch_related(holders)


def post_by_id(post_id: int) -> Post:
    """The post under this id, unless it has ended."""
    found = Post.objects.select_related("department").filter(pk=post_id, ended_at=None).first()
    if found is None:
        raise NoSuchPost("找不到这个岗位，或者已经撤了。")
    return found


def post(department_code: str, post_code: str) -> Post:
    """The post of this department under this code."""
    found = posts_by_keys([(department_code, post_code)])
    if not found:
        raise NoSuchPost("这个部门没有这个岗位。", department=department_code, post=post_code)
    return found[department_code, post_code]


def posts_by_keys(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Post]:
    """The posts under these pairs of department code and post code, in one query; what does not exist is left out."""
    wanted = set(keys)
    found = Post.objects.select_related("department").filter(
        department__code__in={department_code for department_code, _ in wanted}, code__in={code for _, code in wanted}
    )
    by_key = {(each.department.code, each.code): each for each in found.order_by("department__code", "code")}
    return {key: each for key, each in by_key.items() if key in wanted}


def staffed_posts(keys: Iterable[tuple[str, str]], *, on: date) -> dict[tuple[str, str], int]:
    """How many people hold each of these posts on this day, by codes of department and post; one query.

    Posts that do not exist, or whose department does not on this day, are left out.
    """
    wanted = set(keys)
    held = Q(assignments__valid_from__lte=on) & (Q(assignments__valid_to=None) | Q(assignments__valid_to__gt=on))
    found = (
        posts_on(on)
        .filter(department__code__in={department_code for department_code, _ in wanted})
        .annotate(holders=Count("assignments__staff", filter=held, distinct=True))
    )
    counted = {(each.department.code, each.code): each.holders for each in found}
    return {key: holders for key, holders in counted.items() if key in wanted}


def posts_on(day: date) -> QuerySet[Post]:
    """The posts of all departments that exist on this day, each with its department, by their codes; ended ones not."""
    exists = Q(ended_at=None) & (Q(department__valid_to=None) | Q(department__valid_to__gt=day))
    posts = Post.objects.select_related("department").filter(exists, department__valid_from__lte=day)
    return posts.order_by("department__code", "code")


def staff_member(staff_id: int) -> Staff:
    """Somebody who works here, with the department."""
    found = Staff.objects.select_related("department").filter(pk=staff_id).first()
    if found is None:
        raise NoSuchStaff("找不到这位工作人员。")
    return found


def staff_with_duty(department_id: int, *, duties: Iterable[str], on: date) -> list[int]:
    """The ids of those who hold a post of one of these duties in this department on this day."""
    held = Assignment.objects.filter(_in_force(on), post__department=department_id, post__duty__in=list(duties))
    return sorted(set(held.order_by("pk").values_list("staff_id", flat=True)))


def staff_of(department_id: int) -> QuerySet[Staff]:
    """Who works for this department, by number."""
    return Staff.objects.select_related("department").filter(department=department_id).order_by("number")


def standing_of(staff_id: int, *, on: date) -> Standing:
    """As whom this member of staff acts on this day, also in the posts of those for whom they stand in; one query.

    Whoever holds no post of their own, such as somebody who has left, stands in for nobody.
    """
    places = _places(staff_id, on=on)
    own = [place for place in places if not place.in_for]
    if not own:
        raise NoSuchStaff("找不到这位工作人员。")
    held = {place.post: place.duty for place in own if place.post is not None}
    others = [place for place in places if place.in_for and held]
    stood_in = {place.post: place.duty for place in others if place.post is not None and place.post not in held}
    posts = held | stood_in
    return Standing(
        staff_id=staff_id,
        name=own[0].person,
        department_id=own[0].department,
        posts=frozenset(posts),
        duties=frozenset(posts.values()),
        in_for={post_id: _names(place.in_for for place in others if place.post == post_id) for post_id in stood_in},
    )


class _Place(NamedTuple):
    """A post in which somebody acts; `post` is missing of those who hold none, `in_for` says whose it is."""

    person: str
    department: int
    post: int | None
    duty: str
    in_for: str


# By hand: every request of an official begins with it (benchmarks/read). The posts of the absent count as long as
# these hold them themselves: what they stand in for is not passed on.
STANDING = """
select person.name, person.department_id, held.post_id, coalesce(post.duty, ''), ''
from organisations_staff person
left join organisations_assignment held on held.staff_id = person.id
    and held.valid_from <= %(on)s::date and (held.valid_to is null or held.valid_to > %(on)s::date)
left join organisations_post post on post.id = held.post_id
where person.id = %(staff)s
union all
select person.name, person.department_id, handed.post_id, post.duty, absent.name
from organisations_substitution substitution
join organisations_substitutedpost handed on handed.substitution_id = substitution.id
join organisations_post post on post.id = handed.post_id
join organisations_staff person on person.id = substitution.substitute_id
join organisations_staff absent on absent.id = substitution.absent_id
where substitution.substitute_id = %(staff)s
    and substitution.valid_from <= %(on)s::date and substitution.valid_to > %(on)s::date
    and exists (select from organisations_assignment theirs
                where theirs.staff_id = substitution.absent_id and theirs.post_id = handed.post_id
                    and theirs.valid_from <= %(on)s::date
                    and (theirs.valid_to is null or theirs.valid_to > %(on)s::date))
"""


def _places(staff_id: int, *, on: date) -> list[_Place]:
    """In which posts somebody acts, their own first."""
    with prepared() as cursor:
        cursor.execute(STANDING, {"staff": staff_id, "on": on})
        return [_Place(*row) for row in cursor.fetchall()]


def _names(names: Iterable[str]) -> str:
    """Several colleagues in one post are named together."""
    return "、".join(sorted(set(names)))


def posts_held(staff_id: int, *, on: date) -> QuerySet[Post]:
    """The posts that are this person's own on this day, by code; those they stand in for are not among them."""
    own = Assignment.objects.filter(_in_force(on), staff=staff_id, post=OuterRef("pk"))
    return Post.objects.select_related("department").filter(Exists(own)).order_by("code")


def posts_by_staff(staff_ids: Iterable[int], *, on: date) -> dict[int, list[Post]]:
    """The posts that are each one's own on this day, by code; one query."""
    found: dict[int, list[Post]] = {}
    held = Assignment.objects.select_related("post").filter(_in_force(on), staff__in=list(staff_ids))
    for each in held.order_by("post__code"):
        found.setdefault(each.staff_id, []).append(each.post)
    return found


def hand_overs_of(staff_id: int, *, size: int = 50) -> list[Substitution]:
    """Who stood in for this person, and for whom they stood in, newest first."""
    return list(_hand_overs().filter(Q(absent=staff_id) | Q(substitute=staff_id))[:size])


def hand_overs_in(department_id: int, *, before: int | None = None, size: int = 20) -> list[Substitution]:
    """Every hand-over in a department, newest first; `before` is the id that the page before ended with."""
    found = _hand_overs().filter(department=department_id)
    return list((found.filter(pk__lt=before) if before else found)[:size])


def _hand_overs() -> QuerySet[Substitution]:
    posts = Prefetch("posts", Post.objects.order_by("code"))
    return Substitution.objects.select_related("absent", "substitute").prefetch_related(posts).order_by("-pk")


def _in_force(on: date) -> Q:
    """An assignment holds on this day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
