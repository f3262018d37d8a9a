"""What a newer rule pack changes, shown before it is taken."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.domain.labels import DISPOSITIONS
from app.domain.law_library import period_text
from app.domain.marks import N_
from app.domain.pack_changes import ChangeKind, Outcome, RecordChange, RuleChange
from app.domain.words import Disposition
from app.services.rule_packs import PackPreview
from ui.context import AppContext
from ui.formatting import number
from ui.widgets.boxes import column, holder, scrolled
from ui.widgets.dialogs import Dialog
from ui.widgets.texts import label

CHANGES = {
    ChangeKind.ADDED: N_("{rule}: new"),
    ChangeKind.REMOVED: N_("{rule}: no longer there"),
    ChangeKind.PERIOD: N_("{rule}: decides otherwise ({names})"),
    ChangeKind.FINDING: N_("{rule}: other words find its records"),
    ChangeKind.WORDING: N_("{rule}: other wording"),
}
HEIGHT = 260
# What of a rule differs, as a person says it.
FIELDS = {
    **dict.fromkeys(("years", "months", "days", "permanent"), N_("the period")),
    **dict.fromkeys(("trigger", "event"), N_("when it begins")),
    **dict.fromkeys(("basis", "norm_level", "wording", "title"), N_("its source")),
    **dict.fromkeys(("kinds", "covers", "closures", "profile", "whole"), N_("what it covers")),
    **dict.fromkeys(("after", "effect"), N_("what follows")),
}


class RulePackDialog(Dialog):
    """The rules that differ and the records that fare otherwise; taking it is one press."""

    def __init__(self, context: AppContext, parent: QWidget, found: PackPreview) -> None:
        tr = context.tr
        super().__init__(parent, tr("Rule pack {version}").format(version=found.version))
        text = tr("It takes the place of {before}. Orders and documents keep the version they were made under.")
        self.add_note(text.format(before=found.before))
        parts: list[QWidget] = [label(tr("Rules"), "small", "second")]
        parts += [label(change_text(one, tr), wrap=True) for one in found.rules]
        if not found.rules:
            parts.append(label(tr("No rule differs.")))
        parts.append(label(tr("What becomes of the records"), "small", "second"))
        parts += fates(found, tr)
        area = scrolled(holder(column(*parts, None)))
        area.setFixedHeight(HEIGHT)
        self.body.addWidget(area)
        cancel = self.add_button(tr("Cancel"))
        go = self.add_button(tr("Decide by this pack"), "primary")
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        cancel.setDefault(True)


def fates(found: PackPreview, tr: Callable[[str], str]) -> list[QWidget]:
    """A line for each group of records that fares otherwise."""
    if not found.records:
        return [label(tr("No record fares otherwise."))]
    # What may be destroyed only now is what has to be looked at.
    titles = {rule_id: tr(title) for rule_id, title in found.titles.items()}
    return [
        label(fate_text(one, titles, tr), None, "danger" if one.sets_free else None, wrap=True) for one in found.records
    ]


def change_text(change: RuleChange, tr: Callable[[str], str]) -> str:
    """One changed rule in words."""
    rule = change.after or change.before
    title = tr(rule.title) if rule else change.rule_id
    names = dict.fromkeys(tr(FIELDS[name]) for name in change.names if name in FIELDS)
    said = tr(CHANGES[change.kind]).format(rule=title, names=tr(", ").join(names))
    if change.before is None or change.after is None:
        return said
    before, after = period_text(change.before, tr), period_text(change.after, tr)
    if before == after:
        return said
    return tr("{change}: {before} → {after}").format(change=said, before=before, after=after)


def fate_text(change: RecordChange, titles: Mapping[str, str], tr: Callable[[str], str]) -> str:
    """What becomes of some records otherwise, in words; `titles` of the rules by id."""
    text = tr("{rule}, records: {n}. {before} → {after}")
    return text.format(
        n=number(change.records),
        rule=titles.get(change.rule_id or "", change.rule_id or "—"),
        before=_outcome(change.before, tr),
        after=_outcome(change.after, tr),
    )


def _outcome(outcome: Outcome, tr: Callable[[str], str]) -> str:
    if not outcome.decided:
        return tr("undecided")
    name = tr(DISPOSITIONS[Disposition(outcome.disposition)])
    until = tr("permanently") if outcome.permanent else outcome.retain_until.isoformat() if outcome.retain_until else ""
    return tr("{what} ({until})").format(what=name, until=until) if until else name
