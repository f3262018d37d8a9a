"""Taking an import back: what it does, what survives it, or why it can't be done any more."""

from app.domain.labels import COPY_KINDS
from app.domain.reasons import sentence
from app.services.taking_back import Prospect, TakenBack
from ui.context import AppContext
from ui.formatting import moment, number


def confirmation(context: AppContext, file: str, prospect: Prospect) -> str:
    """What will happen, what will not, and what survives."""
    tr = context.tr
    text = context.ngettext(
        "{n} record of {file} will be taken out of the vault, with the customers that nothing else is known of.",
        "{n} records of {file} will be taken out of the vault, with the customers that nothing else is known of.",
        prospect.records,
    ).format(n=number(prospect.records), file=file)
    lines = [
        text,
        tr(
            "What stays is written into a new database under a new key and read back; then the old one is destroyed. "
            "This can't be undone, but the file can be imported again."
        ),
        tr(
            "Rows of other files that were left out because this file had brought them already do not come back by "
            "themselves: import those files again."
        ),
    ]
    if prospect.copies:
        lines.append(tr("These files outside still hold some of the records, and a restored backup brings them back:"))
        lines += [f"· {tr(COPY_KINDS[one.kind])} {one.file} · {moment(one.made_at)}" for one in prospect.copies]
    return "\n".join(lines)


def refusal_text(context: AppContext, prospect: Prospect) -> str:
    """Why it can't be taken back, and what can be done instead."""
    tr = context.tr
    reasons = (sentence(reason, tr) for reason in prospect.against)
    heads = tr("Something was done with its records since, so it can't be taken back as a whole:")
    return "\n".join(
        [heads, *(f"· {reason}" for reason in reasons), tr("What has to go can be destroyed by an order.")]
    )


def result_text(context: AppContext, done: TakenBack) -> str:
    """What was measured."""
    return context.ngettext(
        "{records} record was taken out. Reading the new database back found nothing of what only it held (pages read: "
        "{pages}, values looked for: {values}); the same search found all of it in the old database.",
        "{records} records were taken out. Reading the new database back found nothing of what only they held (pages "
        "read: {pages}, values looked for: {values}); the same search found all of it in the old database.",
        done.records,
    ).format(records=number(done.records), pages=number(done.residue.pages), values=number(done.residue.values))
