"""A hall after years of work: departments, items, and hundreds of thousands of cases in all their states.

Cases are made by SQL, for speed; they have what the pages show: history, clocks, opinions owed, decisions.
"""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import msgspec
from django.contrib.auth import login
from django.db import connection, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import item
from benchmarks.ground import establish, found_hall
from citong.cases import facade as cases
from citong.cases.rules.numbers import case_number
from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.crypto import new_token
from citong.kernel.encrypted import encrypted_column, json_text
from citong.organisations import facade as organisations

DEPARTMENTS: Final = 40
# A prime, so that every department has cases in all states.
ITEMS: Final = 251
DAYS: Final = 700
PEOPLE: Final = 40000
SEEN: Final = 2000
HOST: Final = "localhost"
# The last cases are open, each kind of work among them; what is older is done.
STATE: Final = """
    case when n < 0.96 * last then
             case when n %% 100 < 3 then 'withdrawn' when n %% 100 < 60 then 'closed' else 'delivered' end
         when n %% 10 < 2 then 'submitted' when n %% 10 < 4 then 'to_receive' when n %% 10 < 5 then 'correction'
         when n %% 10 < 8 then 'in_review' else 'to_decide' end
"""
CASES: Final = f"""
    insert into cases_case (number, item_version_id, department_id, state, stage, awaited_post_id, due_on, applicant,
        idempotency_key, channel, party_kind, party_name, party_id_type, party_id_number, contact_name, contact_phone,
        situation, answers, submitted_at, received_on, accepted_at, accepted_on, promised_due_on, statutory_due_on,
        decided_at, result, closed_at)
    select number, version, department, state, case when state = 'in_review' then 'visit' else '' end,
        case when state in ('submitted', 'to_receive') then window_post when state = 'to_decide' then approve_post end,
        case when not done then day + 5 end, 'account:' || n %% 50000, 'past-' || n, 'portal', 'person',
        '申请人' || n %% 40000, '111', %(number)s, '申请人' || n %% 40000,
        (select sealed from phone where phone.n = told.n %% 40000), %(situation)s, %(answers)s, at, day,
        case when accepted then at + interval '1 day' end, case when accepted then day + 1 end,
        case when accepted then day + 12 end, case when accepted then day + 30 end,
        case when decided then at + interval '6 days' end,
        case when decided then 'granted' when done then 'withdrawn' else '' end,
        case when done then at + interval '6 days' end
    from (select *, state in ('in_review', 'to_decide', 'closed', 'delivered') as accepted,
              state in ('closed', 'delivered') as decided, state in ('closed', 'delivered', 'withdrawn') as done
          from (select past.*, {STATE} as state
                from past, (select max(n) as last from past) as newest) as standing) as told
    join offer on offer.place = told.n %% (select count(*) from offer)
    order by n
"""
# What belongs to each case.
REST: Final = (
    """
    insert into cases_step (case_id, move, from_state, to_state, at, actor, actor_name, department_id, note, details)
    select id, move, before, after, at, actor, actor_name, dept, '', '{}' from (
        select id, 1 as turn, 'submit' as move, 'draft' as before, 'submitted' as after, submitted_at as at,
            applicant as actor, party_name as actor_name, null::bigint as dept from cases_case
        union all select id, 2, 'accept', 'submitted', 'accepted', accepted_at, 'account:1', '职工', department_id
            from cases_case where accepted_at is not null
        union all select id, 3, 'open_stage', 'accepted', 'in_review', accepted_at, 'account:1', '职工', department_id
            from cases_case where accepted_at is not null
        union all select id, 4, 'grant', 'to_decide', 'granted', decided_at, 'account:1', '职工', department_id
            from cases_case where decided_at is not null
        union all select id, 5, 'close', 'granted', 'closed', closed_at, 'system', '系统', null
            from cases_case where decided_at is not null
    ) as history order by id, turn
    """,
    """
    insert into cases_clockevent (case_id, kind, "on", at, actor, stops, procedure, reason, promised_due_on,
        statutory_due_on)
    select id, 'start', received_on + 1, accepted_at, 'account:1', '', '', '', promised_due_on, statutory_due_on
    from cases_case where accepted_at is not null order by id
    """,
    """
    insert into cases_review (case_id, stage, step, name, department_id, post_id, opened_at, due_on, favourable,
        opinion, points, given_at, given_by, given_by_name, ended_at)
    select cases_case.id, 'visit', 'site', '卫生查看', department_id, site_post, accepted_at, received_on + 4, given,
        '', '{}', case when given then accepted_at end, '', '', case when given then accepted_at end
    from cases_case join offer on offer.version = item_version_id,
        lateral (select case when state <> 'in_review' then true end) as opinion (given)
    where accepted_at is not null order by cases_case.id
    """,
    """
    insert into cases_decision (case_id, granted, reasons, basis, remedies, decided_at, decided_by, decided_by_name)
    select id, true, '', '', '', decided_at, 'account:1', '职工' from cases_case
    where decided_at is not null order by id
    """,
)


