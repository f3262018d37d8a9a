"""The icons that the window asks for are there, and no others."""

import ast

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.resources import resource
from tests.architecture.tree import sources_of
from ui.icons import pixmap


def _asked_for() -> set[str]:
    shipped = {path.stem for path in resource("icons").glob("*.svg")}
    return {
        name
        for source in sources_of("ui")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (name := node.value.removesuffix(".svg")) in shipped
    }


def test_every_shipped_icon_is_used() -> None:
    assert {path.stem for path in resource("icons").glob("*.svg")} == _asked_for()


def test_an_icon_is_drawn_in_the_colour_that_is_asked_for(qapp: QApplication) -> None:
    picture = pixmap("check", QColor("#ff0000"), 16, 2).toImage()
    assert (picture.width(), picture.devicePixelRatio()) == (32, 2)
    drawn = [picture.pixelColor(x, y) for x in range(32) for y in range(32) if picture.pixelColor(x, y).alpha() > 200]
    assert drawn
    assert all(colour.red() > 200 and colour.green() < 60 for colour in drawn)
