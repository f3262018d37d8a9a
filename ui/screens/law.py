"""The law library: the rules and tasks that decide, to read and search; a newer pack comes in here."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.citations import LAWS, cite
from app.domain.closing_words import period as task_period
from app.domain.law_library import DUTIES, NORM_LEVELS, Duty, Entry, after_text, entries, period_text, search
from app.domain.own_periods import OwnPeriod, may_be_longer
from app.domain.pack_changes import RuleChange
from app.domain.permissions import Action
from app.domain.retention import Rule, RulePack
from app.services.rule_packs import PackPreview
from ui.context import AppContext
from ui.formatting import number
from ui.forms.own_period import OwnPeriodDialog
from ui.forms.rule_pack import RulePackDialog, change_text
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.tasks import Latest
from ui.theme import Size, Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import button
from ui.widgets.choices import DropDown
from ui.widgets.fields import SearchEdit


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen reads: the pack's entries, the records under each, and what is not the program's own."""

    pack: RulePack
    entries: tuple[Entry, ...]
    records: dict[str | None, int]
    changes: tuple[RuleChange, ...]
    longer: tuple[OwnPeriod, ...]


class LawScreen(Screen):
    """A list of entries; the chosen one's wording and source beside it."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Law library"))
        self._reads = Latest(context.runner, self)
        self._shown: Shown | None = None
        self._search = SearchEdit(context.theme, tr("Search the library"))
        self._search.asked.connect(lambda _text: self._show_entries())
        laws = sorted(LAWS, key=lambda law: tr(LAWS[law]))
        self._law: DropDown[str] = DropDown(
            context.theme, [("", tr("All laws")), *((law, tr(LAWS[law])) for law in laws)]
        )
        self._duty: DropDown[Duty | None] = DropDown(
            context.theme, [(None, tr("All duties")), *((one, tr(DUTIES[one])) for one in Duty)]
        )
        for choice, name in ((self._law, tr("By law")), (self._duty, tr("By duty"))):
            choice.setAccessibleName(name)
            choice.activated.connect(lambda _index: self._show_entries())
        self.tools.addWidget(permit(context, button(tr("Take a newer pack…"), self._on_take), Action.SETTINGS))
        columns = (
            Column(tr("Records or task"), 16, stretches=True),
            Column(tr("Duty"), 8),
            Column(tr("Law"), 10, may_go=True),
            Column(tr("Records"), 5, is_figure=True),
        )
        self._table: RowTable[Entry] = RowTable(context.theme, tr("Rules"), columns, self._cells)
        self._table.chosen.connect(self._show_entry)
        self._card = FactCard(tr("The chosen rule"))
        self._search.setMinimumWidth(Size.FIELD + Size.CONTROL)
        self._law.setMaximumWidth(Size.FIELD + Size.CONTROL)
        self._duty.setMaximumWidth(Size.FIELD)
        filters = row(self._search, self._law, self._duty, gap=Space.S)
        filters.setStretch(0, 1)
        self.body.addLayout(filters)
        self.body.addWidget(holder(row(self._table, self._card, gap=Space.L)), 1)

    def refresh(self) -> None:
        services = self.context.services

        def work(_progress: object) -> Shown:
            pack, firm = services.rules.pack, services.session.firm
            rules = services.rules
            return Shown(pack, entries(pack, firm), rules.records(), rules.changes(), tuple(rules.own_periods()))

        self._reads.run(work, self._show)

    def _show(self, shown: Shown) -> None:
        tr, self._shown = self.context.tr, shown
        said = tr("Rules of version {version}, checked on {day}.").format(
            version=shown.pack.version, day=shown.pack.checked_on.isoformat()
        )
        if shown.changes:
            since = tr("{n} differ from the program's own.").format(n=number(len(shown.changes)))
            said = tr("{first} {then}").format(first=said, then=since)
        self.say(said)
        self._show_entries()

    def _show_entries(self) -> None:
        if self._shown is None:
            return
        law, duty = self._law.value(), self._duty.value()
        found = search(self._shown.entries, self._search.text(), self.context.tr)
        fitting = [one for one in found if (not law or law in one.laws) and (duty is None or one.duty is duty)]
        self._table.show_things(fitting)

    def _cells(self, one: Entry) -> tuple[Cell, ...]:
        tr = self.context.tr
        records = self._shown.records.get(one.id, 0) if self._shown else 0
        laws = tr(", ").join(tr(LAWS.get(law, law)) for law in one.laws)
        return (
            Cell(tr(one.title)),
            Cell(tr(DUTIES[one.duty]), "neutral" if one.binds else None),
            Cell(laws or "—"),
            Cell(number(records) if records else "—"),
        )

    def _show_entry(self, one: Entry | None) -> None:
        tr = self.context.tr
        if one is None or self._shown is None:
            self._card.begin(tr("No rule has these words"))
            return
        self._card.begin(tr(one.title), one.id)
        if one.basis:
            self._card.add_fact(tr("Articles"), cite(one.basis, tr))
        if one.rule is not None:
            self._card.add_fact(tr("Period"), period_text(one.rule, tr))
            self._card.add_fact(tr("Afterwards"), after_text(one.rule, tr))
            self._card.add_fact(tr("Level of the norm"), tr(NORM_LEVELS[one.rule.norm_level]))
        if one.task is not None and task_period(one.task, tr):
            self._card.add_fact(tr("Days"), task_period(one.task, tr))
        if one.duty is Duty.ASK:
            unsettled = tr("The law on such records could not be read or is not settled. A person has to choose.")
            self._card.add_note(unsettled)
        if not one.binds:
            self._card.add_fact(tr("This firm"), tr("Not bound, by its profile"), "wait")
        records = self._shown.records.get(one.id, 0)
        if records:
            self._card.add_fact(tr("Records in this vault"), number(records))
        if one.wording:
            self._card.add_section(tr("Wording"), [f"“{one.wording}”"])
        if one.confidence:
            read = tr("read in full text") if one.confidence == "A" else tr("read as quoted")
            self._card.add_note(tr("Checked on {day}, {how}").format(day=one.checked_on.isoformat(), how=read))
        self._add_own_period(one)
        changed = [change for change in self._shown.changes if change.rule_id == one.id]
        if changed:
            self._card.add_section(tr("Changed since the program's own"), [change_text(one, tr) for one in changed])

    def _add_own_period(self, one: Entry) -> None:
        """What the firm keeps longer than the law asks, and the form for it."""
        if one.rule is None or self._shown is None or not may_be_longer(one.rule):
            return
        tr = self.context.tr
        known = next((period for period in self._shown.longer if period.rule_id == one.id), None)
        if known is not None:
            text = tr("Years in all: {years}, by {basis}").format(years=known.years, basis=known.basis)
            self._card.add_fact(tr("The firm's own longer period"), text, "wait")
        rule = one.rule
        act = button(tr("Keep longer…"), lambda: self._keep_longer(rule, known))
        self._card.add_action(permit(self.context, act, Action.SETTINGS))

    def _keep_longer(self, rule: Rule, known: OwnPeriod | None) -> None:
        dialog = OwnPeriodDialog(self.context, self, rule, known)
        dialog.accepted.connect(lambda: self._on_longer(dialog, rule.id))
        dialog.open()

    def _on_longer(self, dialog: OwnPeriodDialog, rule_id: str) -> None:
        years, basis, rules = dialog.years(), dialog.basis(), self.context.services.rules
        heading = self.context.tr("Entering the firm's own period")
        self.context.change(
            self, heading, lambda _progress: rules.keep_longer(rule_id, years, basis), lambda _found: self.refresh()
        )

    def _on_take(self) -> None:
        context, tr = self.context, self.context.tr
        file = context.prompts.open_file(self, tr("Choose a signed rule pack"), f"{tr('Rule pack')} (*.qdrules)")
        if file is not None:
            rules = context.services.rules
            context.read(self, lambda _progress: rules.preview(file), lambda found: self._ask(file, found))

    def _ask(self, file: Path, found: PackPreview) -> None:
        dialog = RulePackDialog(self.context, self, found)
        dialog.accepted.connect(lambda: self._take(file))
        dialog.open()

    def _take(self, file: Path) -> None:
        rules = self.context.services.rules
        heading = self.context.tr("Taking the rule pack")
        self.context.change(self, heading, lambda _progress: rules.take(file), lambda _found: self.refresh())
