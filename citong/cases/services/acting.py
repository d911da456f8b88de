"""Applicants act themselves, or somebody acts for them: then the mandate must be in force and mean this very thing."""

from collections.abc import Iterable
from datetime import datetime

from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..models import Case, Draft, JointCase


def refuse_beyond_item(version: catalogue.ItemVersion, *, by: Actor, at: datetime) -> None:
    """Whoever begins or hands in for another may do so for this item, with the signed paper where the item asks for it;
    nobody who acts for themselves is asked anything."""
    if by.on_behalf_of:
        wants_paper = catalogue.definition(version.pk).wants_signed_mandate
        _refuse(by, [version.item.code], version.topics, wants_paper=wants_paper, at=at)


def refuse_beyond_package(
    version: catalogue.PackageVersion, *, wanted: Iterable[catalogue.Definition], by: Actor, at: datetime
) -> None:
    """Of a package, every item must be meant; those that are `wanted` of it say whether they ask for the paper."""
    if by.on_behalf_of:
        wants_paper = any(each.wants_signed_mandate for each in wanted)
        _refuse(by, version.items, version.topics, wants_paper=wants_paper, at=at)


def refuse_beyond_draft(draft: Draft, *, by: Actor, at: datetime) -> None:
    """What is prepared for another is closed to the agent as soon as the mandate ends."""
    if not by.on_behalf_of:
        return
    if draft.item_version is not None:
        _refuse(by, [draft.item_version.item.code], draft.item_version.topics, at=at)
    elif draft.package_version is not None:
        refuse_beyond_package(draft.package_version, wanted=(), by=by, at=at)


def refuse_beyond_case(case: Case, *, by: Actor, at: datetime) -> None:
    """What becomes of an application that was handed in."""
    if by.on_behalf_of:
        version = case.item_version
        _refuse(by, [version.item.code], version.topics, case=ref("case", case.pk), at=at)


def refuse_beyond_whole(joint: JointCase, *, by: Actor, at: datetime) -> None:
    """The same for a whole."""
    refuse_beyond_package(joint.package_version, wanted=(), by=by, at=at)


def _refuse(
    by: Actor, items: list[str], topics: list[str], *, case: str = "", wants_paper: bool = False, at: datetime
) -> None:
    power = identity.Power.FILE
    identity.refuse_unmandated(
        by=by, power=power, items=items, topics=topics, case=case, wants_paper=wants_paper, at=at
    )
