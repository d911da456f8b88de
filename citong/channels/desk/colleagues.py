"""Who can be sent or named in a case, and to which posts it can go."""

from citong.cases import facade as cases
from citong.organisations import facade as organisations


def colleagues_in(case: cases.Case) -> list[tuple[str, str]]:
    """The staff of the departments that handle or review the case, to be chosen from."""
    involved = dict.fromkeys([case.department_id, *(review.department_id for review in case.reviews.all())])
    people = [person for department in involved for person in organisations.staff_of(department)]
    return [(str(each.pk), f"{each.department.short_name} {each.name}（{each.number}）") for each in people]


def posts_beside(post: organisations.Post) -> list[tuple[str, str]]:
    """The other posts of the same department that do the same work."""
    same = [each for each in organisations.posts_of(post.department_id) if each.duty == post.duty]
    return [(str(each.pk), each.name) for each in same if each.pk != post.pk]
