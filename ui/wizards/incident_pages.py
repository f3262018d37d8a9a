"""The pages of the guide after a leak: what is known, what is said of it, then what has to be done."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.incident_register import EVENTS, INFO_KINDS, Event, InfoKind
from app.domain.incidents import DUTIES, GRAVEST, LEVELS, Duty, Level
from app.domain.notices import LONGEST_TEXT
from app.flows.incident import IncidentFlow
from ui.context import AppContext
from ui.formatting import moment
from ui.theme import Space
from ui.widgets.boxes import card, clear, column, holder, row
from ui.widgets.choices import CheckBox, DropDown
from ui.widgets.fields import Field, NumberEdit
from ui.widgets.texts import Tone, label
from ui.wizards.page import Page


class FactsPage(Page):
    """When it was found, how many people it concerns, and what makes it larger."""

    def __init__(self, context: AppContext, flow: IncidentFlow) -> None:
        tr, state = context.tr, flow.state
        super().__init__(
            context,
            tr("Facts"),
            tr("What happened?"),
            tr("Answer as well as you can now; you can come back. Nothing of this leaves the computer."),
        )
        self._flow = flow
        self._at, self._people = QLineEdit(), NumberEdit(0, GRAVEST * 10)
        self._at.setPlaceholderText("YYYY-MM-DD HH:MM")
        self._people.show_value(state.people)
        self.add(
            "discovered", Field(tr("Found out on"), self._at, tr("The clock runs from here, as 2026-11-21 14:30."))
        )
        self.add("people", Field(tr("People whose information it is"), self._people))
        theme = context.theme
        self._boxes = {
            "serious": CheckBox(theme, tr("Much information of citizens is lost or stolen, a rather serious threat")),
            "crime": CheckBox(theme, tr("A crime may be behind it")),
            "minors": CheckBox(theme, tr("Children are among them")),
            "avoided": CheckBox(theme, tr("What was done keeps every harm off effectively")),
        }
        self.body.addLayout(column(*self._boxes.values(), gap=Space.XS))

    def enter(self) -> None:
        self._at.setText(self._flow.state.discovered)
        for name, box in self._boxes.items():
            box.setChecked(getattr(self._flow.state, name))

    def leave(self) -> None:
        ticked = {name: box.isChecked() for name, box in self._boxes.items()}
        self._flow.change(discovered=self._at.text(), people=self._people.value(), **ticked)

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "bad-instant": tr("Please write day and time as 2026-11-21 14:30."),
            "instant-ahead": tr("This time is still to come."),
        }[code]


class AccountPage(Page):
    """What happened to which information, and the words that the notice gives; then the register has it."""

    def __init__(self, context: AppContext, flow: IncidentFlow) -> None:
        tr, theme = context.tr, context.theme
        super().__init__(
            context,
            tr("Account"),
            tr("What is known of it?"),
            tr("The notice to the customers says the same. Name nobody here: the entry outlives the records."),
        )
        self._flow = flow
        self.verb = tr("Enter it and show what is to be done")
        self.note = tr("It is entered in the register of incidents; what becomes known later is put down there.")
        if flow.known:
            self.verb = tr("Put it down and show what is to be done")
            self.note = tr("The register then says this; the audit log keeps that it was described anew, and by whom.")
        self._event: DropDown[Event] = DropDown(theme, [(one, tr(EVENTS[one])) for one in Event])
        self.add("event", Field(tr("What happened to the information"), self._event))
        self._info = {kind: CheckBox(theme, tr(INFO_KINDS[kind])) for kind in InfoKind}
        boxes = holder(column(*self._info.values(), gap=Space.XS))
        boxes.setFocusProxy(self._info[InfoKind.CONTACT])
        self.add("info", Field(tr("Kinds of information"), boxes))
        self._texts = {name: QLineEdit() for name in ("cause", "harm", "measures", "advice")}
        titles = {
            "cause": tr("Cause, as far as it is known"),
            "harm": tr("Harm that it may do"),
            "measures": tr("What has been done"),
            "advice": tr("What customers can do"),
        }
        for name, editor in self._texts.items():
            editor.setMaxLength(LONGEST_TEXT)
            self.add(name, Field(titles[name], editor))

    def enter(self) -> None:
        state = self._flow.state
        self._event.choose(state.event)
        for kind, box in self._info.items():
            box.setChecked(kind in state.info)
        for name, editor in self._texts.items():
            editor.setText(getattr(state, name))

    def leave(self) -> None:
        chosen = tuple(kind for kind, box in self._info.items() if box.isChecked())
        texts = {name: editor.text() for name, editor in self._texts.items()}
        self._flow.change(event=self._event.value(), info=chosen, **texts)

    def words(self, code: str) -> str:
        return {"info-missing": self.context.tr("Tick at least one kind of information.")}[code]


class DutiesPage(Page):
    """The duties one below the other, those with a clock first; then the notice is prepared."""

    def __init__(self, context: AppContext, flow: IncidentFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("To do"), tr("What has to be done now"))
        self._flow = flow
        self.verb = tr("Prepare the notice to customers")
        self._list: QVBoxLayout = column(gap=Space.M)
        self.body.addLayout(self._list)

    def enter(self) -> None:
        clear(self._list)
        tone: Tone = "second" if self._flow.level is Level.ORDINARY else "danger"
        self._list.addWidget(label(self.context.tr(LEVELS[self._flow.level]), "strong", tone, wrap=True))
        entered = self._flow.state.entered
        if entered is not None:
            text = self.context.tr("Entered as {number}. Under “Protection” enter what was done, and when.")
            self._list.addWidget(label(text.format(number=entered.number), None, "second", wrap=True))
        for duty in self._flow.duties():
            self._list.addWidget(self._shown(duty))

    def _shown(self, duty: Duty) -> QWidget:
        tr = self.context.tr
        heading, text = DUTIES[duty.code]
        when = tr("until {moment}").format(moment=moment(duty.due)) if duty.due else ""
        head = row(label(tr(heading), "strong"), None, label(when, "strong", "danger"))
        return card(column(head, label(tr(text), None, "second", wrap=True), gap=Space.XS))
