"""A copy of what is kept of somebody, as a file: for machines as JSON, for people as a page. Pure."""

import html
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

HEAD = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>我的个人信息</title><h1>我的个人信息</h1>'
WHEN = (2000, 1, 1, 0, 0, 0)


def archive(content: Mapping[str, Any]) -> io.BytesIO:  # Any: JSON values
    """Both, in one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(zipfile.ZipInfo("我的个人信息.json", WHEN), json.dumps(content, ensure_ascii=False, indent=2))
        files.writestr(zipfile.ZipInfo("我的个人信息.html", WHEN), page(content))
    made.seek(0)
    return made


def page(content: Mapping[str, Any]) -> str:
    """The copy to be read; whatever was typed stays text."""
    return HEAD + "".join(f"<h2>{html.escape(name)}</h2>{_told(said)}" for name, said in content.items())


def _told(said: object) -> str:
    if isinstance(said, Mapping):
        rows = "".join(f"<dt>{html.escape(str(name))}</dt><dd>{_told(value)}</dd>" for name, value in said.items())
        return f"<dl>{rows}</dl>"
    if isinstance(said, list):
        return "<ol>" + "".join(f"<li>{_told(each)}</li>" for each in said) + "</ol>" if said else "没有"
    return html.escape("" if said is None else str(said))