def gather(*, cases_wanted: int) -> None:
    """Make the hall; what the benchmark needs to know of it is told as JSON on the last line."""
    found_hall()
    offers = publish(departments=DEPARTMENTS, items=ITEMS)
    fill(offers, count=cases_wanted)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    session = _clerk(offers)
    pairs = _numbers_with_codes()
    codes = [code for code, *_ in offers]
    opened = _open_cases(offers[0][2])
    counted = _queries(session, pairs[0], codes[0], opened[0])
    print(json.dumps({"session": session, "codes": codes, "cases": pairs, "opened": opened, "queries": counted}))


# The item's code, its version, department, and the posts that receive, look, and approve.
Offer = tuple[str, int, int, int, int, int]


def publish(*, departments: int, items: int) -> list[Offer]:
    """Items, spread over departments."""
    offers: list[Offer] = []
    posts_of = {f"bench-{n}": establish(f"bench-{n}", serial=n) for n in range(1, departments + 1)}
    for number in range(items):
        code = f"bench-{number % departments + 1}"
        said = item.definition(name=f"示例事项第{number}号许可", department=code)
        version = catalogue.introduce(
            msgspec.convert(said, catalogue.Definition), code=f"BENCH-{number}", by=SYSTEM, at=timezone.now()
        )
        posts = posts_of[code]
        department = version.item.department_id
        offers.append((version.item.code, version.pk, department, posts["window"], posts["site"], posts["approve"]))
    return offers


@transaction.atomic
def fill(offers: list[Offer], *, count: int) -> None:
    """So many cases, with what belongs to them."""
    today = timezone.localdate()
    with connection.cursor() as cursor:
        # For this transaction only: rows made here are whole, and need not be checked one by one.
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("create temp table past (n int, number text, day date, at timestamptz) on commit drop")
        with cursor.copy("copy past (n, number, day, at) from stdin") as copy:
            for n in range(count):
                day = today - timedelta(days=(count - n) * DAYS // count)
                copy.write_row((n, _number(n, day), day, f"{day} 10:00+08"))
        cursor.execute(
            "create temp table offer (place int, version bigint, department bigint, window_post bigint, "
            "site_post bigint, approve_post bigint) on commit drop"
        )
        cursor.executemany(
            "insert into offer values (%s, %s, %s, %s, %s, %s)", [(n, *offer[1:]) for n, offer in enumerate(offers)]
        )
        cursor.execute("create temp table phone (n int primary key, sealed bytea) on commit drop")
        with cursor.copy("copy phone (n, sealed) from stdin") as copy:
            for n in range(PEOPLE):
                copy.write_row((n, _sealed("contact_phone", f"138{n:08d}")))
        said: dict[str, str | bytes] = {
            "situation": json.dumps(item.SITUATION),
            "number": _sealed("party_id_number", "11010519491231002X"),
            "answers": _sealed("answers", json_text(item.answers())),
        }
        cursor.execute(CASES, said)
        for statement in REST:
            cursor.execute(statement)


def _sealed(name: str, text: str) -> bytes:
    """What a column of a case holds of this text."""
    return encrypted_column(cases.Case, name).written(text)


def _number(n: int, day: date) -> str:
    return case_number("350502000000", day, n)


def _clerk(offers: list[Offer]) -> str:
    """A clerk at the receiving window of one department signs in; returns the session's cookie."""
    _, _, department, window, *_ = offers[0]
    now = timezone.now()
    staff = organisations.appoint(
        "B0001",
        name="职工",
        department_id=department,
        post_ids=[window],
        valid_from=date(2020, 1, 1),
        by=SYSTEM,
        at=now,
    )
    account = identity.open_staff_account(staff.pk, login="B0001", password=new_token(), by=SYSTEM, at=now)
    request = HttpRequest()
    request.session = identity.SessionStore()
    login(request, account, backend="citong.identity.adapters.passwords.PasswordBackend")
    request.session.save()
    return str(request.session.session_key)


def _numbers_with_codes() -> list[tuple[str, str]]:
    """Cases that people ask after, spread over all of them, each with its query code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select number from cases_case where id %% greatest((select count(*) from cases_case) / %s, 1) = 0", [SEEN]
        )
        numbers = [number for (number,) in cursor.fetchall()]
    return [(number, cases.query_code_of(cases.Case(number=number))) for number in numbers]


def _open_cases(department: int) -> list[int]:
    """The cases of a department that are on their way, in all their states."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from cases_case where department_id = %s and closed_at is null order by id limit %s",
            [department, SEEN],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _queries(session: str, pair: tuple[str, str], code: str, opened: int) -> dict[str, int]:
    """How many statements each page takes, once the process is warm."""
    clerk, anybody = Client(SERVER_NAME=HOST), Client(SERVER_NAME=HOST)
    clerk.cookies["sessionid"] = session
    asked = {"number": pair[0], "code": pair[1]}
    pages: dict[str, Callable[[], HttpResponseBase]] = {
        "guide": lambda: anybody.get(f"/items/{code}/"),
        "progress": lambda: anybody.post("/progress/", asked),
        "desk": lambda: clerk.get("/desk/cases/", {"state": "in_review"}),
        "work": lambda: clerk.get("/desk/"),
        "case": lambda: clerk.get(f"/desk/cases/{opened}/"),
    }
    counted = {}
    for name, visit in pages.items():
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                answer = visit()
            if answer.status_code != 200:
                raise SystemExit(f"The page “{name}” answers {answer.status_code}.")
        counted[name] = len(captured)
    return counted
