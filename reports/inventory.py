"""The data inventory 个人信息处理清单: which personal information the vault holds, from where and for what."""

from hashlib import sha256

from app.domain.evidence import canonical
from app.domain.labels import COPY_KINDS
from app.domain.report_evidence import InventoryEvidence, InventorySheet
from app.domain.words import PiType
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.language import Language

# Columns of these types hold nothing about a person by themselves.
_IMPERSONAL = frozenset(
    {PiType.AMOUNT, PiType.EVENT_DATE, PiType.ORDER_NUMBER, PiType.OTHER, PiType.USCC, PiType.ORG_NAME}
)


def inventory_report(evidence: InventoryEvidence, lang: Language) -> Report:
    """The inventory's content for PDF and workbook."""
    t, number = lang.t, lang.number
    content = canonical(evidence)
    counted = t(
        "{records}, of them {personal} with personal information, {sensitive} with sensitive personal information",
        records=number(evidence.records),
        personal=number(evidence.personal),
        sensitive=number(evidence.pi_sensitive),
    )
    minors = t("{customers} ({minors} under 14)", customers=number(evidence.customers), minors=number(evidence.minors))
    return Report(
        title=t("Personal Information Inventory"),
        head=evidence.head,
        facts=((t("Records"), counted), (t("Customers"), minors)),
        chapters=(
            _types(evidence, lang),
            _sheets(evidence, lang),
            _columns(evidence, lang),
            _groups(evidence, lang),
            _keepings(evidence, lang),
            _places(evidence, lang),
        ),
        attachment=content,
        digest=sha256(content).hexdigest(),
    )


def _types(evidence: InventoryEvidence, lang: Language) -> Chapter:
    """Types of personal information, with the sheets that have a column of each and the records in those."""
    t = lang.t
    rows: list[Row] = []
    for word in PiType:
        sheets = [sheet for sheet in evidence.sheets if any(column.type is word for column in sheet.columns)]
        if not sheets or word in _IMPERSONAL:
            continue
        grades = [column.sensitivity for sheet in sheets for column in sheet.columns if column.type is word]
        highest = max(grades, key=list(type(grades[0])).index)
        rows.append(
            (lang.label(word), lang.label(highest), len(sheets), sum(sheet.records_present for sheet in sheets))
        )
    return Chapter(
        title=t("Types of personal information"),
        sheet=t("Types"),
        fields=(
            Field(t("Type"), weight=2),
            Field(t("Highest internal grade")),
            Field(t("Sheets"), Form.NUMBER),
            Field(t("Records in these sheets"), Form.NUMBER),
        ),
        rows=rows,
        note=t("A sheet with several types is counted under each of them, so this table has no sum."),
        empty=t("No column with personal information was found."),
    )


def _sheets(evidence: InventoryEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Sources and purposes"),
        sheet=t("Sources"),
        fields=(
            Field(t("File"), weight=2),
            Field(t("Sheet")),
            Field(t("Kind"), weight=0),
            Field(t("Source"), weight=1.2),
            Field(t("Purpose"), weight=1.2),
            Field(t("Legal basis"), weight=1.2),
            Field(t("Purpose until"), Form.DAY, weight=0),
            Field(t("Records"), Form.NUMBER, weight=0, summed=True),
        ),
        rows=[_sheet_row(sheet, lang) for sheet in evidence.sheets],
        empty=t("Nothing has been imported."),
    )


def _sheet_row(sheet: InventorySheet, lang: Language) -> Row:
    return (
        sheet.file or lang.t("(no record left)"), sheet.sheet, lang.label(sheet.kind), sheet.source, sheet.purpose,
        lang.label(sheet.legal_basis), sheet.purpose_until, sheet.records_present,
    )  # fmt: skip


def _columns(evidence: InventoryEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Columns"),
        sheet=t("Columns"),
        fields=(
            Field(t("File"), weight=2),
            Field(t("Sheet")),
            Field(t("Column"), weight=1.5),
            Field(t("Type"), weight=1.2),
            Field(t("Share of the cells"), Form.SHARE, weight=0),
            Field(t("Internal grade"), weight=0),
        ),
        rows=[
            (
                sheet.file,
                sheet.sheet,
                column.header,
                lang.label(column.type),
                column.share,
                lang.label(column.sensitivity),
            )
            for sheet in evidence.sheets
            if sheet.records_present
            for column in sheet.columns
        ],
        dense=True,
        empty=t("There are no records in the vault."),
    )


def _groups(evidence: InventoryEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Records by kind and internal grade"),
        sheet=t("Kinds and grades"),
        fields=(Field(t("Kind"), weight=2), Field(t("Internal grade")), Field(t("Records"), Form.NUMBER, summed=True)),
        rows=[
            (
                lang.label(group.kind) if group.kind else t("Not classified"),
                lang.label(group.sensitivity) if group.sensitivity else t("Not graded"),
                group.records,
            )
            for group in evidence.groups
        ],
        note=t(
            "The grades (general, sensitive, core) are the handler's own internal grading. They are not the grading "
            "of data by the State under the Data Security Law."
        ),
        empty=t("There are no records in the vault."),
    )


def _keepings(evidence: InventoryEvidence, lang: Language) -> Chapter:
    """How long it is kept: what 个人信息保护法 第十九条 asks of every handler to know."""
    t = lang.t
    return Chapter(
        title=t("How long it is kept"),
        sheet=t("Retention"),
        fields=(
            Field(t("Kind"), weight=0),
            Field(t("Rule"), weight=0),
            Field(t("Records"), Form.NUMBER, weight=0, summed=True),
            Field(t("Earliest end of keeping"), Form.DAY, weight=0),
            Field(t("Latest end of keeping"), Form.DAY, weight=0),
            Field(t("Legal basis"), weight=2),
        ),
        rows=[
            (
                lang.label(one.kind) if one.kind else t("Not classified"), one.rule, one.records, one.until_first,
                one.until_last, lang.cite(one.basis),
            )
            for one in evidence.keepings
        ],
        note=t("Without a last day: kept permanently, or only as long as the purpose asks (PIPL 19), or not decided."),
        empty=t("There are no records in the vault."),
    )  # fmt: skip


def _places(evidence: InventoryEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Places of storage"),
        sheet=t("Places"),
        fields=(
            Field(t("Place"), weight=3),
            Field(t("Copies"), Form.NUMBER, weight=0),
            Field(t("Records"), Form.NUMBER, weight=0),
        ),
        rows=[
            (lang.named(one.kind, COPY_KINDS) if one.kind else t("This vault, encrypted"), one.copies, one.records)
            for one in evidence.places
        ],
        note=t(
            "Copies that this program wrote and that are not known to be gone, each with its own count. The original "
            "files, and copies made without this program, are not known to it."
        ),
    )
