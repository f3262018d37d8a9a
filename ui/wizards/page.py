"""One page of a wizard: one question, its form, and what may be said about going on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.flows.flow import Problem
from ui.context import AppContext
from ui.theme import Space
from ui.widgets.boxes import column, holder, scrolled
from ui.widgets.fields import Field
from ui.widgets.progress import ProgressPanel
from ui.widgets.texts import label


class Page(QWidget):
    """Drawn by FlowWizard; `changed` tells that something was entered.

    `title` stands in the row of steps, `question` above the form, `note` in the footer (what can still be undone),
    `verb` on the button that goes on and `verb_off` on the one that leaves ("" for the usual words); `danger` makes
    the first the destroying one, and while `is_closed` there is none: what the page is about has to wait. With `fills`
    a table or the like takes the room that is left. `first` gets the cursor instead of the first control. `working`
    shows what the page starts while it goes on; None: the wizard's own way of showing it.
    """

    changed = Signal()

    def __init__(
        self, context: AppContext, title: str, question: str, explanation: str = "", *, fills: bool = False
    ) -> None:
        super().__init__()
        self.context = context
        self.title = title
        self.note = ""
        self.verb = ""
        self.verb_off = ""
        self.danger = False
        self.is_closed = False
        self.first: QWidget | None = None
        self.working: ProgressPanel | None = None
        self.fields: dict[str, Field] = {}
        self.body: QVBoxLayout = column(gap=Space.L)
        self._general = label("", None, "danger", wrap=True)
        self._general.hide()
        parts = column(label(question, "lead", wrap=True), gap=Space.S)
        if explanation:
            parts.addWidget(label(explanation, None, "second", wrap=True))
        parts.addSpacing(Space.S)
        parts.addLayout(self.body, 1 if fills else 0)
        parts.addWidget(self._general)
        if not fills:
            parts.addStretch(1)
        parts.setContentsMargins(Space.XXL - Space.XS, Space.CARD, Space.XXL - Space.XS, Space.CARD)
        inner = holder(parts, "surface")
        self.setLayout(column(scrolled(inner, fills=fills), gap=0))

    def add(self, name: str, field: Field) -> Field:
        """Put a field on the page; problems of this name are shown below it."""
        self.fields[name] = field
        self.body.addWidget(field)
        return field

    def fill(self, table: QWidget) -> None:
        """Give a table the room that is left.

        Qt scrolls a page as soon as its parts have less than they like best; a table does with its least.
        """
        table.setMinimumHeight(max(table.minimumHeight(), table.minimumSizeHint().height()))
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.body.addWidget(table, 1)

    def enter(self) -> None:
        """Show what the flow's state holds; called each time the page is turned to."""

    def leave(self) -> None:
        """Put what was entered into the flow's state; called before problems are asked for."""

    def words(self, code: str) -> str:
        """The sentence for a problem's code; pages with problems of their own know them."""
        return code

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem where it lies, and put the cursor into the first field that has one."""
        by_field = {problem.field: self.words(problem.code) for problem in problems}
        for name, field in self.fields.items():
            field.say(by_field.pop(name, ""))
        self._general.setText("\n".join(by_field.values()))
        self._general.setVisible(bool(by_field))
        first = next((self.fields[problem.field] for problem in problems if problem.field in self.fields), None)
        if first is not None:
            first.editor.setFocus()
