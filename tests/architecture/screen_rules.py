"""How screens are written: templates without code, in Chinese, each rendered by somebody."""

import re
from pathlib import Path

# Latin words that people know from papers and telephones, or that are names.
KNOWN_WORDS = {
    "PDF", "OFD", "JPG", "JPEG", "PNG", "Word", "Excel", "KB", "MB", "GB", "App", "API", "Token", "OpenAPI", "JSON",
    "Citong", "Enter", "Esc", "Alt", "Ctrl", "Shift", "Tab", "Ana", "Ben", "Chi", "HTTP", "URL", "ID", "SM", "CSV",
    "XLSX", "WCAG", "BPMN", "Authorization", "Bearer", "Cookie", "openapi", "json",
}  # fmt: skip
TEMPLATE_CODE = re.compile(
    r"{%\s*(?:comment.*?endcomment|block body_class.*?endblock)\s*%}|{%.*?%}|{{.*?}}|{#.*?#}", re.S
)
SILENT = re.compile(r"<(script|style|svg|code|pre|kbd)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.S | re.I)
ATTRIBUTES = re.compile(r'\b(?:placeholder|title|alt|aria-label)="([^"]*)"')


def code_in_templates(_path: Path, source: str) -> list[str]:
    """No script, style or event handler stands in a page: the pages' policy would stop it."""
    faults = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=", source, re.I)
    return faults + re.findall(r"{%\s*autoescape off|\|safe\b", source)


def words_not_chinese(_path: Path, source: str) -> list[str]:
    """What a person reads or hears is Chinese."""
    page = TEMPLATE_CODE.sub(" ", source)
    read, heard = SILENT.sub(" ", page), " ".join(ATTRIBUTES.findall(page))
    return [word for word in re.findall(r"[A-Za-z]{3,}", f"{read} {heard}") if word not in KNOWN_WORDS]


def names_in(source: str) -> set[str]:
    """The templates that a file mentions; a name that is put together at run time becomes a pattern."""
    return {re.sub(r"{[^}]*}", "*", name) for name in re.findall(r"""["']((?:[\w/.-]|{[^}]*})+\.html)["']""", source)}


def unrendered(templates: set[str], *, mentioned: set[str]) -> set[str]:
    """The templates that nobody mentions."""
    patterns = [re.compile(re.escape(name).replace(r"\*", r"[\w-]+")) for name in mentioned if "*" in name]
    return {name for name in templates - mentioned if not any(pattern.fullmatch(name) for pattern in patterns)}
