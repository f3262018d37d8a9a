"""Reports of columns whose type is decided: every cell is looked at, graded, and the reasons told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.detect import cells, children, traces, values
from app.detect.columns import ColumnReport, Evidence
from app.detect.sensitivity import Grading
from app.domain.retention import Reason
from app.domain.words import Kind, PiType, Sensitivity


def report(index: int, found: Evidence, kind: PiType, *, by_neighbour: bool = False) -> ColumnReport:
    """The column's report, not graded yet; the type's own test is asked first, all others for what fails it."""
    others: Counter[PiType] = Counter()
    wrong = 0
    strangers = cells.strangers(kind, found.counts)
    for text in strangers:
        others[cells.proven(text)] += found.counts[text]
        wrong += found.counts[text] * values.is_misread(text)
    del others[PiType.OTHER]
    fitting = found.total - sum(found.counts[text] for text in strangers)
    if kind in _TAKES_NUMBERS:
        strange = frozenset(strangers)
        fit = [text for text in found.counts if text not in strange] if strange else found.counts
        hidden = traces.among_numbers(found.counts, fit)
        others += hidden
        fitting -= hidden.total() if kind is not PiType.OTHER else 0
    notes = traces.in_notes(found.counts) if kind in _TELLS_MORE else Counter()
    share = _share(fitting, found.total)
    reasons = [_fit(kind, fitting, found.total), *_of_header(found, kind)]
    if by_neighbour:
        reasons.append(Reason("column-neighbour"))
    if wrong:
        reasons.append(Reason("column-wrong-digits", (("cells", str(wrong)),)))
    reasons += [
        Reason("column-others", (("cells", str(count)), ("type", other.value)))
        for other, count in others.most_common(3)
    ]
    reasons += [
        Reason("column-notes", (("cells", str(count)), ("type", told.value))) for told, count in notes.most_common()
    ]
    if minors := children.count(kind, found.counts):
        reasons.append(Reason("column-children", (("cells", str(minors)),)))
    told = tuple(others.most_common())
    holds = frozenset(others) | frozenset(notes)
    return ColumnReport(index, found.header, kind, share, Sensitivity.GENERAL, tuple(reasons), found.total, told, holds)


def _share(fitting: int, total: int) -> float:
    """The share of cells that fit, to four places; 1.0 only where all do."""
    if fitting == total:
        return 1.0 if total else 0.0
    return min(round(fitting / total, 4), 0.9999)


# What takes any number, an ID too, and what may tell anything in words.
_TAKES_NUMBERS = frozenset(
    {PiType.ORDER_NUMBER, PiType.AMOUNT, PiType.QQ_NUMBER, PiType.FINANCIAL_ACCOUNT, PiType.OTHER}
)
_TELLS_MORE = frozenset({PiType.FREE_TEXT, PiType.OTHER})


def graded(reports: Sequence[ColumnReport], sheet: Kind, grading: Grading) -> tuple[ColumnReport, ...]:
    """The reports with their grades: by type and header, by children, by what stands together in a record."""
    raised = grading.raised([one.type for one in reports])
    return tuple(_graded(one, sheet, grading, raised) for one in reports)


def _graded(one: ColumnReport, sheet: Kind, grading: Grading, raised: frozenset[PiType]) -> ColumnReport:
    grade = grading.of_column(one.type, one.header, sheet)
    if grade is Sensitivity.CORE:
        return replace(one, sensitivity=grade, reasons=(*one.reasons, Reason("column-core")))
    if grade is Sensitivity.GENERAL and any(reason.code == "column-children" for reason in one.reasons):
        return replace(one, sensitivity=Sensitivity.SENSITIVE)
    if grade is Sensitivity.GENERAL and any(grading.by_type.get(kind) for kind in one.holds):
        return replace(one, sensitivity=Sensitivity.SENSITIVE)
    if grade is Sensitivity.GENERAL and one.type in raised:
        return replace(one, sensitivity=Sensitivity.SENSITIVE, reasons=(*one.reasons, Reason("column-together")))
    return replace(one, sensitivity=grade)


def _fit(kind: PiType, fitting: int, total: int) -> Reason:
    return Reason("column-fits", (("type", kind.value), ("fitting", str(fitting)), ("cells", str(total))))


def _of_header(found: Evidence, kind: PiType) -> tuple[Reason, ...]:
    if not found.header:
        return (Reason("column-no-header"),)
    if found.hint is None or found.hint is kind:
        return (Reason("column-header", (("header", found.header),)),)
    return (Reason("column-header-misleads", (("header", found.header), ("says", found.hint.value))),)
