"""Another decision over chosen records: rule, day, written basis, and the effect before it is taken."""

from array import array
from collections.abc import Collection

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.decision_changes import Effect, Standing, Wanted
from app.domain.labels import DISPOSITIONS
from app.domain.permissions import Action
from app.domain.reasons import sentence
from app.domain.retention import Trigger
from app.domain.words import Kind
from app.errors import AppError
from app.jobs import Progress, Snapshot
from app.messages.sentences import describe
from app.services.decision_changes import LONGEST_BASIS, reasons_of
from ui.context import AppContext
from ui.formatting import number
from ui.forms.holds import freeze
from ui.permits import permit
from ui.tasks import Task
from ui.theme import Size, Space
from ui.widgets.boxes import clear, column, holder, row, scrolled
from ui.widgets.buttons import button
from ui.widgets.choices import DropDown
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DateEdit, Field
from ui.widgets.texts import label

HEIGHT = 168


def change_decision(
    context: AppContext, owner: QWidget, ids: "array[int]", kinds: Collection[Kind], rule: str | None = None
) -> None:
    """Ask how these records are decided from now on, and do so.

    The rules offered are those for the kinds; `rule` is the one that all of the records have now, if it is one.
    """
    dialog = DecisionDialog(context, owner, ids, kinds, rule)

    def take() -> None:
        wanted, basis, decisions = dialog.wanted(), dialog.basis(), context.services.decisions
        context.change(
            owner,
            dialog.windowTitle(),
            lambda progress: decisions.apply(ids, wanted, basis, progress),
            lambda _effect: None,
        )

    dialog.accepted.connect(take)
    dialog.open()


class DecisionDialog(Dialog):
    """It can be taken only once its effect was shown, for just this rule, day and basis."""

    def __init__(
        self, context: AppContext, owner: QWidget, ids: "array[int]", kinds: Collection[Kind], rule: str | None
    ) -> None:
        tr = context.tr
        super().__init__(owner, tr("Change the decision"), Size.DIALOG_WIDE)
        self._context, self._owner, self._ids, self._present = context, owner, ids, rule
        self._task: Task[Effect] | None = None
        text = context.ngettext(
            "It is about {n} record. To keep more than the law asks, enter the firm's own longer period; where a "
            "dispute or an inspection runs, freeze.",
            "It is about {n} records. To keep more than the law asks, enter the firm's own longer period; where a "
            "dispute or an inspection runs, freeze.",
            len(ids),
        )
        self.add_note(text.format(n=number(len(ids))))
        law = button(tr("Longer period in the law library"), self._on_law, "link")
        hold = permit(context, button(tr("Freeze…"), self._on_freeze, "link"), Action.HOLD)
        self.body.addLayout(row(law, hold, None, gap=Space.L, margins=(-Space.HAIR, 0, 0, 0)))
        choices: list[tuple[str | None, str]] = [(None, tr("As it is"))]
        choices += [(one.id, f"{tr(one.title)} · {one.id}") for one in context.services.decisions.rules(kinds)]
        self._rule: DropDown[str | None] = DropDown(context.theme, choices)
        self._day, self._basis = DateEdit(), QLineEdit()
        self._basis.setMaxLength(LONGEST_BASIS)
        self._basis.setPlaceholderText(tr("Such as resolution 3 of 2026-11-20"))
        self._rule_field = Field(tr("Retention rule"), self._rule)
        self._day_field = Field(tr("Day that starts the period"), self._day)
        self._basis_field = Field(tr("Written basis"), self._basis)
        self.body.addWidget(self._rule_field)
        said = row(self._day_field, self._basis_field, gap=Space.M)
        said.setStretch(0, 2)
        said.setStretch(1, 3)
        self.body.addLayout(said)
        self._show_button = button(tr("Show the effect"), self._on_show)
        self.body.addWidget(self._show_button)
        self._effect = column(gap=Space.XS)
        area = scrolled(holder(self._effect))
        area.setFixedHeight(HEIGHT)
        self.body.addWidget(area)
        self._finish()

    def _finish(self) -> None:
        cancel = self.add_button(self._context.tr("Cancel"))
        self._go = self.add_button(self._context.tr("Decide so"), "primary")
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self._show_button.setDefault(True)
        self._rule.setFocus()
        self._rule.currentIndexChanged.connect(lambda _index: self._on_rule())
        for line in (self._day, self._basis):
            line.textChanged.connect(lambda _text: self._forget())
        self.finished.connect(lambda _result: self._drop())
        self._on_rule()

    def wanted(self) -> Wanted:
        return Wanted(self._rule.value(), self._day.day())

    def basis(self) -> str:
        return self._basis.text()

    def _on_rule(self) -> None:
        """Say what the day is of, and what an empty field comes to."""
        tr, pack = self._context.tr, self._context.services.session.pack
        wanted = self._rule.value() or self._present
        rule = next((one for one in pack.rules if one.id == wanted), None)
        hint = tr("For the rule of each record.")
        if rule is not None and rule.permanent:
            hint = tr("Kept permanently.")
        elif rule is not None:
            event = tr("a day of the year that they belong to") if rule.trigger is Trigger.YEAR_END else tr(rule.event)
            hint = tr("{event}. Empty: as each record itself says.").format(event=event[:1].upper() + event[1:])
        self._day_field.explain(hint)
        self._forget()

    def _on_law(self) -> None:
        self.reject()
        self._context.go("law")

    def _on_freeze(self) -> None:
        self.reject()
        freeze(self._context, self._owner, self._ids)

    def _drop(self) -> None:
        if self._task is not None:
            self._task.drop()
            self._task = None

    def _forget(self) -> None:
        """Another rule, day or basis has another effect."""
        self._drop()
        clear(self._effect)
        for field in (self._rule_field, self._day_field, self._basis_field):
            field.say("")
        self._go.setEnabled(False)

    def _on_show(self) -> None:
        self._forget()
        tr = self._context.tr
        try:
            wanted = self.wanted()
        except ValueError:
            self._day_field.say(tr("Please write the day as 2026-11-21."))
            return
        ids, basis, decisions = self._ids, self.basis(), self._context.services.decisions
        done = label("", "small", "second")
        self._effect.addWidget(done)
        self._effect.addStretch(1)

        def work(progress: Progress) -> Effect:
            return decisions.preview(ids, wanted, basis, progress)

        def watch(now: Snapshot) -> None:
            done.setText(tr("{done} of {total}").format(done=number(now.done), total=number(now.total)))

        self._task = self._context.runner.run(self, work, self._show, failed=self._fail, watch=watch)

    def _fail(self, error: Exception) -> None:
        self._forget()
        if not isinstance(error, AppError):
            self._context.errors.show(self, error)
            return
        field = self._basis_field if error.code.startswith("decision-basis") else self._rule_field
        field.say(describe(error, self._context.catalogue))

    def _show(self, effect: Effect) -> None:
        self._forget()
        for line in effect_lines(self._context, effect):
            self._effect.addWidget(line)
        self._effect.addStretch(1)
        self._go.setEnabled(bool(effect.records))


