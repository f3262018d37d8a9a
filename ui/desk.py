"""The window while a vault is open: the navigation on the left, one screen on the right."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.labels import label as label_of
from app.domain.permissions import Action
from app.domain.reasons import sentence
from app.i18n import N_
from ui.context import AppContext, Going
from ui.formatting import day
from ui.palette import Command, Palette
from ui.permits import refusal
from ui.places import Parts, Place, Section
from ui.recents import Recents
from ui.screen import Screen
from ui.tasks import Latest
from ui.theme import Space
from ui.widgets.boxes import CardTone, card, column, holder, row
from ui.widgets.buttons import IconButton
from ui.widgets.entries import NavigationFold, Status
from ui.widgets.marks import Mark
from ui.widgets.navigation import Navigation
from ui.widgets.texts import label

if TYPE_CHECKING:
    from app.flows.closing import Closing

LOCK = "lock"
UNFOLDED = "navigation-unfolded"
CAPTIONS = {Section.FLOW: N_("The flow"), Section.MANAGE: N_("Manage")}
WIZARD_NAMES = {
    "import-wizard": N_("Import files"),
    "classify-wizard": N_("Classify records"),
    "destroy-wizard": N_("Destroy records"),
    "notice-wizard": N_("Tell customers"),
    "assessment-wizard": N_("Assess an impact"),
    "incident-wizard": N_("After a leak or loss"),
}

# What the operator has to be allowed to do to begin each.
BEGUN_BY = {
    "import-wizard": Action.IMPORT,
    "classify-wizard": Action.CLASSIFY,
    "destroy-wizard": Action.PREPARE,
    "notice-wizard": Action.NOTICE,
    "assessment-wizard": Action.NOTICE,
}


class Desk(QWidget):
    """Goes to places and starts wizards, and keeps the navigation's marks true."""

    def __init__(self, context: AppContext, parts: Parts, on_lock: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._parts = parts
        self._on_lock = on_lock
        self._places = {place.name: place for place in parts.places}
        self._screens: dict[str, Screen] = {}
        self._stack = QStackedWidget()
        self._navigation = Navigation(context.theme, self.go_to)
        self._navigation.setAccessibleName(context.tr("Navigation"))
        self.setLayout(row(self._navigation, column(*self._warnings(), self._stack, gap=0), gap=0))
        self._fill_navigation()
        self.setAcceptDrops(True)
        self._surveys = Latest(context.runner, self)
        context.going.connect(self._on_going)
        context.changed.connect(self._survey)
        self._add_keys()
        self._survey()
        self.go_to(parts.places[0].name)

    def go_to(self, name: str, shown: object = None) -> None:
        """Show a place; its screen is made the first time."""
        if name not in self._screens:
            self._screens[name] = self._places[name].make(self._context)
            self._stack.addWidget(self._screens[name])
        screen = self._screens[name]
        if shown is not None:
            screen.receive(shown)
        self._stack.setCurrentWidget(screen)
        self._navigation.choose(name)
        if self.focusWidget() is not self._navigation.item(name):
            screen.setFocus()  # Tab goes on into it, and not from what was left behind

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # else the window was only out of sight
            self.current.setFocus()

    @property
    def current(self) -> Screen:
        screen = self._stack.currentWidget()
        assert isinstance(screen, Screen)
        return screen

    def open_palette(self) -> None:
        palette = Palette(
            self.window(), self._context.theme, self._context.catalogue, self._commands(), self._on_search
        )
        palette.open()

    def _warnings(self) -> list[QWidget]:
        """What was noticed at opening: only readable, in a risky place, older than it was; and that it is the demo."""
        session, words = self._context.services.session, self._context.catalogue
        texts = [sentence(reason, words.gettext, lambda date: day(date, words)) for reason in session.warnings]
        return [*self._banner(texts, "wait"), *self._banner(self._about_demo(), "info")]

    def _about_demo(self) -> list[str]:
        context, vault = self._context, str(self._context.services.session.folder.path)
        if context.entrances is None or not Recents(context.settings).is_demo(vault):
            return []
        text = context.tr(
            "This is the demo: the firm and its customers are invented. To sign as anybody in it, type {passphrase}"
        )
        return [text.format(passphrase=context.entrances.demo_passphrase())]

    def _banner(self, texts: list[str], tone: CardTone) -> list[QWidget]:
        """Sentences above the screen, until they are hidden."""
        if not texts:
            return []
        lines = column(*(label(text, wrap=True, selectable=True) for text in texts), gap=Space.XS)
        hide = IconButton(self._context.theme, "x", self._context.tr("Hide this notice"))
        line = row(lines, hide, gap=Space.M)
        line.setStretch(0, 1)
        banner = card(line, tone, (Space.L, Space.XS, Space.S, Space.XS))
        around = holder(column(banner, margins=(Space.XXL, Space.M, Space.XXL, 0)), "page")
        hide.clicked.connect(lambda _checked=False: around.hide())
        return [around]

    def _fill_navigation(self) -> None:
        tr = self._context.tr
        session = self._context.services.session
        operator, closure = session.operator, tr(label_of(session.firm.closure))
        role = f"{operator.name} · {tr(label_of(operator.role))}"
        self._navigation.show_firm(session.firm.name, f"{closure}\N{NO-BREAK SPACE}· {operator.name}", role)
        for section in Section:
            places = [place for place in self._places.values() if place.section is section]
            if places:
                fold = self._add_caption(section)
                for place in places:
                    self._add_place(place, fold)

    def _add_caption(self, section: Section) -> NavigationFold | None:
        """What stands above a section; the fold that its places are under, None where they are always seen."""
        tr, settings = self._context.tr, self._context.settings
        if section is Section.REGISTERS:
            words = (tr("folded"), tr("unfolded"))
            fold = self._navigation.add_fold(tr("Registers"), words, lambda is_open: settings.set(UNFOLDED, is_open))
            fold.setChecked(settings.get(UNFOLDED) is True)
            return fold
        if section is Section.BOTTOM:
            self._navigation.add_space()
        elif section in CAPTIONS:
            self._navigation.add_section(tr(CAPTIONS[section]))
        return None

    def _add_place(self, place: Place, fold: NavigationFold | None) -> None:
        number = list(self._places).index(place.name) + 1
        self._navigation.add(place.name, self._context.tr(place.title), f"Ctrl+{number}" if number < 10 else "", fold)
        if place.section is Section.FLOW:
            self._navigation.show_status(place.name, Status(Mark.OPEN))

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.open_palette,
            "Ctrl+F": self._on_find,
            "Ctrl+L": self._on_lock,
            "F1": self._on_help,
        }
        for number, place in enumerate(self._parts.places[:9], 1):
            keys[f"Ctrl+{number}"] = partial(self.go_to, place.name)
        for sequence, act in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(act)

    def _commands(self) -> list[Command]:
        tr = self._context.tr
        places = [Command(tr(place.title), partial(self.go_to, place.name)) for place in self._parts.places]
        wizards = [
            Command(tr(WIZARD_NAMES[name]), partial(self._open_wizard, name, None))
            for name in self._parts.wizards
            if name in WIZARD_NAMES and self._may_begin(name)
        ]
        return [*places, *wizards, Command(tr("Lock the vault"), self._on_lock)]

    def _may_begin(self, wizard: str) -> bool:
        action = BEGUN_BY.get(wizard)
        return action is None or not refusal(self._context, action)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files and folders dropped anywhere are offered to be imported."""
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        refused = refusal(self._context, Action.IMPORT)
        if dropped and refused:
            heading = self._context.tr("The files were not taken")
            self._context.prompts.tell(self, heading, refused, problem=False)
        elif dropped:
            self._context.go("import-wizard", dropped)

    def _on_find(self) -> None:
        self.current.start_search()

    def _on_help(self) -> None:
        """The help, at what it says of the place that is shown."""
        shown = next((name for name, screen in self._screens.items() if screen is self.current), None)
        self.go_to("help", shown)

    def _on_search(self, text: str) -> None:
        self.go_to("records", text)

    def _on_going(self, going: Going) -> None:
        if going.place == LOCK:
            self._on_lock()
        elif going.place in self._parts.wizards:
            self._open_wizard(going.place, going.shown)
        elif going.place in self._places:
            self.go_to(going.place, going.shown)

    def _open_wizard(self, name: str, shown: object) -> None:
        self._parts.wizards[name](self._context, self.window(), shown).open()

    def _survey(self) -> None:
        services = self._context.services
        self._surveys.run(lambda _progress: self._parts.survey(services), self._show_survey)

    def _show_survey(self, closing: "Closing") -> None:
        for stage in closing.stages:
            self._navigation.show_status(stage.name, self._status(stage.mark, stage.count))

    def _status(self, mark: str, count: int | None) -> Status:
        tr = self._context.tr
        spoken = {
            Mark.DONE: tr("done"),
            Mark.NOW: tr("to do now"),
            Mark.WAITING: tr("waiting for a date"),
            Mark.OPEN: tr("still to come"),
        }
        return Status(Mark(mark), f"{count:,}" if count else "", spoken[Mark(mark)])
