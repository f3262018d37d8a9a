"""Appraisal opinion 会计档案鉴定意见书 and destruction list 会计档案销毁清册 (Order 79, articles 16 to 18)."""

from app.domain.capacities import CAPACITIES, DEPARTMENTS, Capacity, Department
from app.domain.destruction_forms import (
    AppraisalEvidence,
    DestructionListEvidence,
    ListedItem,
    Medium,
    Opinion,
    Supervisor,
)
from app.domain.labels import KINDS
from app.domain.words import Kind
from reports.chapters import Chapter, Field, Form, Report, Row, Signer
from reports.language import Language, year_span


def appraisal_opinion(evidence: AppraisalEvidence, lang: Language) -> Report:
    """The opinion's content for PDF and workbook."""
    t = lang.t
    return Report(
        title=t("Appraisal Opinion on Accounting Files"),
        head=evidence.head,
        facts=(
            (t("Destruction order"), evidence.order),
            (t("Drawn up by"), f"{evidence.prepared_by}  {lang.minute(evidence.prepared_at)}"),
            (t("Records appraised"), lang.number(evidence.records)),
            (t("SHA-256 of the order"), evidence.order_hash),
        ),
        chapters=(_appraised(evidence, lang), _kept(evidence, lang), _opinion(evidence, lang)),
        number_label=t("Document No."),
        signers=_signers(evidence.opinions, evidence.missing, lang),
    )


def _appraised(evidence: AppraisalEvidence, lang: Language) -> Chapter:
    t = lang.t
    rows: list[Row] = [
        (
            lang.label(one.kind), one.rule or "", year_span(one.first_year, one.last_year), lang.cite(one.basis),
            one.records,
        )
        for one in evidence.groups
    ]  # fmt: skip
    return Chapter(
        title=t("Files whose period is over"),
        sheet=t("Appraised"),
        fields=(
            Field(t("Kind"), weight=0),
            Field(t("Rule"), weight=0),
            Field(t("Years"), weight=0),
            Field(t("Legal basis"), weight=2.5),
            Field(t("Records"), Form.NUMBER, weight=0, summed=True),
        ),
        rows=rows,
    )


def _kept(evidence: AppraisalEvidence, lang: Language) -> Chapter:
    t = lang.t
    rows: list[Row] = [(lang.reason(one.reason), one.until, one.records) for one in evidence.held_back]
    note = t(
        "{n} of them concern debts or other matters that are not settled; they are taken out and kept on (article 19).",
        n=lang.number(evidence.open_matters),
    )
    return Chapter(
        title=t("Files that are kept on, and why"),
        sheet=t("Kept on"),
        fields=(
            Field(t("Reason"), weight=4),
            Field(t("Until"), Form.DAY, weight=0.8),
            Field(t("Records"), Form.NUMBER, weight=0, summed=True),
        ),
        rows=rows,
        empty=t("The order left out none of the records that were chosen for it."),
        note=note if evidence.open_matters else "",
    )


def _opinion(evidence: AppraisalEvidence, lang: Language) -> Chapter:
    t = lang.t
    several = t("One person signed in several capacities, because the firm had no one else.")
    return Chapter(
        title=t("Opinion"),
        sheet=t("Opinion"),
        intro=t(
            "The files listed above have reached the end of their period and are of no further use. They may be "
            "destroyed by article 18; the others are kept on for the reasons given."
        ),
        items=(several,) if evidence.several_roles else (),
    )


def destruction_list(evidence: DestructionListEvidence, lang: Language) -> Report:
    """The list's content for PDF and workbook."""
    t = lang.t
    done = lang.minute(evidence.executed_at) if evidence.executed_at else t("not destroyed yet")
    return Report(
        title=t("Destruction List of Accounting Files"),
        head=evidence.head,
        facts=(
            (t("Destruction order"), evidence.order),
            (t("Drawn up by"), f"{evidence.prepared_by}  {lang.minute(evidence.prepared_at)}"),
            (t("Executed at"), done),
            (t("Certificate No."), evidence.certificate or t("not issued yet")),
            (t("SHA-256 of the order"), evidence.order_hash),
        ),
        chapters=(_items(evidence, lang), _checked(evidence, lang)),
        landscape=True,
        number_label=t("Document No."),
        watermark="" if evidence.executed_at else t("not destroyed yet"),
        signers=(
            *_signers(evidence.opinions, evidence.missing, lang),
            *_supervisors(evidence.supervisors, evidence.departments, lang),
        ),
    )


def _items(evidence: DestructionListEvidence, lang: Language) -> Chapter:
    t = lang.t
    media = {Medium.ELECTRONIC: t("electronic"), Medium.PAPER: t("paper")}
    rows: list[Row] = [
        (
            one.number, _name(one, lang), media[one.medium], one.file_number, one.volume, one.volumes,
            year_span(one.first_year, one.last_year), one.required_years, one.kept_years, one.destroyed_on, one.note,
        )
        for one in evidence.items
    ]  # fmt: skip
    return Chapter(
        title=t("Files destroyed"),
        sheet=t("List"),
        intro=t("Of electronic files the column of volumes counts records. This list is kept for good."),
        fields=(
            Field(t("No."), Form.NUMBER, weight=0, size=8),
            Field(t("Title of the file"), weight=1.6, size=8),
            Field(t("Medium"), weight=0, size=8),
            Field(t("File number"), weight=0.9, size=8),
            Field(t("Volume number"), weight=0.6, size=8),
            Field(t("Volumes, number"), Form.NUMBER, weight=0, size=8, summed=True),
            Field(t("Years from and to"), weight=0.7, size=8),
            Field(t("Years to be kept"), Form.NUMBER, weight=0, size=8),
            Field(t("Years kept"), Form.NUMBER, weight=0, size=8),
            Field(t("Destroyed on"), Form.DAY, weight=0, size=8),
            Field(t("Note"), weight=1.2, size=8),
        ),
        rows=rows,
        running=True,
    )


def _name(item: ListedItem, lang: Language) -> str:
    if item.medium is Medium.PAPER:
        return item.name
    kind = lang.t(KINDS[Kind(item.name)])
    return f"{kind} {item.rule}" if item.rule else kind


def _checked(evidence: DestructionListEvidence, lang: Language) -> Chapter:
    t = lang.t
    items = [t("Before the destruction the files were counted and checked against this list.")]
    if evidence.several_roles:
        items.append(t("One person signed in several capacities, because the firm had no one else."))
    return Chapter(title=t("Supervision"), sheet=t("Supervision"), items=tuple(items))


def _signers(opinions: tuple[Opinion, ...], missing: tuple[Capacity, ...], lang: Language) -> tuple[Signer, ...]:
    """The five in the law's order; who has not signed gets a box to sign by hand."""
    signed = {one.capacity: one for one in opinions}
    return tuple(
        Signer(
            lang.t(CAPACITIES[capacity]),
            *((one.operator, (_signed(one, lang),)) if (one := signed.get(capacity)) else ()),
        )
        for capacity in Capacity
        if capacity in signed or capacity in missing
    )


def _supervisors(
    supervisors: tuple[Supervisor, ...], departments: tuple[Department, ...], lang: Language
) -> tuple[Signer, ...]:
    signed = {one.department: one for one in supervisors}
    return tuple(
        Signer(
            lang.t("Supervision: {department}", department=lang.t(DEPARTMENTS[department])),
            *((one.operator, (_signed(one, lang),)) if (one := signed.get(department)) else ()),
        )
        for department in departments
    )


def _signed(one: Opinion | Supervisor, lang: Language) -> str:
    return lang.t("signed electronically {at}", at=lang.minute(one.signed_at))
