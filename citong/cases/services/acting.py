"""Applicants act themselves, or somebody acts for them: then the mandate must be in force and mean this very thing."""

from datetime import datetime

from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..models import Case, Draft, JointCase


def refuse_beyond_item(version: catalogue.ItemVersion, *, by: Actor, at: datetime) -> None:
    """Whoever hands in for another may do so for this item; nobody who acts for themselves is asked anything."""
    if by.on_behalf_of:
        _refuse(by, [version.item.code], version.topics, at=at)


def refuse_beyond_package(version: catalogue.PackageVersion, *, by: Actor, at: datetime) -> None:
    """Of a package, every item must be meant."""
    if by.on_behalf_of:
        _refuse(by, version.items, version.topics, at=at)


def refuse_beyond_draft(draft: Draft, *, by: Actor, at: datetime) -> None:
    """What is prepared for another is closed to the agent as soon as the mandate ends."""
    if draft.item_version is not None:
        refuse_beyond_item(draft.item_version, by=by, at=at)
    elif draft.package_version is not None:
        refuse_beyond_package(draft.package_version, by=by, at=at)


def refuse_beyond_case(case: Case, *, by: Actor, at: datetime) -> None:
    """What becomes of an application that was handed in."""
    if by.on_behalf_of:
        version = case.item_version
        _refuse(by, [version.item.code], version.topics, case=ref("case", case.pk), at=at)


def refuse_beyond_whole(joint: JointCase, *, by: Actor, at: datetime) -> None:
    """The same for a whole."""
    refuse_beyond_package(joint.package_version, by=by, at=at)


def _refuse(by: Actor, items: list[str], topics: list[str], *, case: str = "", at: datetime) -> None:
    identity.refuse_unmandated(by=by, power=identity.Power.FILE, items=items, topics=topics, case=case, at=at)
