"""Sheets that are filled forms: each form becomes one row, with the labels in place of a header."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from app.detect import forms
from app.detect.forms import Form, UnclearForm
from app.errors import Damaged
from app.formats.tables import FormLabels, OpenSheet

_LOOKED = 60
Key = tuple[str, int]


def form_table(sheet: OpenSheet, file: str) -> OpenSheet | None:
    """The sheet's forms as rows of a table without blank ones, None where it is no form.

    Raises Damaged("form-unclear").
    """
    top = [row[: sheet.notes_at] for row in islice(sheet.rows(), _LOOKED)]
    if sheet.is_running or not _may_be(top):
        return None
    rows = [*sheet.rows()]
    try:
        found = forms.find([row[: sheet.notes_at] for row in rows])
    except UnclearForm as error:
        raise Damaged("form-unclear", file=file, sheet=sheet.name, row=error.row) from error
    if found is None:
        return None
    if not found:
        return replace(sheet, rows=lambda: iter(()), rows_total=0)
    filled = [dict(_keyed(form)) for form in found]
    keys = tuple(dict.fromkeys(key for values in filled for key in values))
    table = [[values.get(key, "") for key in keys] for values in filled]
    notes = _notes(sheet, rows, found)
    if notes:
        table = [[*row, notes.get(at, "")] for at, row in enumerate(table)]
    begins = tuple(form.row for form in found)
    titles = tuple(text for row in rows[: begins[0] - 1] for text in row[: sheet.notes_at] if text.strip())
    labels = FormLabels(tuple(label for label, _ in keys), begins, titles)
    return replace(
        sheet,
        rows=lambda: map(list, table),
        rows_total=len(table),
        width=len(keys) + bool(notes),
        notes_at=len(keys) if notes else None,
        labels=labels,
    )


def _may_be(top: Sequence[Sequence[str]]) -> bool:
    """Whether it is worth reading the sheet whole: the first rows do, which may end within a form."""
    try:
        return forms.may_be(top) and forms.find(top) is not None
    except UnclearForm:
        return True


def _keyed(form: Form) -> Iterator[tuple[Key, str]]:
    """The values by their labels, and by which of several equal ones it is."""
    seen: Counter[str] = Counter()
    for label, value in form.fields:
        yield (label, seen[label]), value
        seen[label] += 1


def _notes(sheet: OpenSheet, rows: Sequence[Sequence[str]], found: Sequence[Form]) -> Mapping[int, str]:
    """The comments on a form's cells, by the form's number from 0."""
    notes: dict[int, str] = {}
    if sheet.notes_at is None:
        return notes
    for number, row in enumerate(rows, 1):
        text = row[sheet.notes_at] if sheet.notes_at < len(row) else ""
        if text:
            at = max((at for at, form in enumerate(found) if form.row <= number), default=0)
            notes[at] = f"{notes[at]}\n{text}" if at in notes else text
    return notes
