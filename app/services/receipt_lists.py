"""Receipt lists: workbooks or text tables that say which letter reached whom, how and when, as offices have them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.detect import dates
from app.domain.notices import Consent, Method, method_of
from app.errors import Damaged
from app.formats.tables import TableFile

_SEARCHED_ROWS = 20
# What a column's header holds, most telling first; a column is what its first fitting word says.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("consent", ("是否同意", "同意", "consent", "答复", "回复")),
    ("method", ("送达方式", "方式", "渠道", "method", "channel")),
    ("status", ("状态", "结果", "回执", "status", "result")),
    ("on", ("日期", "时间", "date", "time", "delivered on", "送达日")),
    ("who", ("告知书", "函号", "信函", "letter", "客户", "会员", "编号", "customer", "uid", "手机", "电话", "phone",
             "mobile", "邮箱", "email", "e-mail", "姓名", "名称", "收件人", "name")),
)  # fmt: skip
_NO = ("不同意", "拒绝", "否", "no", "refuse", "disagree", "不")
_YES = ("同意", "是", "yes", "agree", "y", "√", "✓")


@dataclass(frozen=True, slots=True)
class ListedReply:
    """One filled row: by what names it may know its letter, best first, and what it says; `row` counts from 1."""

    row: int
    names: tuple[str, ...]
    method: Method | None
    on: date | None
    consent: Consent | None


def read_receipts(table: TableFile, file: str) -> list[ListedReply]:
    """The filled rows of the first sheet that has a head; Damaged("receipts-unreadable") where none has."""
    for index in range(len(table.sheets)):
        rows = list(table.open(index).rows())
        columns, first = _head(rows)
        if columns:
            return list(_replies(rows, columns, first))
    raise Damaged("receipts-unreadable", file=file)


def _head(rows: Sequence[Sequence[str]]) -> tuple[dict[str, list[int]], int]:
    """The columns by what they say, and the first row below the head; nothing where no row is one."""
    for at, row in enumerate(rows[:_SEARCHED_ROWS]):
        columns: dict[str, list[int]] = {}
        for place, cell in enumerate(row):
            if meaning := _meaning(cell):
                columns.setdefault(meaning, []).append(place)
        if "who" in columns and columns.keys() & {"method", "status", "on", "consent"}:
            return columns, at + 1
    return {}, 0


def _meaning(cell: str) -> str:
    plain = cell.strip().lower()
    if not plain or len(plain) > 30:
        return ""
    return next((meaning for meaning, words in _WORDS if any(word in plain for word in words)), "")


def _replies(rows: Sequence[Sequence[str]], columns: dict[str, list[int]], first: int) -> Iterator[ListedReply]:
    for at, row in enumerate(rows[first:], start=first + 1):
        texts = {meaning: [_cell(row, place) for place in places] for meaning, places in columns.items()}
        names = tuple(text for text in texts["who"] if text)
        said = " ".join([*texts.get("method", ()), *texts.get("status", ())]).strip()
        on = next((day for text in texts.get("on", ()) if text and (day := dates.parse(text)) is not None), None)
        consent = next((one for text in texts.get("consent", ()) if (one := _consent(text)) is not None), None)
        if names and (said or on or consent):
            method = method_of(said) if said else Method.OTHER if on and consent is None else None
            yield ListedReply(at, names, method, on, consent)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _consent(text: str) -> Consent | None:
    plain = text.strip().lower()
    if not plain:
        return None
    if any(plain.startswith(word) for word in _NO):
        return Consent.REFUSED
    return Consent.GIVEN if any(plain.startswith(word) for word in _YES) else None
