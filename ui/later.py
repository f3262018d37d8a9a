"""What is loaded once somebody asks for it: named, not imported, since a start need not wait for it."""

from importlib import import_module
from typing import Any


def dialogs() -> Any:
    """The module ui.widgets.dialogs."""
    return import_module("ui.widgets.dialogs")


def sentences() -> Any:
    """The module app.messages.sentences, which brings the reasons of the rules with it."""
    return import_module("app.messages.sentences")
