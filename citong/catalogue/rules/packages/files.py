"""Packages as files, to be taken along and brought in again: JSON, one package a file, under its code."""

import codecs
import re

import msgspec

from ..faults import Fault
from .definition import PackageDefinition

LARGEST_BYTES = 256 * 1024
PLACE = re.compile(r" - at `\$\.?([^`]*)`$")
NAMED = re.compile(r"`([^`$][^`]*)`")


class PackageFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A package and its code."""

    code: str
    package: PackageDefinition


def package_file(file: PackageFile) -> bytes:
    """The file, laid out for people to read and change."""
    return msgspec.json.format(msgspec.json.encode(file), indent=2)


def package_in(content: bytes) -> PackageFile | Fault:
    """What a file says, or the first thing in it that cannot be read."""
    if len(content) > LARGEST_BYTES:
        return Fault("file", "整个文件", f"文件太大，一件事的文件不超过 {LARGEST_BYTES // 1024} KB。")
    try:
        return msgspec.json.decode(content.removeprefix(codecs.BOM_UTF8), type=PackageFile)
    except msgspec.ValidationError as wrong:
        return _fault(str(wrong))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Fault("file", "整个文件", "不是一件事的文件，或者已经损坏。请导出一份，照着它的样子改。")


def _fault(said: str) -> Fault:
    """What msgspec says, in words for whoever wrote the file."""
    found = PLACE.search(said)
    place = found[1] if found else ""
    named = NAMED.search(said[: found.start()] if found else said)
    name = named[1] if named else ""
    if "missing required field" in said:
        message = f"缺少“{name}”。"
    elif "unknown field" in said:
        message = f"不认识“{name}”，请检查有没有写错。"
    else:
        message = "这里填的不是要求的样子，请照着导出的文件改。"
    return Fault(place or "file", place or "整个文件", message)
