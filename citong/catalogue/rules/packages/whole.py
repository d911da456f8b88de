"""The whole as one ordinary definition, so that screens which prepare an item prepare a package, too."""

from ..conditions import Answers, Situation
from ..definition import Assurances, Definition, EntryMode, ItemType, Result, Term, Visits
from .choosing import Items, questions_of_package, selected
from .definition import PackageDefinition
from .forms import joint_form
from .materials import merged_fees, merged_materials


def whole_of(package: PackageDefinition, *, items: Items, situation: Situation, answers: Answers) -> Definition:
    """What the package asks of somebody in this situation, after the answers given so far.

    Its questions, materials and fees are those that apply: their conditions have been looked at already.
    """
    members = selected(package, situation=situation)
    results = [result for member in members for result in items[member.item].results]
    shared = merged_materials(package, items=items, situation=situation, answers=answers)
    return Definition(
        name=package.name,
        item_type=ItemType.PUBLIC_SERVICE,
        department=package.lead,
        audience=package.audience,
        summary=package.summary,
        who=package.who,
        result_words=package.result_words,
        topics=package.topics,
        keywords=package.keywords,
        promised=Term(days=package.promised_days),
        legal_basis=package.legal_basis,
        situations=questions_of_package(package, items=items, situation=situation),
        materials=[each.material for each in shared],
        form=joint_form(package, items=items, situation=situation),
        fees=merged_fees(package, items=items, situation=situation, answers=answers),
        results=[Result(name=each.name, kind=each.kind, validity=each.validity) for each in results],
        faqs=package.faqs,
        consult_phone=package.consult_phone,
        supervise_phone=package.supervise_phone,
        entry_mode=EntryMode.FULL,
        visits=Visits(window=1, five_star=0),
        assurances=Assurances(online=max((items[each.item].assurances.online for each in members), default=1)),
        sample_data=package.sample_data,
    )
