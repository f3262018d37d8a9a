"""The places of the navigation, and all that the window gets once the services are loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from ui.context import AppContext
from ui.entrances import Entrances
from ui.screen import Screen

if TYPE_CHECKING:
    from app.flows.closing import Closing
    from app.services.gathering import TakenIn
    from app.services.roster import Services
    from app.services.scanning import ScannedFile
    from app.services.secrets import Secret
    from ui.forms.restore import RestoreDialog


class Section(StrEnum):
    """Where in the navigation a place stands, from top to bottom; the registers can be folded away."""

    TOP = "top"
    FLOW = "flow"
    MANAGE = "manage"
    REGISTERS = "registers"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation; `title` is a message id."""

    name: str
    title: str
    section: Section
    make: Callable[[AppContext], Screen]


WizardMaker = Callable[[AppContext, QWidget, object], QDialog]


@dataclass(frozen=True, slots=True)
class Parts:
    """What ui/main.py puts together; `survey` is behind the navigation's marks."""

    entrances: Entrances
    door: Callable[[AppContext, Path, str, Callable[[Services], None], Callable[[], None]], QWidget]
    desk: Callable[[AppContext, Parts, Callable[[], None]], QWidget]
    places: tuple[Place, ...]
    wizards: Mapping[str, WizardMaker]
    new_vault: Callable[[AppContext, QWidget, Callable[[Path, Secret], None]], QDialog]
    inspection: Callable[[AppContext, QWidget, TakenIn[ScannedFile]], QDialog]
    restoration: Callable[[AppContext, QWidget], RestoreDialog]
    redact: Callable[[BaseException], str]
    survey: Callable[[Services], Closing]
