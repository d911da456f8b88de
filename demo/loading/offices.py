"""Steps: divisions, the working calendar, departments with posts and people, halls with windows."""

from collections.abc import Callable
from datetime import datetime
from io import StringIO

from django.core.management import call_command

from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

from .reading import Body, Place, structure

Progress = Callable[[int, int], None]


def load_divisions(*, by: Actor, at: datetime, progress: Progress) -> None:
    """The divisions that ship with the project."""
    if not _has_divisions():
        call_command("load_divisions", stdout=StringIO())
    organisations.seed_calendar(by=by, at=at)
    progress(1, 1)


def _has_divisions() -> bool:
    try:
        organisations.division(structure().departments[0].division)
    except organisations.NoSuchDivision:
        return False
    return True


def load_departments(*, by: Actor, at: datetime, progress: Progress) -> None:
    """The departments, with their posts and the people in them; then those that ended before, with successors."""
    bodies = [*structure().departments, *structure().ended]
    for done, body in enumerate(bodies, start=1):
        department_id = _department_id(body, by=by, at=at)
        _create_posts(body, department_id, by=by, at=at)
        _appoint(body, department_id, by=by, at=at)
        progress(done, len(bodies))


def _department_id(body: Body, *, by: Actor, at: datetime) -> int:
    try:
        return organisations.department(body.code).pk
    except organisations.NoSuchDepartment:
        return _establish(body, by=by, at=at)


def _establish(body: Body, *, by: Actor, at: datetime) -> int:
    department = organisations.establish_department(
        code=body.code,
        uscc=body.uscc,
        name=body.name,
        short_name=body.short_name,
        letter_word=body.letter_word,
        kind=body.kind,
        division=body.division,
        phone=body.phone,
        supervision_phone=body.supervision_phone,
        valid_from=body.valid_from,
        by=by,
        at=at,
    )
    if body.valid_to:
        successor = organisations.department(body.successor)
        organisations.reorganise(department.pk, into=successor.pk, on=body.valid_to, by=by, at=at)
    return department.pk


def _create_posts(body: Body, department_id: int, *, by: Actor, at: datetime) -> None:
    known = {post.code for post in organisations.posts_of(department_id)}
    for kind in structure().posts:
        if kind.code in body.posts and kind.code not in known:
            organisations.create_post(department_id, code=kind.code, name=kind.name, duty=kind.duty, by=by, at=at)


def _appoint(body: Body, department_id: int, *, by: Actor, at: datetime) -> None:
    known = {staff.number for staff in organisations.staff_of(department_id)}
    posts = {post.code: post.pk for post in organisations.posts_of(department_id)}
    for person in body.staff:
        if person.number not in known:
            organisations.appoint(
                person.number,
                name=person.name,
                department_id=department_id,
                post_ids=[posts[code] for code in person.posts],
                valid_from=body.valid_from,
                by=by,
                at=at,
            )


def load_halls(*, by: Actor, at: datetime, progress: Progress) -> None:
    """The halls and which department sits at which window."""
    places = structure().halls
    windows = {hall.code: {window.number for window in hall.windows.all()} for hall in organisations.halls()}
    for done, place in enumerate(places, start=1):
        if place.code not in windows:
            _open_hall(place, by=by, at=at)
        _open_windows(place, known=windows.get(place.code, set()), by=by, at=at)
        progress(done, len(places))


def _open_hall(place: Place, *, by: Actor, at: datetime) -> None:
    organisations.open_hall(
        place.code,
        name=place.name,
        address=place.address,
        hours=place.hours,
        phone=place.phone,
        division=place.division,
        by=by,
        at=at,
    )


def _open_windows(place: Place, *, known: set[str], by: Actor, at: datetime) -> None:
    for counter in place.windows:
        if counter.number not in known:
            organisations.open_window(
                place.code,
                number=counter.number,
                department_id=organisations.department(counter.department).pk,
                floor=counter.floor,
                by=by,
                at=at,
            )
