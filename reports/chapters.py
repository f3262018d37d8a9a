"""A report as chapters of values: one content, set as PDF by Press and as workbook by reports.workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from app.domain.report_evidence import ReportHead
from reports.capitals import amount_in_capitals, in_capitals
from reports.charts import Bar, BarChart
from reports.columns import Cell, Column
from reports.language import DASH, Language, share
from reports.press import Press
from reports.sums import PageSums
from reports.timeline import Event, Timeline

Value: TypeAlias = str | int | float | Decimal | date | datetime | None
Row: TypeAlias = Sequence[Value]


class Form(Enum):
    """How a field's values are shown; numbers and dates stay such in a workbook. Money is yuan as Decimal."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    DAY = "day"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: `weight` and `size` as in reports.grids.Column; `summed` puts its sum under the table."""

    title: str
    form: Form = Form.TEXT
    weight: float = 1.0
    size: float = 9.0
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with a table under it; all texts already in the document's language.

    `sheet` is its short name in a workbook. `intro` may hold **bold** and {params}; `empty` stands for a table
    without rows. `rows` may be any lazy sequence; `dense` sets many of them on a page. `items` are numbered sentences
    under the intro; a chapter without `fields` has no table. `running` puts 本页合计 and 累计 of the summed fields
    under each page of a table that takes several, and the total 大写 under its end, as the forms of registers have
    them.
    """

    title: str
    sheet: str
    fields: tuple[Field, ...] = ()
    rows: Sequence[Row] = ()
    intro: str = ""
    params: tuple[tuple[str, str], ...] = ()
    note: str = ""
    empty: str = ""
    bars: tuple[Bar, ...] = ()
    dense: bool = False
    items: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    running: bool = False

    @property
    def sums(self) -> list[int | Decimal | None]:
        """The sum of each summed field, None for the others."""
        return [
            sum(value for row in self.rows if isinstance(value := row[i], int | Decimal)) if field.summed else None
            for i, field in enumerate(self.fields)
        ]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs by hand or has signed: a form's box of 签字、盖章、日期; `name` is "" where nobody is named yet."""

    role: str
    name: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `attachment` is what the PDF carries as evidence.json; `digest` its SHA-256 in hex, else "".

    `signers` get a box each beside the firm's; `number_label` names the number where it is no report's; `watermark`
    stands under the text of every page.
    """

    title: str
    head: ReportHead
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    attachment: bytes = b""
    digest: str = ""
    landscape: bool = False
    signers: tuple[Signer, ...] = ()
    number_label: str = ""
    watermark: str = ""


class _Shown(Sequence[Sequence[Cell]]):
    """Rows of values as rows of texts, made when a page asks for them."""

    def __init__(self, chapter: Chapter, language: Language) -> None:
        self._chapter = chapter
        self._language = language

    def __len__(self) -> int:
        return len(self._chapter.rows)

    def __getitem__(self, i: int) -> list[Cell]:  # type: ignore[override]  # nobody takes slices of a table
        row = self._chapter.rows[i]
        return [
            shown(value, field.form, self._language) for value, field in zip(row, self._chapter.fields, strict=True)
        ]


def shown(value: Value, form: Form, language: Language) -> str:
    """A value as a document prints it."""
    if value is None or value == "":
        return DASH
    if isinstance(value, datetime):
        return language.minute(value) if form is Form.INSTANT else language.iso(language.local_day(value))
    if isinstance(value, date):
        return language.iso(value)
    if form is Form.SHARE and isinstance(value, int | float):
        return share(value)
    if isinstance(value, int):
        return language.number(value)
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value)


def set_chapter(chapter: Chapter, number: int, press: Press) -> None:
    """The chapter on the page, its heading numbered as the language does it."""
    press.heading(press.language.heading(number, chapter.title))
    if chapter.intro:
        press.paragraph(chapter.intro, **dict(chapter.params))
    if chapter.items:
        press.items(chapter.items)
    if chapter.events:
        press.figure(Timeline(chapter.events, press.doubtful))
    if chapter.bars:
        press.figure(BarChart(chapter.bars, press.doubtful))
    if not chapter.fields and not (chapter.empty and not chapter.events):
        return
    if not chapter.rows and chapter.empty:
        press.paragraph(chapter.empty)
        return
    right = (Form.NUMBER, Form.SHARE, Form.MONEY)
    columns = [
        Column(field.title, "right" if field.form in right else "left", field.weight, size=field.size)
        for field in chapter.fields
    ]
    total: list[Cell] | None = None
    if any(field.summed for field in chapter.fields):
        sums = chapter.sums
        total = ["" if value is None else shown(value, Form.NUMBER, press.language) for value in sums]
        total[_label_column(chapter)] = press.language.t("Total")
    under = _page_sums(chapter, press.language) if chapter.running else None
    press.table(columns, _Shown(chapter, press.language), total=total, dense=chapter.dense, sums=under)
    if chapter.running and press.language.is_chinese:
        press.note(press.language.t("Total in capital figures: {sums}"), sums=_in_capitals(chapter))
    if chapter.note:
        press.note(chapter.note)


def _label_column(chapter: Chapter) -> int:
    """Where sums are named: in a register in the first column of words, because its numbers' column is too narrow."""
    words = (i for i, field in enumerate(chapter.fields) if field.form is Form.TEXT)
    return next(words, 0) if chapter.running else 0


def _page_sums(chapter: Chapter, language: Language) -> PageSums:
    summed = tuple(i for i, field in enumerate(chapter.fields) if field.summed)

    def value(row: int, column: int) -> int | Decimal:
        found = chapter.rows[row][column]
        return found if isinstance(found, int | Decimal) else 0

    def said(total: int | Decimal) -> str:
        return shown(total, Form.NUMBER, language)

    return PageSums(language.t("This page"), language.t("So far"), summed, value, said, _label_column(chapter))


def _in_capitals(chapter: Chapter) -> str:
    """The total of each summed field as forms write it: 册数 贰仟肆佰玖拾; 金额 壹仟肆佰零玖元伍角整."""
    written = [
        f"{field.title} {amount_in_capitals(total) if isinstance(total, Decimal) else in_capitals(total)}"
        for field, total in zip(chapter.fields, chapter.sums, strict=True)
        if total is not None
    ]
    return "；".join(written)
