"""Colours can be read, and the style sheet is whole."""

import re

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme import DARK, LIGHT, Theme, Tokens, style_sheet

TEXTS = ("ink1", "ink2", "primary", "danger")
GROUNDS = ("background", "surface", "raised")
PAIRS = (
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("primary", "primary_soft"),
    ("danger", "danger_soft"),
    ("done_ink", "done_soft"),
    ("done_ink", "surface"),
    ("wait_ink", "wait_soft"),
    ("wait_ink", "surface"),
    ("wait_ink", "background"),
    ("ink1", "primary_soft"),
    ("ink1", "wait_soft"),
    ("ink1", "hover"),
    ("ink2", "hover"),
    ("ink2", "primary_soft"),
    ("ink2", "wait_soft"),
    ("ink2", "line"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_primary", "danger"),
    ("on_primary", "danger_hover"),
)


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(tokens: Tokens) -> None:
    weak = {
        (text, ground): round(contrast, 2)
        for text, ground in PAIRS
        if (contrast := _contrast(getattr(tokens, text), getattr(tokens, ground))) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_and_rings_can_be_told_from_their_ground(tokens: Tokens) -> None:
    """WCAG 2.2, 1.4.11: 3:1 for what is not text but has to be seen."""
    pairs = [(mark, ground) for mark in ("primary", "danger", "ink3") for ground in ("surface", "raised")]
    pairs += [("primary", "background"), ("done", "surface"), ("wait", "surface"), ("ink1", "raised")]
    weak = {
        (mark, ground): round(contrast, 2)
        for mark, ground in pairs
        if (contrast := _contrast(getattr(tokens, mark), getattr(tokens, ground))) < 3
    }
    assert weak == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ground_with_a_colour_of_its_own_is_among_the_pairs(tokens: Tokens) -> None:
    """A rule of the style sheet that sets both a text and its ground is held to the contrast too."""
    named = {f"#{value}": name for name, value in reversed(tokens._asdict().items())}
    weak = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style_sheet(tokens)):
        ground = re.search(r"(?<![\w-])background: (#[0-9A-F]{6})", body)
        text = re.search(r"(?<![\w-])color: (#[0-9A-F]{6})", body)
        if ground and text and ":disabled" not in selector:
            contrast = _contrast(text[1][1:], ground[1][1:])
            if contrast < 4.5:
                weak[selector.strip(), named[text[1]], named[ground[1]]] = round(contrast, 2)
    assert weak == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_style_sheet_has_no_hole(tokens: Tokens) -> None:
    assert re.findall(r"\$\w+|#(?![0-9A-F]{6}\b)\w+", style_sheet(tokens)) == []


def test_appearance_can_be_changed_while_the_window_is_open(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    theme.set_appearance("dark")
    assert theme.tokens == DARK
    assert f"#{DARK.surface}" in qapp.styleSheet()
    theme.set_appearance("light")
    assert theme.tokens == LIGHT
