"""The chapter of decisions that people changed by hand, as the closure report and the retention plan have it."""

from app.domain.decision_changes import DecisionChange
from reports.chapters import Chapter, Field, Form
from reports.language import Language


def changed_chapters(changes: tuple[DecisionChange, ...], lang: Language) -> tuple[Chapter, ...]:
    """One chapter, none where nothing was changed."""
    t = lang.t
    if not changes:
        return ()
    chapter = Chapter(
        title=t("Decisions changed by hand"),
        sheet=t("Changed decisions"),
        fields=(
            Field(t("Changed at"), Form.INSTANT, weight=0),
            Field(t("By"), weight=0.6),
            Field(t("Rule before"), weight=0),
            Field(t("Rule after"), weight=0),
            Field(t("Day entered"), Form.DAY, weight=0),
            Field(t("Records"), Form.NUMBER, weight=0),
            Field(t("Written basis"), weight=2),
        ),
        rows=[
            (
                one.changed_at,
                one.changed_by,
                _before(one, lang),
                one.wanted.rule or t("as before"),
                one.wanted.first_day,
                one.records,
                one.basis,
            )
            for one in changes
        ],
        note=t(
            "A record that was changed twice is counted in both rows. Names in the written basis are masked; a basis "
            "that named a destroyed customer has gone with the customer."
        ),
    )
    return (chapter,)


def _before(change: DecisionChange, lang: Language) -> str:
    """The rules that the records had, with their counts where there were several."""
    if len(change.rules_before) == 1:
        return change.rules_before[0][0]
    return "\n".join(f"{rule} ({lang.number(records)})" for rule, records in change.rules_before)
