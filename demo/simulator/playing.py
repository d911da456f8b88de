"""Makes acts come true: each is one verb of the cases, called by whoever would call it."""

from citong.cases import facade as cases
from citong.kernel.actors import Actor

from . import words
from .offices import Offices
from .papers import Folder
from .stories import PROCEDURES, Act, Story


class Players:
    """Applicants and officials, with the files that they have at hand."""

    def __init__(self, offices: Offices) -> None:
        self._offices = offices
        self._folder = Folder()
        self._case_ids: dict[str, int] = {}

    def play(self, act: Act, *, story: Story, key: str, turn: int) -> None:
        """Do it, as the verbs allow; a refusal rises, because somebody else has taken the case up."""
        if act.move == "submit":
            self._case_ids[key] = self._submit(act, story, key).case_id
            return
        case_id = _up(self._case_id(story, key, act), act.up)
        by = self._offices.holder(*act.by, turn=turn) if act.by else story.application.applicant.actor
        PLAYED[act.move](case_id, act, story, by, self._folder)

    def _submit(self, act: Act, story: Story, key: str) -> cases.Filed:
        by = story.application.applicant.actor
        materials = [(code, self._folder.key(name, by=by, at=act.at)) for code, name in story.application.materials]
        return self._filed(act, story, key, materials)

    def _case_id(self, story: Story, key: str, act: Act) -> int:
        """Of a case filed by an earlier process, the same submission tells the id: it is made once."""
        if key not in self._case_ids:
            self._case_ids[key] = self._filed(act, story, key, []).case_id
        return self._case_ids[key]

    def _filed(self, act: Act, story: Story, key: str, materials: list[tuple[str, str]]) -> cases.Filed:
        application = cases.Application(
            item_code=story.application.offer.code,
            situation=story.application.situation,
            answers=story.application.answers,
            materials=materials,
            party=story.application.applicant.party,
        )
        return cases.submit(application, key=key, declared=True, by=story.application.applicant.actor, at=act.at)


def _up(case_id: int, levels: int) -> int:
    """The case of so many levels above that came of this one."""
    for _ in range(levels):
        above = cases.case_above(cases.case(case_id))
        if above is None:
            raise cases.NotForwarded("这个办件还没有转报到上级。")
        case_id = above.pk
    return case_id


def _pass_pre_review(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    cases.pass_pre_review(case_id, note=act.words, by=by, at=act.at)


def _ask_to_correct(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    cases.ask_to_correct(case_id, gaps=act.gaps, why_again=act.words, by=by, at=act.at)


def _correct(case_id: int, act: Act, _story: Story, by: Actor, folder: Folder) -> None:
    cases.correct(case_id, answers={}, materials=_brought(act, by=by, folder=folder), by=by, at=act.at)


def _brought(act: Act, *, by: Actor, folder: Folder) -> list[tuple[str, str]]:
    wanted = [(gap.target.partition("materials.")[2], gap.title) for gap in act.gaps]
    return [(code, folder.key(name, by=by, at=act.at)) for code, name in wanted if code]


def _ask_to_add(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    cases.ask_to_add(case_id, gaps=act.gaps, by=by, at=act.at)


def _add(case_id: int, act: Act, _story: Story, by: Actor, folder: Folder) -> None:
    cases.add(case_id, answers={}, materials=_brought(act, by=by, folder=folder), by=by, at=act.at)


def _turn_away(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    if act.competent_body:
        cases.turn_away(case_id, reason=act.words, competent_body=act.competent_body, by=by, at=act.at)
    else:
        cases.send_back(case_id, reason=act.words, by=by, at=act.at)


def _accept(case_id: int, act: Act, story: Story, by: Actor, _folder: Folder) -> None:
    handed_in = {code for code, _ in story.application.materials}
    materials = [each for each in story.application.offer.definition.materials if each.code in handed_in]
    points = {each.code: list(range(len(each.review_points))) for each in materials if each.review_points}
    cases.accept(case_id, points=points, note=act.words, by=by, at=act.at)


def _give_opinion(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    asked = cases.Review.objects.filter(case=case_id, stage=act.stage, step=act.step, ended_at=None).first()
    if asked is None:
        raise cases.ReviewAlreadyGiven("这项意见已经提交过了。")
    stages = cases.stages_of(cases.case(case_id))
    points = {
        f"step.{s.code}": list(range(len(s.points))) for stage in stages for s in stage.steps if s.code == act.step
    }
    cases.give_opinion(asked.pk, favourable=act.is_favourable, opinion=act.words, points=points, by=by, at=act.at)


def _suspend(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    procedure = PROCEDURES[act.procedure]
    cases.suspend(case_id, procedure=procedure, announced_days=act.days, reason=act.words, by=by, at=act.at)


def _resume(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    cases.resume(case_id, outcome=act.words, by=by, at=act.at)


def _grant(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    cases.grant(case_id, reasons=act.words, by=by, at=act.at)


def _refuse(case_id: int, act: Act, story: Story, by: Actor, _folder: Folder) -> None:
    law = story.application.offer.definition.legal_basis[0]
    basis = f"《{law.law.strip('《》')}》{law.article}"
    cases.refuse(case_id, reasons=act.words, basis=basis, remedies=words.REMEDIES, by=by, at=act.at)


def _deliver(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    cases.deliver(case_id, how=act.words, by=by, at=act.at)


def _withdraw(case_id: int, act: Act, _story: Story, by: Actor, _folder: Folder) -> None:
    cases.withdraw(case_id, reason=act.words, by=by, at=act.at)


PLAYED = {
    "pass_pre_review": _pass_pre_review,
    "ask_to_correct": _ask_to_correct,
    "correct": _correct,
    "ask_to_add": _ask_to_add,
    "add": _add,
    "turn_away": _turn_away,
    "accept": _accept,
    "give_opinion": _give_opinion,
    "suspend": _suspend,
    "resume": _resume,
    "grant": _grant,
    "refuse": _refuse,
    "deliver": _deliver,
    "withdraw": _withdraw,
}
