"""Precision, recall and F1 by type, header rows, kinds, shares, and numbers called what they are not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.detect import sheets, texts, values
from app.domain.words import PiType
from tests.bench.detection.truth import TrueSheet, TrueSpan

_PROVEN = {PiType.CN_RESIDENT_ID, PiType.BANK_CARD, PiType.USCC}


@dataclass(slots=True)
class Tally:
    """Right, missed and false findings by type."""

    right: Counter[PiType] = field(default_factory=Counter)
    missed: Counter[PiType] = field(default_factory=Counter)
    false: Counter[PiType] = field(default_factory=Counter)

    def precision(self, kind: PiType) -> float:
        found = self.right[kind] + self.false[kind]
        return self.right[kind] / found if found else 1.0

    def recall(self, kind: PiType) -> float:
        there = self.right[kind] + self.missed[kind]
        return self.right[kind] / there if there else 1.0

    def f1(self, kind: PiType) -> float:
        right = self.right[kind]
        total = 2 * right + self.missed[kind] + self.false[kind]
        return 2 * right / total if total else 1.0

    def overall(self) -> float:
        """Micro F1 over all types."""
        right = self.right.total()
        total = 2 * right + self.missed.total() + self.false.total()
        return 2 * right / total if total else 1.0

    def types(self) -> list[PiType]:
        return [kind for kind in PiType if self.right[kind] + self.missed[kind] + self.false[kind]]


@dataclass(slots=True)
class Score:
    """What a collection of sheets came to; `errors` are told for tuning, values of the generator only."""

    columns: Tally = field(default_factory=Tally)
    spans: Tally = field(default_factory=Tally)
    sheets: int = 0
    headers_right: int = 0
    kinds_right: int = 0
    share_off: list[float] = field(default_factory=list)
    wrongly_proven: int = 0
    errors: list[str] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)


def score(collection: Iterable[TrueSheet], *, as_reported: bool = False) -> Score:
    """The detector's score on the collection.

    `as_reported`: with the spans that `detect` reports, in the columns that it takes for free text, rather than those
    that each note by itself gives.
    """
    total = Score()
    for true in collection:
        _score_sheet(true, total, as_reported)
    return total


def _score_sheet(true: TrueSheet, total: Score, as_reported: bool) -> None:
    report = sheets.inspect(true.rows, true.name)
    total.sheets += 1
    total.styles.add(true.style)
    header_right = report.header_row in true.header_rows if true.header_rows else report.header_row is None
    total.headers_right += header_right
    if not header_right:
        total.errors.append(f"header {true.style}: {report.header_row} for {true.header_rows}: {true.rows[:4]}")
    total.kinds_right += report.kind in true.kinds
    if report.kind not in true.kinds:
        heads = [column.header for column in true.columns.values()]
        total.errors.append(f"kind {true.style}: {report.kind} {true.name} {heads}")
    found = {column.index: column for column in report.columns}
    for index, truth in true.columns.items():
        column = found.get(index)
        kind = column.type if column else PiType.OTHER
        if kind in truth.types:
            total.columns.right[kind] += 1
            if column is not None and len(truth.types) == 1:
                total.share_off.append(abs(column.share - truth.share))
        else:
            first = min(truth.types)  # people would not agree: the same one in every run
            total.columns.missed[first] += 1
            total.columns.false[kind] += 1
            examples = [row[index] for row in true.rows[8:12] if index < len(row)]
            total.errors.append(f"column {true.style} {truth.header!r}: {kind} for {set(truth.types)}: {examples}")
    _score_notes(true, total, _reported(true, report) if as_reported else None)
    total.wrongly_proven += sum(map(_is_wrongly_proven, true.wrong))


_Span = tuple[PiType, int, int]


def _reported(true: TrueSheet, report: sheets.SheetReport) -> dict[tuple[int, int], set[_Span]]:
    spans: dict[tuple[int, int], set[_Span]] = {}
    for found in sheets.findings(true.rows, report):
        spans.setdefault((found.row, found.column), set()).add((found.type, found.start, found.end))
    return spans


def _score_notes(true: TrueSheet, total: Score, reported: dict[tuple[int, int], set[_Span]] | None) -> None:
    for place, spans in true.notes.items():
        text = true.rows[place[0] - 1][place[1]]
        found = {(span.type, span.start, span.end) for span in texts.find(text)}
        if reported is not None:
            found = reported.get(place, set())
        found = {span for span in found if not _may_be(span, true.maybe.get(place, ()))}
        there = {(span.type, span.start, span.end) for span in spans}
        for kind, *_ in found & there:
            total.spans.right[kind] += 1
        for kind, *_ in there - found:
            total.spans.missed[kind] += 1
        for kind, *_ in found - there:
            total.spans.false[kind] += 1
        if found != there:
            total.errors.append(f"note {text}: +{_told(text, found - there)} -{_told(text, there - found)}")


def _may_be(span: _Span, maybe: tuple[TrueSpan, ...]) -> bool:
    return any(span[1] < one.end and one.start < span[2] for one in maybe)


def _told(text: str, spans: set[_Span]) -> list[str]:
    return [f"{kind}:{text[start:end]}" for kind, start, end in sorted(spans)]


def _is_wrongly_proven(text: str) -> bool:
    if values.is_resident_id(text) or values.is_bank_card(text) or values.is_uscc(text):
        return True
    return any(span.type in _PROVEN for span in texts.find(text))
