"""Decides how a sheet is read: its header, its kind, what each column holds; the user's word goes before all."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import count, islice, zip_longest
from pathlib import PurePath

from app.detect import headers, labelled, sheets
from app.detect.columns import ColumnReport
from app.detect.fields import field_for
from app.detect.sensitivity import Grading
from app.domain.mappings import SheetChoice, with_choices
from app.domain.records import Column, SheetPlan
from app.domain.words import Field, Kind, PiType
from app.errors import UserError
from app.formats.tables import OpenSheet
from app.services.ditto_marks import Dittos, has_marks
from app.services.import_template import GUIDE_SHEETS, SHEET_KINDS
from app.services.row_checks import announces_sums, are_sums, rounded_form
from app.services.row_marks import REJECT_HEADS, REJECT_KIND
from app.services.sheet_forms import form_table
from app.services.sheet_tables import has_gap, tables_of

_SAMPLE = 250
_WIDE = 200
_TITLES = 20
NOTES_HEAD = "批注"
_CHANCE, _ID_SHARE, _CARD_SHARE = 2, 0.02, 0.6
_CUSTOMERS = frozenset({Field.NAME, Field.ORG, Field.ID_NUMBER, Field.PHONE})
_OF_SHEET = frozenset({Field.EMAIL, Field.ADDRESS, Field.CODE, Field.DATE})
# Days on which a list was made say nothing of its rows.
_LISTED = re.compile("制表|打印|导出|填表|填报|统计|查询|报表")
# Names in these columns are the firm's own people and programs, not its customers.
_STAFF = re.compile(
    r"业务员|销售|经办|经手|客服|跟进|制单|制表|审核|复核|记账|填表|接待|服务人员|技师|老师|教师|顾问|操作|录入|员工|医生|司机|推荐|介绍|紧急|提交|渠道"
)
# The firm's own number where it takes payments.
_OWN_NUMBER = re.compile(r"(?:特约)?商户号|门店(?:编号|号)")
# Answers to a questionnaire are counted by 编号, in each one from 1.
_ANSWERED = re.compile("答卷|答题")
# Organisations in these columns only have to do with the customer.
_OTHER_ORG = re.compile(r"开户|银行|科目|快递|承运|物流|保险|学校|院校|医院|工作单位|就职|供应商|销方|销售方")
# Phones of a place, which many people have, and of somebody else.
_OTHER_PHONE = re.compile("传真|座机|固话|固定|住宅|宅电|商务|工作|办公|总机|紧急|fax|home|business|work|office")
_CUSTOMER = re.compile(r"客户|会员|学员|学生|买家|顾客|购方|患者|业主|收货人|甲方|姓名")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user decided instead of the program: a kind, the header's row, which header fills which field.

    `sheets`: what was decided about single sheets, by their names; it goes before what is said of the whole file.
    `grading` is the firm's own table, None the shipped one.
    """

    kind: Kind | None = None
    header_row: int | None = None
    mapping: Mapping[Field, str] = field(default_factory=dict)
    sheets: Mapping[str, SheetChoice] = field(default_factory=dict)
    grading: Grading | None = None


def planned_tables(sheet: OpenSheet, wishes: Wishes, file: str) -> list[tuple[OpenSheet, SheetPlan]]:
    """Each table of a sheet that holds something, with its plan; the user's header makes the sheet one table.

    Raises as plan_sheet; Damaged: "form-unclear", and while rows are read "several-tables", see sheet_tables.
    """
    tables = (sheet,) if wishes.header_row else _tables(sheet, wishes, file)
    return [(table, plan) for table in tables if (plan := plan_sheet(table, wishes, file))]


def _tables(sheet: OpenSheet, wishes: Wishes, file: str) -> Sequence[OpenSheet]:
    choice = wishes.sheets.get(sheet.name, SheetChoice())
    form = None if choice.header_row or sheet.name in GUIDE_SHEETS else form_table(sheet, file)
    return tables_of(sheet, file) if form is None else (form,)


