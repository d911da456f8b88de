"""Colours and sizes of letters are written down once, and no page carries its own style or script."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STYLES = settings.BASE_DIR / "frontend" / "src" / "styles"
SHEETS = sorted(path for path in STYLES.glob("*.css") if path.name != "tokens.css")
ISLANDS = sorted((settings.BASE_DIR / "frontend" / "src").rglob("*.js"))
TEMPLATES = sorted((settings.BASE_DIR / "citong" / "channels").rglob("*.html"))

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b(?=\s*[;,)}!\"' ])|\b(?:rgba?|hsla?|oklch)\(", re.IGNORECASE)
SIZE_OF_LETTERS = re.compile(r"font(?:-size)?:\s*[^;]*\d(?:px|pt|rem)\b")
TOKEN = re.compile(r"var\((--[\w-]+)\)")


def _name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("sheet", SHEETS, ids=_name)
def test_a_sheet_takes_colours_and_sizes_from_the_tokens(sheet):
    text = sheet.read_text(encoding="utf-8")

    assert COLOUR.findall(text) == []
    assert SIZE_OF_LETTERS.findall(text) == []


def test_every_token_that_is_used_exists():
    known = set(re.findall(r"(--[\w-]+):", (STYLES / "tokens.css").read_text(encoding="utf-8")))

    used = {name for sheet in SHEETS for name in TOKEN.findall(sheet.read_text(encoding="utf-8"))}

    assert used - known == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=_name)
def test_a_template_carries_no_style_and_no_script_of_its_own(template):
    text = template.read_text(encoding="utf-8")

    found = re.findall(r"\sstyle=|<style|<script|\son\w+=|javascript:|hx-on", text)

    assert found == []
    assert re.findall(r"(?:fill|stroke)=\"#", text) == []


@pytest.mark.parametrize("script", ISLANDS, ids=_name)
def test_a_script_evaluates_no_strings_and_sets_no_styles(script):
    text = script.read_text(encoding="utf-8")

    assert re.findall(r"\beval\(|new Function|innerHTML|\.style\.|cssText", text) == []


def test_chinese_is_never_slanted_nor_spaced_out():
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)

    assert "italic" not in text
    assert "letter-spacing" not in text
    assert "text-align: justify" not in text


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("text", "ground", "at_least"),
    [
        ("ink", "ground", 7),
        ("ink-soft", "sunken", 4.5),
        ("action", "ground", 4.5),
        ("on-action", "action", 4.5),
        ("ok", "ok-tint", 4.5),
        ("warn", "warn-tint", 4.5),
        ("late", "late-tint", 4.5),
        ("info", "info-tint", 4.5),
        ("line-strong", "surface", 3),
    ],
)
def test_letters_stand_out_from_their_ground(text, ground, at_least):
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (STYLES / "tokens.css").read_text(encoding="utf-8")))

    light, dark = sorted((_luminance(tokens[text]), _luminance(tokens[ground])), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= at_least
