"""What a version says. Published versions never change, so each process keeps the definitions it read last."""

from collections import OrderedDict
from threading import Lock

import msgspec

from ..errors import NoSuchItem
from ..models import ItemVersion
from ..rules.definition import Definition

KEPT_AT_MOST = 2000
_kept: OrderedDict[int, Definition] = OrderedDict()
_lock = Lock()


def definition(version_id: int) -> Definition:
    """What this version says; no query when the process has read it before."""
    known = _recalled(version_id)
    if known:
        return known
    found = ItemVersion.objects.only("id", "status", "definition").filter(pk=version_id).first()
    if found is None:
        raise NoSuchItem("找不到事项的这一版。")
    return definition_of(found)


def definition_of(version: ItemVersion) -> Definition:
    """What this version, already at hand, says."""
    if version.status == ItemVersion.Status.DRAFT:
        return msgspec.convert(version.definition, Definition)
    known = _recalled(version.pk)
    return known or _remembered(version.pk, msgspec.convert(version.definition, Definition))


def _recalled(version_id: int) -> Definition | None:
    with _lock:
        if version_id in _kept:
            _kept.move_to_end(version_id)
        return _kept.get(version_id)


def _remembered(version_id: int, found: Definition) -> Definition:
    with _lock:
        _kept[version_id] = found
        if len(_kept) > KEPT_AT_MOST:
            _kept.popitem(last=False)
    return found
