"""The requests that the load generator sends."""

import json
from collections.abc import Sequence

from benchmarks import item

FILES_EACH = len(item.MATERIALS)
FILE_MARK = "00000000-0000-4000-8000-{:012x}"


def key_of_file(number: int) -> str:
    """The key of the n-th file that was handed in beforehand."""
    return FILE_MARK.format(number)


def body(files: Sequence[str], *, version: int) -> bytes:
    """A complete application with these files."""
    said = {
        "item_code": item.CODE,
        "version": version,
        "situation": item.SITUATION,
        "answers": item.answers(),
        "materials": [{"code": code, "file": file} for code, file in zip(item.MATERIALS, files, strict=True)],
        "applicant": {
            "kind": "person",
            "name": "陈阿示",
            "id_type": "111",
            "id_number": "11010519491231002X",
            "phone": "13800001234",
        },
        "declared": True,
    }
    return json.dumps(said, ensure_ascii=False).encode()
