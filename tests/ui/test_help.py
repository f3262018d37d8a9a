"""The help page: shown in the window's language, whole, and the same in both."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from app.i18n import catalogue
from app.resources import resource
from tests.helpers.windows import settle, wait_idle
from ui.context import AppContext
from ui.desk import Desk
from ui.main import parts
from ui.screens.help import HelpScreen, guide


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_guide_says_of_every_place_what_it_is_for(language: str) -> None:
    heads, text = guide(language)
    places = {place.name: catalogue(language).gettext(place.title) for place in parts().places if place.name != "help"}
    assert heads == places
    assert min(len(part) for part in text.split("## ")[1:]) > 20


def test_f1_opens_the_help_at_the_place_that_is_shown(desk_context: AppContext, window: QWidget) -> None:
    desk = Desk(desk_context, parts(), lambda: None)
    layout = QVBoxLayout(window)
    layout.addWidget(desk)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    tops = []
    for name in ("import", "audit"):
        desk.go_to(name)
        wait_idle(desk_context)
        QTest.keyClick(desk, Qt.Key.Key_F1)
        settle()
        assert isinstance(desk.current, HelpScreen)
        (text,) = desk.current.findChildren(QTextBrowser)
        assert text.textCursor().block().text() == guide("en")[0][name]
        assert window.focusWidget() is text, "the arrow keys turn its pages"
        tops.append(text.verticalScrollBar().value())
    assert 0 < tops[0] < tops[1]


def test_it_is_shown_whole(context: AppContext) -> None:
    screen = HelpScreen(context)
    (text,) = screen.findChildren(QTextBrowser)
    shown = text.toPlainText()
    assert "Argon2id" in shown
    assert "**" not in shown
    assert not re.search(r"^#", shown, re.MULTILINE)
    screen.deleteLater()
