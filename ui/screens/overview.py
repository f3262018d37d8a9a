"""The overview: the next step, five figures, gates with their dates, the newest documents, the audit log's state."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.citations import cite, cite_text
from app.domain.closing_plan import PlannedTask
from app.domain.closing_words import TASK_STATES
from app.domain.labels import DOCUMENT_KINDS
from app.domain.permissions import Action
from app.domain.plan import Gate
from app.domain.reasons import sentence
from app.domain.words import Disposition
from app.flows.closing import CLOSURE_REPORT, Closing, Next, Share, survey
from app.i18n import N_
from app.services.documents import IssuedDocument
from app.services.overview import Figures
from ui.context import AppContext
from ui.formatting import day, local_day, number
from ui.permits import permit, refusal
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.tasks import Latest
from ui.theme import Size, Space
from ui.widgets.boxes import card, column, holder, row, scrolled, strip
from ui.widgets.buttons import Button, button
from ui.widgets.figures import Figure
from ui.widgets.texts import label
from ui.words import GATE_PLACES, GATES, TASK_PILLS

NEWEST = 6
MATTERS = 8  # gates, and as many of the next tasks as there is room for
UNDECIDED = "undecided"
# What to do next: heading, reason, button.
STEPS: dict[str, tuple[str, str, str]] = {
    "import-files": (
        N_("Import the office's files"),
        N_("Workbooks and tables with customers' records, as they are. Each row becomes a record."),
        N_("Import files"),
    ),
    "classify-records": (
        N_("Classify what was imported: {n}"),
        N_("Only what is classified can be decided: kind, grade and retention rule are proposed with reasons."),
        N_("Classify"),
    ),
    "decide-groups": (
        N_("Decide over the open groups of records: {n}"),
        N_("No rule decides over them, or the date that starts their period is missing. Until then they are kept."),
        N_("Go on deciding"),
    ),
    "order-draft": (
        N_("Have order {order} approved"),
        N_("Its list is drawn up and signed. An approver has to sign it before anything is destroyed."),
        N_("To the approval"),
    ),
    "order-approved": (
        N_("Execute order {order}"),
        N_("It is approved, and its waiting time is over. Records listed in it: {n}."),
        N_("To the execution"),
    ),
    "order-executing": (
        N_("Finish order {order}"),
        N_("It was interrupted. Going on finishes it."),
        N_("Go on"),
    ),
    "order-verified": (
        N_("Have order {order} witnessed"),
        N_("Its records are destroyed and the reading back is done. The witness's signature is missing."),
        N_("To the witness"),
    ),
    "archive-records": (
        N_("Archive what the law asks to keep: {n}"),
        N_("The law sets a period for them. A sealed package with a certificate keeps them readable."),
        N_("Archive"),
    ),
    "tell-customers": (
        N_("Tell customers who takes their records: {n}"),
        N_("The law asks for a notice first: 30 working days on display for a successor, a consent for anybody else."),
        N_("Prepare a notice"),
    ),
    "hand-over": (
        N_("Hand over what goes to a successor: {n}"),
        N_("The customers were told. The records go out in one sealed package, and the recipient signs for it."),
        N_("To the hand-over"),
    ),
    "destroy-records": (
        N_("Destroy what is due: {n}"),
        N_("Their purpose is over and no law asks to keep them. An order is drawn up, approved and executed."),
        N_("Draw up an order"),
    ),
    "write-report": (
        N_("Write the closure report"),
        N_("It says what was found, decided, archived, destroyed and held back, with every certificate."),
        N_("To the reports"),
    ),
    "nothing-today": (
        N_("Nothing has to be done today"),
        N_("What is still kept has its date. The certificates and reports are among the documents."),
        N_("Show the documents"),
    ),
}
# What the button of a step starts, where it is more than going to a place.
WIZARDS = {"import-files": "import-wizard", "classify-records": "classify-wizard", "destroy-records": "destroy-wizard"}
# What the operator has to be allowed to do for it.
ACTIONS = {
    "import-files": Action.IMPORT,
    "classify-records": Action.CLASSIFY,
    "destroy-records": Action.PREPARE,
}

# What the place of a step is asked to show at once.
SHOWN = {"write-report": CLOSURE_REPORT}


class OverviewScreen(Screen):
    """Every number leads to the records behind it."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("How the closing stands"))
        self._surveys = Latest(context.runner, self)
        report = button(tr("Export the closure report"), lambda: context.go("documents", "closure"))
        self.tools.addWidget(permit(context, report, Action.REPORT))
        self.tools.addWidget(button(tr("Lock"), lambda: context.go("lock")))
        self._next: Next | None = None
        self._heading, self._reason = label("", "lead", wrap=True), label("", None, "second", wrap=True)
        self._button: Button = button("", self._on_next, "primary")
        self._button.bar_while(self._why_not)
        words = column(label(tr("Next step"), "small", "second"), self._heading, self._reason, gap=Space.XS)
        step = row(words, self._button, gap=Space.XL)
        step.setStretch(0, 1)
        self._figures = {
            "destroy": Figure(tr("Can be destroyed"), lambda: context.go("plan", Disposition.DESTROY)),
            "restrict": Figure(tr("May only be stored"), lambda: context.go("plan", Disposition.RESTRICT)),
            "transfer": Figure(tr("To hand over"), lambda: context.go("plan", Disposition.TRANSFER)),
            "held": Figure(tr("Under a freeze"), lambda: context.go("records", "held")),
            "undecided": Figure(tr("Not decided"), lambda: context.go("plan", UNDECIDED)),
        }
        self._gates = self._make_gates()
        self._documents = self._make_documents()
        self._no_documents = label(tr("None has been issued yet."), "table", "second", wrap=True)
        self._audit: QLabel = label("", "table", "second", wrap=True)
        self._newest = self._document_card()
        lower = row(self._gate_card(), self._newest, gap=Space.L)
        lower.setStretch(0, 1)
        self._newest.setMinimumHeight(Size.LOWER)
        whole = column(card(step, "next"), strip(*self._figures.values()), lower, gap=Space.L)
        whole.setStretch(2, 1)
        self.body.addWidget(scrolled(holder(whole)), 1)

    def refresh(self) -> None:
        services = self.context.services
        self._surveys.run(lambda _progress: survey(services), self._show)

    def _make_gates(self) -> RowTable[Gate | PlannedTask]:
        tr = self.context.tr
        columns = (
            Column(tr("Matter"), 8, most=13),
            Column(tr("Basis"), 8, stretches=True, may_go=True, end_counts=True),  # the article, after a long name
            Column(tr("Date"), 5),
            Column(tr("State"), 6),
        )
        made: RowTable[Gate | PlannedTask] = RowTable(
            self.context.theme, tr("Gates and dates"), columns, self._matter_cells, plain=True, lines=2
        )
        made.activated_one.connect(self._on_matter)
        return made

    def _on_matter(self, matter: Gate | PlannedTask) -> None:
        """Go to where it is done."""
        self.context.go("closing-plan" if isinstance(matter, PlannedTask) else GATE_PLACES[matter.name])

    def _matter_cells(self, matter: Gate | PlannedTask) -> tuple[Cell, ...]:
        return self._task_cells(matter) if isinstance(matter, PlannedTask) else self._gate_cells(matter)

    def _task_cells(self, one: PlannedTask) -> tuple[Cell, ...]:
        tr = self.context.tr
        return (
            Cell(tr(one.task.title), hint=tr(one.task.todo)),
            Cell(cite(one.task.basis[:1], tr)),
            Cell(one.due.isoformat()),
            Cell(tr(TASK_STATES[one.state]), TASK_PILLS[one.state]),
        )

    def _make_documents(self) -> RowTable[IssuedDocument]:
        tr = self.context.tr
        columns = (Column(tr("Document"), 8, stretches=True), Column(tr("Issued on"), 6))
        return RowTable(self.context.theme, tr("Newest documents"), columns, self._document_cells, plain=True)

    def _gate_card(self) -> QWidget:
        tr = self.context.tr
        whole = button(tr("The whole closing plan"), lambda: self.context.go("closing-plan"), "link")
        head = row(label(tr("Gates and dates"), "lead"), None, whole)
        return card(column(head, scrolled(holder(column(self._gates, None))), gap=Space.M))

    def _document_card(self) -> QWidget:
        tr = self.context.tr
        parts: QVBoxLayout = column(
            label(tr("Newest documents"), "lead"), self._no_documents, self._documents, self._audit, None, gap=Space.M
        )
        self._documents.activated_one.connect(lambda one: self.context.go("documents", one.number))
        return card(parts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.window().width() >= Size.FOLD
        self._newest.setFixedWidth(Size.SIDE + Space.S if is_wide else Size.SIDE_FOLDED)

    def _show(self, closing: Closing) -> None:
        figures = closing.figures
        self.say(self._counts(figures))
        self._show_next(closing.next)
        self._figures["destroy"].show_number(number(closing.destroy.records), self._below_destroyed(closing))
        handed = self._below(closing.transfer, is_over=False)
        self._figures["transfer"].show_number(number(closing.transfer.records), handed)
        self._figures["restrict"].show_number(number(closing.restrict.records), self._below_stored(closing))
        holds = self.context.ngettext("{n} matter is open", "{n} matters are open", figures.holds)
        self._figures["held"].show_number(number(figures.held), holds.format(n=figures.holds) if figures.holds else "")
        groups = self.context.ngettext("{n} group", "{n} groups", closing.undecided.groups)
        undecided = closing.undecided.records
        below = groups.format(n=closing.undecided.groups) if undecided else ""
        self._figures["undecided"].show_number(number(undecided), below, "wait" if undecided else None)
        self._gates.show_things([*closing.gates, *closing.tasks[: max(0, MATTERS - len(closing.gates))]])
        self._documents.show_things(closing.documents[:NEWEST])
        self._documents.setVisible(bool(closing.documents))
        self._no_documents.setVisible(not closing.documents)
        audit = self.context.ngettext(
            "{n} entry in the audit log. Checkpoint {root}",
            "{n} entries in the audit log. Checkpoint {root}",
            figures.audit_size,
        )
        root = " ".join(figures.audit_root[at : at + 4] for at in range(0, 12, 4))
        self._audit.setText(audit.format(n=number(figures.audit_size), root=root))

    def _counts(self, figures: Figures) -> str:
        tr = self.context.tr
        if not figures.records and not figures.destroyed:
            return tr("No records yet")
        ngettext = self.context.ngettext
        records = ngettext("{n} record", "{n} records", figures.records).format(n=number(figures.records))
        customers = ngettext("{n} customer", "{n} customers", figures.customers).format(n=number(figures.customers))
        if not figures.children:
            return tr("{records}, {customers}").format(records=records, customers=customers)
        text = tr("{records}, {customers}; {children} under fourteen")
        return text.format(records=records, customers=customers, children=number(figures.children))

    def _show_next(self, step: Next) -> None:
        self._next = step
        heading, reason, verb = (self.context.tr(text) for text in STEPS[step.code])
        self._heading.setText(heading.format(n=number(step.count), order=step.order))
        self._reason.setText(reason.format(n=number(step.count), order=step.order))
        self._button.setText(verb)
        self._button.recheck()

    def _why_not(self) -> str:
        """Why this operator can't take the next step; the reason is then its tooltip."""
        action = ACTIONS.get(self._next.code) if self._next is not None else None
        return refusal(self.context, action) if action is not None else ""

    def _below(self, share: Share, *, is_over: bool) -> str:
        """The article of most of the records, and their last day of keeping, which may be over."""
        tr = self.context.tr
        article = cite([share.basis], tr) if share.basis else ""
        if share.until is None:
            return article
        text = tr("{article}, the last period ended on {day}") if is_over else tr("{article}, until {day}")
        return text.format(article=article, day=share.until.isoformat())

    def _below_destroyed(self, closing: Closing) -> str:
        """Also what is destroyed already, so that the figures add up to what was imported."""
        below, gone = self._below(closing.destroy, is_over=True), closing.figures.destroyed
        said = [below] if below else []
        if gone:
            text = self.context.ngettext("{n} destroyed already", "{n} destroyed already", gone)
            said.append(text.format(n=number(gone)))
        return self.context.tr("; ").join(said)

    def _below_stored(self, closing: Closing) -> str:
        """Also what is kept besides: without personal information, or in a package already. So the figures add up."""
        below, ngettext = self._below(closing.restrict, is_over=False), self.context.ngettext
        more, packed = closing.archive.records, closing.figures.packed
        said = [below] if below else []
        if more:
            said.append(ngettext("{n} more to archive", "{n} more to archive", more).format(n=number(more)))
        if packed:
            said.append(ngettext("{n} archived already", "{n} archived already", packed).format(n=number(packed)))
        return self.context.tr("; ").join(said)

    def _gate_cells(self, gate: Gate) -> tuple[Cell, ...]:
        tr, words = self.context.tr, self.context.catalogue
        if gate.open:
            state = Cell(tr("open"), "done")
        elif gate.opens_on is not None:
            state = Cell(tr("closed until then"), "wait")
        else:
            state = Cell(tr("waits for an act"), "wait")
        why = sentence(gate.why, words.gettext, lambda date: day(date, words))
        return (
            Cell(tr(GATES[gate.name]), hint=why),
            Cell(cite_text(dict(gate.why.params).get("basis", ""), tr) or why, hint=why),
            Cell(gate.opens_on.isoformat() if gate.opens_on else "—"),
            state,
        )

    def _document_cells(self, document: IssuedDocument) -> tuple[Cell, ...]:
        return Cell(self.context.tr(DOCUMENT_KINDS[document.kind])), Cell(local_day(document.issued_at))

    def _on_next(self) -> None:
        if self._next is not None:
            shown = self._next.order or SHOWN.get(self._next.code)
            self.context.go(WIZARDS.get(self._next.code, self._next.place), shown)
