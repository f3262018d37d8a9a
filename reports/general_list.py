"""The destruction list of any files 档案销毁清册: what goes, why, when, where and how, and who stands for it."""

from collections.abc import Iterator

from app.domain.capacities import PAPER_METHODS
from app.domain.destruction_forms import GeneralItem, GeneralListEvidence, Medium
from app.domain.evidence import SignedBy
from app.domain.labels import KINDS
from app.domain.words import Kind, Role
from app.i18n import N_
from reports.chapters import Chapter, Field, Form, Report, Row, Signer
from reports.language import Language, year_span

_WITNESSES = 2
_ROLES = {Role.APPROVER: N_("Approved by"), Role.HANDLER: N_("Archivist or handler")}


def general_list(evidence: GeneralListEvidence, lang: Language) -> Report:
    """The list's content for PDF and workbook."""
    t = lang.t
    done = lang.minute(evidence.executed_at) if evidence.executed_at else t("not destroyed yet")
    return Report(
        title=t("Destruction List of Files"),
        head=evidence.head,
        facts=(
            (t("Destruction order"), evidence.order),
            (t("Drawn up by"), f"{evidence.prepared_by}  {lang.minute(evidence.prepared_at)}"),
            (t("Records listed"), lang.number(evidence.records)),
            (t("Executed at"), done),
            (t("Certificate No."), evidence.certificate or t("not issued yet")),
            (t("SHA-256 of the order"), evidence.order_hash),
        ),
        chapters=(_items(evidence, lang), _supervision(evidence, lang)),
        landscape=True,
        number_label=t("Document No."),
        watermark="" if evidence.executed_at else t("not destroyed yet"),
        signers=tuple(_signers(evidence.signatures, lang)),
    )


def _items(evidence: GeneralListEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Files on this list"),
        sheet=t("List"),
        intro=t(
            "The grade is the firm's own and not the national grading of the Data Security Law. This list is kept for "
            "good; it names no customer."
        ),
        fields=(
            Field(t("No."), Form.NUMBER, weight=0, size=8),
            Field(t("Title of the file"), weight=1.4, size=8),
            Field(t("Medium"), weight=0, size=8),
            Field(t("File number"), weight=0.9, size=8),
            Field(t("Years from and to"), weight=0.7, size=8),
            Field(t("Records"), Form.NUMBER, weight=0, size=8, summed=True),
            Field(t("Volumes, number"), Form.NUMBER, weight=0, size=8, summed=True),
            Field(t("Security grade"), weight=0, size=8),
            Field(t("Rule"), weight=0, size=8),
            Field(t("Why it goes"), weight=1.6, size=8),
            Field(t("Destroyed on"), Form.DAY, weight=0, size=8),
            Field(t("Where and how"), weight=1.8, size=8),
            Field(t("Note"), weight=1.2, size=8),
        ),
        rows=[_row(one, evidence.head.vault_id, lang) for one in evidence.items],
        dense=True,
        running=True,
    )


def _row(item: GeneralItem, vault_id: str, lang: Language) -> Row:
    t = lang.t
    if item.medium is Medium.PAPER:
        name, medium, why = item.name, t("paper"), t("With the records of the order")
        place = t("{place}: {how}", place=item.place, how=t(PAPER_METHODS[item.method]) if item.method else "")
    else:
        name, medium = t(KINDS[Kind(item.name)]), t("electronic")
        why = lang.cite(item.basis)
        place = t("Vault {id}: written out of the database, its key destroyed", id=vault_id[:8])
    return (
        item.number, name, medium, item.file_number, year_span(item.first_year, item.last_year), item.records or None,
        item.volumes or None, lang.label(item.grade) if item.grade else None, item.rule, why, item.destroyed_on,
        place, item.note,
    )  # fmt: skip


def _supervision(evidence: GeneralListEvidence, lang: Language) -> Chapter:
    t = lang.t
    items = [
        t("Before the destruction the files were counted and checked against this list."),
        t("Two witnesses are customary. Outside accounting files no national rule asks for a certain number of them."),
    ]
    if evidence.one_person:
        items.append(t("One person signed in several capacities, because the firm had no one else."))
    return Chapter(title=t("Supervision"), sheet=t("Supervision"), items=tuple(items))


def _signers(signatures: tuple[SignedBy, ...], lang: Language) -> Iterator[Signer]:
    """Approver, archivist, two witnesses; who has not signed in the program gets a box to sign by hand."""
    t = lang.t
    for role, title in _ROLES.items():
        yield _signer(t(title), next((one for one in signatures if one.role is role), None), lang)
    witnesses = [one for one in signatures if one.role is Role.WITNESS][:_WITNESSES]
    for number, one in enumerate([*witnesses, *[None] * (_WITNESSES - len(witnesses))], start=1):
        yield _signer(t("Witness {number}", number=lang.number(number)), one, lang)


def _signer(title: str, signed: SignedBy | None, lang: Language) -> Signer:
    if signed is None:
        return Signer(title)
    return Signer(title, signed.operator, (lang.t("signed electronically {at}", at=lang.minute(signed.signed_at)),))