def effect_lines(context: AppContext, effect: Effect) -> list[QWidget]:
    """What a change comes to, the dangerous part first."""
    tr, n = context.tr, effect.records
    said = context.ngettext("{n} record is decided otherwise then.", "{n} records are decided otherwise then.", n)
    lines = [label(said.format(n=number(n)), "strong", wrap=True)]
    if effect.sooner:
        sooner = tr("May be destroyed earlier than before: {count}.").format(count=number(effect.sooner))
        lines.append(label(sooner, None, "danger", wrap=True))
    for turn in effect.turns:
        text = tr("Records: {n}. {before} → {after}")
        before, after = _told(context, turn.before), _told(context, turn.after)
        lines.append(label(text.format(n=number(turn.records), before=before, after=after), wrap=True))
    if effect.held:
        held = context.ngettext(
            "{n} record is frozen and stays so.", "{n} records are frozen and stay so.", effect.held
        )
        lines.append(label(held.format(n=number(effect.held)), "small", "second", wrap=True))
    lines += [label(sentence(reason, tr), "small", "second", wrap=True) for reason in reasons_of(effect)]
    return list(lines)


def _told(context: AppContext, one: Standing) -> str:
    """Rule, decision and the days on which the records are due."""
    tr = context.tr
    titles = {rule.id: tr(rule.title) for rule in context.services.session.pack.rules}
    what = tr(DISPOSITIONS[one.disposition]) if one.decided else tr("undecided")
    days = sorted({day.isoformat() for day in (one.due_first, one.due_last) if day is not None})
    told = what
    if one.permanent:
        told = tr("{what} ({until})").format(what=what, until=tr("permanently"))
    elif days:
        told = tr("{what}, due {days}").format(what=what, days=" – ".join(days))
    return tr("{rule}: {what}").format(rule=titles.get(one.rule, one.rule), what=told)
