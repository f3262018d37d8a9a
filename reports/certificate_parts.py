"""Parts that only some destruction certificates have: paper files, copies proved gone, appraisal and supervision."""

from app.domain.capacities import CAPACITIES, DEPARTMENTS, PAPER_METHODS
from app.domain.evidence import DestructionEvidence
from app.domain.labels import COPY_KINDS, COPY_STATUSES
from reports.columns import Column
from reports.language import DASH
from reports.press import Press


def copies_gone(evidence: DestructionEvidence, press: Press) -> None:
    """Copies elsewhere that are proved gone, with what proves it; nothing where there are none."""
    if not evidence.copies_gone:
        return
    lang, t = press.language, press.language.t
    press.subheading(t("Copies elsewhere that are proved gone"))
    columns = [
        Column(t("Copy"), weight=1.2),
        Column(t("File or holder"), weight=2.0),
        Column(t("Of these records"), align="right"),
        Column(t("What became of it"), weight=1.2),
        Column(t("On"), weight=1.0),
        Column(t("SHA-256 of the proof"), weight=2.4),
    ]
    rows = [
        [
            lang.named(one.kind, COPY_KINDS),
            one.file,
            lang.number(one.records),
            lang.named(one.status, COPY_STATUSES),
            lang.iso(one.proved_on),
            one.proof[:32] or DASH,
        ]
        for one in evidence.copies_gone
    ]
    press.table(columns, rows)
    press.note(t("The program saw what the holders sent, not their systems."))


def paper_files(evidence: DestructionEvidence, press: Press) -> None:
    """Paper files destroyed with the order, and how many of the register are not accounted for."""
    lang, t = press.language, press.language.t
    if not evidence.paper and not evidence.paper_left:
        return
    press.subheading(t("Paper files"))
    if evidence.paper_left:
        press.paragraph(
            t("Of **{n}** paper files in the register that belonged to these records, no destruction is recorded."),
            n=lang.number(evidence.paper_left),
        )
        return
    columns = [
        Column(t("Title of the file"), weight=2.0),
        Column(t("Volumes, number"), align="right"),
        Column(t("How and where"), weight=2.0),
        Column(t("Weight or count"), weight=1.0),
        Column(t("Contractor"), weight=1.5),
        Column(t("On"), weight=1.0),
        Column(t("Photos"), align="right"),
    ]
    rows = [
        [
            one.name,
            lang.number(one.volumes),
            f"{lang.t(PAPER_METHODS[one.method])}\n{one.place}",
            one.amount or DASH,
            one.contractor or DASH,
            lang.iso(one.destroyed_on),
            lang.number(len(one.photos)),
        ]
        for one in evidence.paper
    ]
    press.table(columns, rows)
    press.note(t("Recorded by the firm's people; the program did not see the paper."))


def appraisal(evidence: DestructionEvidence, press: Press) -> None:
    """Who appraised in which capacity and who witnessed for which department (Order 79); only of accounting files."""
    if not evidence.opinions and not evidence.supervisors:
        return
    lang, t = press.language, press.language.t
    press.subheading(t("Appraisal and supervision of accounting files"))
    columns = [
        Column(t("Capacity"), weight=2.0),
        Column(t("Name"), weight=1.5),
        Column(t("Signed"), weight=1.5),
        Column(t("Key"), weight=1.5),
    ]
    rows = [
        [lang.t(CAPACITIES[one.capacity]), one.operator, lang.minute(one.signed_at), one.key[:16]]
        for one in evidence.opinions
    ]
    rows += [
        [
            t("Supervision: {department}", department=lang.t(DEPARTMENTS[one.department])),
            one.operator,
            lang.minute(one.signed_at),
            one.key[:16],
        ]
        for one in evidence.supervisors
    ]
    press.table(columns, rows)
