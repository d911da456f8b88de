"""What follows when people leave their posts, and when one of them looks at what is not theirs to see."""

from django.utils import timezone

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.kernel.refs import ref
from citong.kernel.scopes import Scope
from citong.notices import facade as notices
from citong.organisations import facade as organisations

TOLD = ("head", "supervision")


@on(organisations.AssignmentEnded)
def end_what_rested_on_the_post(fact: organisations.AssignmentEnded) -> None:
    """Roles that were granted to the holder of a post do not come back when somebody holds it again later."""
    identity.end_grants_on_post(fact.staff_id, post_id=fact.post_id, by=SYSTEM, at=timezone.now())


@on(cases.GlassBroken)
def tell_whose_case_was_opened(fact: cases.GlassBroken) -> None:
    """The head of the handling department and everybody who watches over it learn who looked, and why."""
    look = cases.emergency_look(fact.look_id)
    day = timezone.localdate(look.opened_at)
    staff = organisations.staff_with_duty(look.case.department_id, duties=TOLD, on=day)
    accounts = {account.pk for account in identity.accounts_of_staff(staff).values()}
    place = organisations.place(look.case.department_id)
    for grant in identity.holders_of("supervisor", on=day):
        if Scope(grant.department_id, grant.division_id or "", grant.prefix).covers(place):
            accounts.add(grant.account_id)
    wording = notices.glass_broken(number=look.case.number, who=look.by_name, reason=look.reason, until=look.until)
    for account_id in sorted(accounts):
        notices.send(
            wording,
            to=ref("account", account_id),
            phone="",
            subject=ref("case", look.case_id),
            link="/desk/emergency/",
            occasion=ref("emergency", look.pk),
            by=SYSTEM,
            at=look.opened_at,
        )