def plan_sheet(sheet: OpenSheet, wishes: Wishes, file: str) -> SheetPlan | None:
    """The plan of a sheet, None where it has no row or only explains. Raises UserError("header-row-beyond")."""
    if sheet.name in GUIDE_SHEETS:
        return None
    choice = wishes.sheets.get(sheet.name, SheetChoice())
    header, sample = _sample(sheet, choice.header_row or wishes.header_row)
    if not sample:
        return None
    dittos = has_marks(sample)
    if dittos:
        marks = Dittos(met=True)
        sample = [marks.filled(row) for row in sample]
    header_row, first_row, kind, reports = _report(sample, sheet.name, header, file, wishes.grading)
    used = _used_columns(sheet, len(reports))
    chosen = [
        _column(report) if report.index != sheet.notes_at else replace(_column(report), header=NOTES_HEAD, field=None)
        for report in reports
        if report.index in used and report.index >= sheet.left and report.header not in REJECT_HEADS
    ]
    rounded = {one.index for one in chosen if _is_rounded(one, sample[first_row - 1 :])}
    chosen = [
        replace(one, field=Field.ID_NUMBER) if one.index in rounded and one.field is None and not _is_card(one) else one
        for one in chosen
    ]
    is_table = sheet.labels is None and header_row is not None and len(reports) > 1
    said = labelled.said_above(sample[: (header_row or 1) - 1]) if is_table else ()
    between = _said_between(sample[first_row - 1 :]) if is_table else []
    names_nobody = _CUSTOMERS.isdisjoint(one.field for one in chosen)
    if is_table and names_nobody and not said and not between and len(sample) < _SAMPLE:
        said = labelled.said_below(sample[first_row:])
    chosen = _without_answers_numbers(chosen)
    told = [*((label, [value]) for label, value in said), *between]
    chosen += _columns_told(told, len(reports), {one.field for one in chosen})
    mapped = _mapped(_each_field_once(chosen), wishes.mapping)
    titles = _titles(sample[: (header_row or first_row) - 1])
    if sheet.labels is not None:
        header_row = first_row = sheet.labels.rows[0]
    columns = with_choices(mapped, choice)
    kind = choice.kind or wishes.kind or SHEET_KINDS.get(sheet.name) or _kind_of_rejects(sample) or kind
    above = tuple(value for _, value in said)
    return SheetPlan(
        sheet.name,
        kind,
        header_row,
        first_row,
        columns,
        len(reports),
        titles,
        above,
        bool(between),
        dittos,
        tuple(at for at, one in enumerate(columns) if one.index in rounded),
        gap=is_table and has_gap(sample[(header_row or 1) - 1], sample[first_row - 1 :]),
    )


def _sample(sheet: OpenSheet, header: int | None) -> tuple[int | None, list[list[str]]]:
    """The header's row where it is known, and the first rows; none where nothing is filled."""
    if sheet.labels is not None:
        above = [[text] for text in sheet.labels.titles]
        return len(above) + 1, [*above, [*sheet.labels.texts], *islice(sheet.rows(), _SAMPLE)]
    sample = list(islice(sheet.rows(), (header or 0) + _SAMPLE))
    if not any(map(any, sample)):
        sample = _first_filled(sheet)
    # The first row of a workbook of rejected rows is its header, even where the sheet that they come from had none.
    is_rejects = len(sample) > 1 and not REJECT_HEADS.isdisjoint(sample[0])
    return header or (1 if is_rejects else None), sample


def _kind_of_rejects(sample: Sequence[Sequence[str]]) -> Kind | None:
    """What the workbook of rejected rows says that its rows were read as; a few rows alone tell it badly."""
    heads = sample[0] if sample else ()
    at = next((at for at, text in enumerate(heads) if text in REJECT_KIND.values()), None)
    if at is None:
        return None
    said = (row[at].strip() for row in sample[1:] if at < len(row))
    return next((SHEET_KINDS[text] for text in said if text in SHEET_KINDS), None)


