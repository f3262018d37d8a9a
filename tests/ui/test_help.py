"""The help page: shown in the window's language, whole, and the same in both."""

import re

import pytest
from PySide6.QtWidgets import QTextBrowser

from app.resources import resource
from ui.context import AppContext
from ui.screens.help import HelpScreen


def page(language: str) -> str:
    return resource("help", f"threat-model.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_says_all_three_things(language: str) -> None:
    heads = re.findall(r"^## (.+)$", page(language), re.MULTILINE)
    assert len(heads) == 5


def test_both_languages_promise_the_same_number_of_things() -> None:
    """A promise that only one language makes would be none."""
    counts = [
        [len(re.findall(r"^(?:\d+\.|-) ", part, re.MULTILINE)) for part in page(language).split("\n## ")]
        for language in ("zh", "en")
    ]
    assert counts[0] == counts[1]


def test_the_readme_leads_to_it() -> None:
    assert "resources/help/threat-model.en.md" in (resource().parent / "README.md").read_text(encoding="utf-8")


def test_it_is_shown_whole(context: AppContext) -> None:
    screen = HelpScreen(context)
    (text,) = screen.findChildren(QTextBrowser)
    shown = text.toPlainText()
    assert "Argon2id" in shown
    assert "**" not in shown
    assert not re.search(r"^#", shown, re.MULTILINE)
    screen.deleteLater()
