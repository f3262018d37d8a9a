"""Archiving: what must be kept, and the sealed packages written so far."""

from array import array
from pathlib import Path

from app.domain.evidence import SurvivingCopy
from app.domain.labels import COPY_STATUSES, DISPOSITIONS, KINDS
from app.domain.permissions import Action
from app.domain.plan import Plan, PlanGroup
from app.domain.reasons import sentence
from app.domain.words import Disposition, State
from app.jobs import Progress
from app.services.archives import Archived
from ui.context import AppContext
from ui.formatting import day, local_day, number
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.records import DECISION_TONES
from ui.tables.rows import RowTable
from ui.tasks import Latest
from ui.theme import Space
from ui.widgets.boxes import column, holder
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.texts import label

KEPT = (Disposition.ARCHIVE, Disposition.RESTRICT)


class ArchiveScreen(Screen):
    """The groups that a package would hold on the left, the packages on the right."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Archive"))
        self._plans = Latest(context.runner, self)
        self._write = button(tr("Write an archive package…"), self._on_write, "primary")
        self.lead_with(permit(context, self._write, Action.ARCHIVE))
        groups = (
            Column(tr("Decision"), 5),
            Column(tr("Kind"), 8),
            Column(tr("Retention rule"), 16, stretches=True),
            Column(tr("Records"), 5, is_figure=True),
            Column(tr("Keep until"), 6),
        )
        packages = (
            Column(tr("Package"), 12, stretches=True),
            Column(tr("Written on"), 6),
            Column(tr("Records"), 5, is_figure=True),
            Column(tr("State"), 6),
        )
        self._groups: RowTable[PlanGroup] = RowTable(
            context.theme, tr("To be archived"), groups, self._group_cells, empty=tr("Nothing is to be archived today.")
        )
        self._packages: RowTable[SurvivingCopy] = RowTable(
            context.theme,
            tr("Archive packages"),
            packages,
            self._package_cells,
            empty=tr("No package has been written yet."),
        )
        explained = tr(
            "A package is one sealed file with the records, their attachments and a list of contents, and a "
            "certificate. Anybody can check it; opening it needs this vault's passphrase."
        )
        left = column(label(tr("To be archived"), "lead"), self._groups, gap=Space.S)
        right = column(label(tr("Archive packages"), "lead"), self._packages, gap=Space.S)
        content = column(label(explained, None, "second", wrap=True), left, right, gap=Space.L)
        content.setStretch(1, 3)
        content.setStretch(2, 2)
        look = button(tr("Open the disposition plan"), lambda: context.go("plan"))
        empty = EmptyState(context.theme, "archive", tr("Nothing to archive yet"), explained, look)
        self.furnish(holder(content), empty)

    def refresh(self) -> None:
        services = self.context.services

        def read(progress: Progress) -> tuple[Plan, tuple[SurvivingCopy, ...]]:
            return services.planning.plan(progress), services.overview.copies()

        self._plans.run(read, lambda found: self._show(*found))

    def _show(self, plan: Plan, copies: tuple[SurvivingCopy, ...]) -> None:
        groups = [group for group in plan.groups if group.decision.decided and group.decision.disposition in KEPT]
        waiting = [group for group in groups if any(one.state is State.CLASSIFIED for one in group.members)]
        self._groups.show_things(waiting)
        packages = [copy for copy in copies if copy.kind == "package"]
        self._packages.show_things(packages)
        self.show_content(bool(waiting or packages))
        records = sum(group.records for group in waiting)
        self._write.setEnabled(bool(records))
        text = self.context.ngettext("{n} record is to be archived", "{n} records are to be archived", records)
        self.say(text.format(n=number(records)) if waiting or packages else "")

    def _group_cells(self, group: PlanGroup) -> tuple[Cell, ...]:
        tr, decision = self.context.tr, group.decision
        title = self.context.services.session.pack.rule(decision.rule).title if decision.rule else ""
        until = decision.retain_until.isoformat() if decision.retain_until else tr("permanently")
        return (
            Cell(tr(DISPOSITIONS[decision.disposition]), DECISION_TONES[decision.disposition]),
            Cell(tr(KINDS[group.kind]) if group.kind else "—"),
            Cell(f"{tr(title)} · {decision.rule}" if title else "—"),
            Cell(number(group.records)),
            Cell(until),
        )

    def _package_cells(self, copy: SurvivingCopy) -> tuple[Cell, ...]:
        return (
            Cell(copy.file),
            Cell(local_day(copy.made_at)),
            Cell(number(copy.records)),
            Cell(self.context.tr(COPY_STATUSES[copy.status]), "neutral"),
        )

    def receive(self, shown: object) -> None:
        """Archive just the records of these numbers, as far as they are to be archived."""
        if isinstance(shown, array):
            self._write_package(shown)

    def _on_write(self) -> None:
        self._write_package(None)

    def _write_package(self, ids: "array[int] | None") -> None:
        tr, context = self.context.tr, self.context
        chosen = context.prompts.open_folder(self, tr("Folder for the package and its certificate"))
        if chosen is None:
            return
        archives, out = context.services.archives, Path(chosen)
        context.change(
            self,
            tr("Writing an archive package"),
            lambda progress: archives.write(out, record_ids=ids, language=context.language, progress=progress),
            lambda archived: self._on_written(archived, tells_left_out=ids is not None),
        )

    def _on_written(self, archived: Archived, *, tells_left_out: bool) -> None:
        """What was left out matters where records were chosen: else it is all that need not be archived."""
        tr, words = self.context.tr, self.context.catalogue
        text = self.context.ngettext(
            "{n} record is in {file}. The certificate {number} lies beside it and in the vault.",
            "{n} records are in {file}. The certificate {number} lies beside it and in the vault.",
            archived.records,
        )
        said = text.format(n=number(archived.records), file=archived.package, number=archived.certificate.number)
        reasons = [
            f"{number(one.records)} · {sentence(one.reason, words.gettext, lambda date: day(date, words))}"
            for one in archived.left_out
            if tells_left_out
        ]
        if reasons:
            left = tr("Not in the package: {n}. The reasons are below.")
            said += "\n" + left.format(n=number(sum(one.records for one in archived.left_out)))
        self.context.prompts.tell(self, tr("The package is written"), said, details="\n".join(reasons), problem=False)
