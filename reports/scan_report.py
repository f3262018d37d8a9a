"""The scan report 文件中的个人信息: what personal information files hold, made without a vault and not signed."""

from collections.abc import Sequence
from hashlib import sha256

from app.domain.evidence import canonical
from app.domain.scan_evidence import ScanColumn, ScanEvidence, ScanSheet, ScanTotal
from app.domain.words import PiType, Sensitivity
from app.i18n import N_
from reports import style
from reports.chapters import Chapter, Field, Form, Row, set_chapter
from reports.charts import Bar
from reports.language import Language, listed, made_with
from reports.page import Composed, Furniture
from reports.press import Press

TITLE = N_("Personal Information in Files")
_ADVICE = (
    N_(
        "Sensitive personal information may be handled only for a specific purpose, where that is really necessary and "
        "strictly protected (PIPL, article 28), and as a rule with separate consent (article 29). Here it is: {types}."
    ),
    N_(
        "What a purpose needs no longer is to be deleted by whoever handles it, unasked, as far as no law sets a "
        "period of keeping (PIPL, article 47)."
    ),
    N_(
        "Whoever can open these files can copy them. Encrypt them, or take them into a vault and destroy the originals "
        "with their copies (PIPL, article 51)."
    ),
)
_LIMITS = N_(
    "Recognised by form, check digit, context and word lists: single cells may be missed or mistaken. Pictures, "
    "scans and documents were not looked into. No value from the files stands in this report; file and column names do."
)
_MOST_BARS = 10
_GRADES = tuple(Sensitivity)
_IMPERSONAL = frozenset(
    {
        PiType.ORG_NAME, PiType.USCC, PiType.POSTCODE, PiType.AMOUNT, PiType.EVENT_DATE, PiType.ORDER_NUMBER,
        PiType.FREE_TEXT, PiType.OTHER,
    }
)  # fmt: skip


def scan_report(evidence: ScanEvidence, press: Press) -> tuple[Composed, bytes]:
    """The report's pages, and the evidence behind them as JSON."""
    lang, t, number = press.language, press.language.t, press.language.number
    content = canonical(evidence)
    digest = sha256(content).hexdigest()
    press.title(t(TITLE), lang.day(lang.local_day(evidence.issued_at)))
    sensitive = [total for total in evidence.totals if total.pi_sensitive]
    press.facts(
        [
            (t("Files"), number(evidence.files)),
            (t("Sheets"), number(len(evidence.sheets))),
            (t("Rows"), number(evidence.rows)),
            (t("Cells with content"), number(evidence.cells)),
            (t("Types of personal information"), number(len(evidence.totals))),
            (t("Sensitive by article 28"), listed((lang.label(one.type) for one in sensitive), lang) or t("none")),
        ]
    )
    press.note(made_with(evidence.issued_at, evidence.program_version, t))
    chapters = [_types(evidence, lang), _files(evidence, lang), _columns(evidence, lang), _advice(sensitive, lang)]
    if evidence.left_out:
        chapters.append(_left_out(evidence, lang))
    for place, chapter in enumerate(chapters, start=1):
        set_chapter(chapter, place, press)
    furniture = Furniture(t(TITLE), t(TITLE), t("Figures as of"), lang.minute(evidence.issued_at), None, digest)
    return press.compose(furniture), content


def _types(evidence: ScanEvidence, lang: Language) -> Chapter:
    t = lang.t
    totals = sorted(evidence.totals, key=lambda total: -(total.cells + total.inside))
    return Chapter(
        title=t("What was found"),
        sheet=t("Types"),
        bars=tuple(_bar(total, lang) for total in totals[:_MOST_BARS]),
        fields=(
            Field(t("Type"), weight=2),
            Field(t("Columns"), Form.NUMBER),
            Field(t("Cells"), Form.NUMBER),
            Field(t("Inside notes"), Form.NUMBER),
            Field(t("PIPL, article 28"), weight=1.2),
            Field(t("Highest internal grade"), weight=1.2),
        ),
        rows=[
            (
                lang.label(total.type),
                total.columns,
                total.cells,
                total.inside,
                t("sensitive") if total.pi_sensitive else "",
                lang.label(total.sensitivity),
            )
            for total in totals
        ],
        note=t(
            "The grades (general, sensitive, core) are the handler's own internal grading. They are not the grading "
            "of data by the State under the Data Security Law."
        ),
        empty=t("No personal information was found."),
    )


def _bar(total: ScanTotal, lang: Language) -> Bar:
    found = total.cells + total.inside
    return Bar(lang.label(total.type), found, lang.number(found), style.DANGER if total.pi_sensitive else style.PRIMARY)


def _files(evidence: ScanEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("In which files"),
        sheet=t("Files"),
        fields=(
            Field(t("File"), weight=2),
            Field(t("Sheet")),
            Field(t("Kind"), weight=0),
            Field(t("Rows"), Form.NUMBER, weight=0, summed=True),
            Field(t("Personal information in it"), weight=3.5),
            Field(t("Grade"), weight=0),
        ),
        rows=[_file(sheet, lang) for sheet in evidence.sheets],
        empty=t("No file was read."),
    )


def _file(sheet: ScanSheet, lang: Language) -> Row:
    held = {kind for column in sheet.columns for kind in _held(column)}
    highest = max((column.sensitivity for column in sheet.columns), key=_GRADES.index, default=_GRADES[0])
    return (
        sheet.file,
        sheet.sheet,
        lang.label(sheet.kind),
        sheet.rows,
        listed((lang.label(kind) for kind in PiType if kind in held), lang),
        lang.label(highest),
    )


def _held(column: ScanColumn) -> Sequence[PiType]:
    """The types that a column holds of people: its own, those of single cells, those inside notes."""
    kinds = (column.type, *(kind for kind, _ in (*column.inside, *column.aside)))
    return [kind for kind in kinds if kind not in _IMPERSONAL]


def _columns(evidence: ScanEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Columns with personal information"),
        sheet=t("Columns"),
        fields=(
            Field(t("File"), weight=1.6),
            Field(t("Sheet")),
            Field(t("Column"), weight=1.2),
            Field(t("Type"), weight=1.3),
            Field(t("Share"), Form.SHARE, weight=0),
            Field(t("Also holds"), weight=2),
            Field(t("Grade"), weight=0),
        ),
        rows=[
            (
                sheet.file,
                sheet.sheet,
                column.header,
                lang.label(column.type),
                column.share,
                listed((f"{lang.label(kind)} {lang.number(n)}" for kind, n in (*column.inside, *column.aside)), lang),
                lang.label(column.sensitivity),
            )
            for sheet in evidence.sheets
            for column in sheet.columns
            if _held(column)
        ],
        dense=True,
        empty=t("No personal information was found."),
    )


def _advice(sensitive: Sequence[ScanTotal], lang: Language) -> Chapter:
    t = lang.t
    types = listed((lang.label(one.type) for one in sensitive), lang)
    advice = _ADVICE if sensitive else _ADVICE[1:]
    return Chapter(
        title=t("What the law asks for"),
        sheet=t("Law"),
        items=tuple(t(text, types=types) if "{types}" in text else t(text) for text in advice),
        intro=t(_LIMITS),
    )


def _left_out(evidence: ScanEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Not looked into"),
        sheet=t("Left out"),
        fields=(Field(t("File"), weight=1.5), Field(t("Why"), weight=2)),
        rows=list(evidence.left_out),
    )