def _titles(rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """What stands above the header, each text once: the title, who made the list, in which unit."""
    return tuple(dict.fromkeys(text.strip() for row in rows for text in row if text.strip()))[:_TITLES]


def _first_filled(sheet: OpenSheet) -> list[list[str]]:
    """The rows up to a sample after the first filled one, for sheets that begin far down."""
    before: list[list[str]] = []
    rows = sheet.rows()
    for row in rows:
        before.append(row)
        if any(row):
            return [*before, *islice(rows, _SAMPLE)]
    return []


def _report(
    sample: Sequence[Sequence[str]], name: str, header_row: int | None, file: str, grading: Grading | None
) -> tuple[int | None, int, Kind, tuple[ColumnReport, ...]]:
    if header_row is not None and header_row >= len(sample):
        raise UserError("header-row-beyond", file=file, row=header_row)
    found = sheets.inspect(sample, name, header_row, grading, file=PurePath(file).stem)
    return found.header_row, found.first_row, found.kind, found.columns


def _used_columns(sheet: OpenSheet, width: int) -> "set[int] | range":
    """All columns of a sheet of common width; of a very wide one only those that some row fills."""
    if width <= _WIDE:
        return range(width)
    used: set[int] = set()
    for row in sheet.rows():
        used.update(index for index, text in enumerate(row) if text)
    return used


def _column(report: ColumnReport) -> Column:
    own = field_for(report.header, report.type)
    hint = headers.hint(report.header)
    if own is None and hint is not None and hint.field is Field.CODE and report.type is PiType.ORDER_NUMBER:
        # The customer's own number looks like any other number.
        own = Field.CODE
    if own is Field.NAME and _STAFF.search(report.header):
        own = None
    if own is Field.CODE and _OWN_NUMBER.fullmatch(report.header):
        own = None
    if own is Field.DATE and _LISTED.search(report.header):
        own = None
    if own is Field.ORG and _OTHER_ORG.search(report.header):
        own = None
    return Column(report.index, report.header, own, report.type, report.share, report.sensitivity)


def _without_answers_numbers(columns: list[Column]) -> list[Column]:
    """The columns of a questionnaire with the numbers of its answers told from those of customers."""
    if not any(_ANSWERED.search(column.header) for column in columns):
        return columns
    return [replace(column, field=None) if column.header in ("编号", "ID") else column for column in columns]


def _said_between(sample: Sequence[Sequence[str]]) -> list[tuple[str, list[str]]]:
    """The label with its values where rows between the others say whose those below are; the first row does."""
    if not sample or not labelled.said_between(sample[0]):
        return []
    said = [*filter(None, map(labelled.said_between, sample))]
    return [(said[0][0], [value for _, value in said])]


def _columns_told(
    told: Sequence[tuple[str, Sequence[str]]], width: int, filled: AbstractSet[Field | None]
) -> list[Column]:
    """Columns behind the file's own for what is said above and between its rows; where these name nobody, of whom."""
    if not told:
        return []
    values = zip_longest(*(values for _, values in told), fillvalue="")
    report = sheets.inspect([[label for label, _ in told], *values], header_row=1)
    fields = (_CUSTOMERS | _OF_SHEET if _CUSTOMERS.isdisjoint(filled) else {Field.DATE}) - filled
    return [
        replace(one, index=width + one.index, field=one.field if one.field in fields else None)
        for one in map(_column, report.columns)
    ]


def _is_rounded(column: Column, sample: Iterable[Sequence[str]]) -> bool:
    """Whether a spreadsheet rounded numbers of the column.

    Of right ID numbers one in a thousand ends in three noughts, of right numbers of cards one in ten in a nought.
    """
    form = rounded_form(column.header)
    if form is None:
        return False
    filled = [text for row in sample if column.index < len(row) and (text := row[column.index].strip())]
    rounded = sum(form.fullmatch(text) is not None for text in filled)
    if _is_card(column):
        return rounded > max(_CHANCE, _CARD_SHARE * len(filled))
    return rounded > max(_CHANCE, _ID_SHARE * len(filled)) or 0 < rounded == len(filled)


def _is_card(column: Column) -> bool:
    hint = headers.hint(column.header)
    return hint is not None and hint.type is PiType.BANK_CARD


def _each_field_once(columns: Sequence[Column]) -> list[Column]:
    """A field goes to the column whose header fits best, the first of equals; the others keep their headers."""
    best: dict[Field, Column] = {}
    for column in columns:
        if column.field is not None:
            held = best.get(column.field)
            if held is None or _fit(column) > _fit(held):
                best[column.field] = column
    if Field.ID_NUMBER not in best:
        # A firm is known by its credit code as a person by the ID number.
        code = next((column for column in columns if column.type is PiType.USCC), None)
        if code is not None:
            best[Field.ID_NUMBER] = replace(code, field=Field.ID_NUMBER)
    chosen = {column.index: column.field for column in best.values()}
    return [replace(column, field=chosen.get(column.index)) for column in columns]


def _fit(column: Column) -> tuple[bool, bool, bool, bool, float]:
    """How well a column fits its field: by its words, then by what it holds (收/支 holds no amounts)."""
    hint = headers.hint(column.header)
    means = hint is not None and hint.field is column.field
    holds = hint is not None and hint.type is column.type and column.share > 0
    own = column.field is not Field.PHONE or (
        column.share > 0 and _OTHER_PHONE.search(headers.normal(column.header)) is None
    )
    return bool(_CUSTOMER.search(column.header)), means, own, holds, column.share


def _mapped(columns: Sequence[Column], mapping: Mapping[Field, str]) -> list[Column]:
    """The user's fields in place of the program's."""
    wanted = {" ".join(header.split()): one for one, header in mapping.items()}
    present = {wanted[column.header] for column in columns if column.header in wanted}
    return [
        replace(column, field=wanted[column.header])
        if column.header in wanted
        else replace(column, field=None if column.field in present else column.field)
        for column in columns
    ]


def require_headers(plans: Iterable[SheetPlan], mapping: Mapping[Field, str], file: str) -> None:
    """Raise UserError("header-not-found") for a header of the mapping that no sheet of the file has."""
    present = {column.header for plan in plans for column in plan.columns}
    for header in mapping.values():
        if " ".join(header.split()) not in present:
            raise UserError("header-not-found", file=file, header=header)


def planned_rows(
    sheet: OpenSheet, plan: SheetPlan, dittos: Dittos | None = None
) -> Iterator[tuple[int, list[str], str]]:
    """The filled rows below the header, cut to the plan's columns: number, cells, and what was wrong with the cutting.

    That is "" or the code of a row's fault: cells left over, broken quotation marks, sums below their own words.
    `dittos` tells afterwards whether marks were met.
    """
    said = [*plan.above, ""] if plan.between else [*plan.above]
    indexes = [column.index for column in plan.columns[: plan.own_columns]]
    width = max(plan.width, indexes[-1] + 1 if indexes else 0)
    in_order = indexes == list(range(width))
    marks = dittos or Dittos(met=plan.dittos)
    numbers = count(1) if sheet.labels is None else sheet.labels.rows
    announced = False
    for number, cells in zip(numbers, sheet.rows(), strict=False):
        if number < plan.first_row or not any(cells):
            continue
        length = len(cells)
        fault = "too-many-cells" if length > width and any(map(str.strip, cells[width:])) else ""
        if number in sheet.torn:
            fault = "open-quote"
        if length < width:
            cells.extend([""] * (width - length))
        elif fault:
            # The row stays outside; whoever mends it needs all that it says.
            cells[width - 1 :] = [" ".join(filter(None, cells[width - 1 :]))]
        elif length > width:
            del cells[width:]
        row = cells if in_order else [cells[index] for index in indexes]
        if announced or cells[0][-1:] == "数":
            sums = announced and are_sums(row)
            announced = announces_sums(row)
            fault = "total-row" if sums or announced else fault
        if fault or any(map(str.strip, row)):
            if plan.between and (pair := labelled.said_between(row)):
                said[-1] = pair[1]
            row = marks.filled(row)
            yield number, [*row, *said] if said else row, fault
