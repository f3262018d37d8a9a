"""Forms: sheets on which labels stand beside their values (姓名 | 王芳 | 电话 | 139…), one record a filled form.

Read are cards with any number of pairs in a row, one below or beside another, and lists that lie on their side, with
a record in each column. Header words tell the labels, and values that are of their labels' types prove them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.detect import cells, headers
from app.detect.labelled import PHONES, WHO, Cells, Line, filled_cells, is_label, line_of, pairs_in
from app.detect.values import narrow
from app.domain.words import PiType

_LEAST_LABELS = 3
_MOST = 0.8
_PROVING = WHO | {
    PiType.EMAIL, PiType.ADDRESS, PiType.GENDER, PiType.BANK_CARD, PiType.EVENT_DATE, PiType.BIRTH_DATE,
}  # fmt: skip
_DATES = frozenset({PiType.EVENT_DATE, PiType.BIRTH_DATE})


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form: the sheet's row where it begins (from 1), and its labels, each with its value or ""."""

    row: int
    fields: tuple[tuple[str, str], ...]


class UnclearForm(Exception):
    """What is a form beyond doubt can't be told apart in this row (from 1)."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def may_be(top: Sequence[Sequence[str]]) -> bool:
    """A quick look at a sheet's first rows: whether most begin with a label, and there are several of them."""
    rows = [row for row in map(filled_cells, top) if len(row) > 1 or (row and pairs_in(row[0][1]))]
    labelled = sum(any(is_label(text) or pairs_in(text) for _, text in row[:2]) for row in rows)
    return labelled > 1 and labelled > 0.6 * len(rows)


def find(rows: Sequence[Sequence[str]]) -> tuple[Form, ...] | None:
    """The filled forms of a sheet, none where all are blank; None where it is a table. Raises UnclearForm."""
    filled = [(number, found) for number, row in enumerate(rows, 1) if (found := filled_cells(row))]
    if has_table(rows):
        return None
    if _are_blank([row for _, row in filled]):
        return ()
    filled = _without_groups(filled)
    places = _label_places(row for _, row in filled)
    lines = [line_of(number, row, places) for number, row in filled]
    try:
        forms = _forms(lines)
    except UnclearForm:
        if _proves([Form(line.row, _fields([line])) for line in lines if line.labels and not _is_torn(line)], most=0):
            raise
        return None
    return tuple(forms) if _proves(forms) else None


def has_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a header stands among the rows: labels only, and then a row of values as wide."""
    filled = [row for row in map(filled_cells, rows) if row]
    return any(
        len(head) >= _LEAST_LABELS
        and all(is_label(text) for _, text in head)
        and len(data) >= len(head) - 1
        and not is_label(data[0][1])
        for head, data in pairwise(filled)
    )


def _are_blank(rows: Sequence[Cells]) -> bool:
    """Whether it is a form that nobody filled in: rows of labels, titles above and notes below them."""
    wide = [row for row in rows if len(row) > 1]
    labels = {text for row in wide for _, text in row}
    return len(wide) > 1 and len(labels) >= _LEAST_LABELS and all(map(is_label, labels))


def _without_groups(filled: Sequence[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
    """Without the column that says what a row's labels have in common (联系方式 | 电话 | 139… | 邮箱 | …).

    Labels that more than one group has take its name along.
    """
    grouped = [row for _, row in filled if len(row) > 2]
    at = min((row[0][0] for row in grouped), default=0)
    if len(grouped) < 2 or not all(
        row[0][0] == at and len(row) % 2 and is_label(row[1][1]) and not is_label(row[2][1]) for row in grouped
    ):
        return [*filled]
    groups: dict[str, set[str]] = {}
    for row in grouped:
        for _, label in row[1::2]:
            groups.setdefault(label, set()).add(row[0][1])
    many = {label for label, found in groups.items() if len(found) > 1}
    return [
        (number, [(place, row[0][1] + text if text in many else text) for place, text in row[1:]])
        if len(row) > 2
        else (number, row)
        for number, row in filled
    ]


def _label_places(rows: Iterable[Cells]) -> frozenset[int]:
    """The columns in which labels stand, by the rows that leave no doubt."""
    found: set[int] = set()
    for row in rows:
        labels, values = row[::2], row[1::2]
        whole = len(labels) == len(values) and all(is_label(text) for _, text in labels)
        if whole and not any(is_label(text) for _, text in values):
            found.update(place for place, _ in labels)
    return frozenset(found)


def _forms(lines: Sequence[Line]) -> list[Form]:
    """Raises UnclearForm."""
    if not any(line.labels for line in lines):
        return []
    # A word alone above the first values is the title.
    start = next((at for at, line in enumerate(lines) if line.labels and (len(line.labels) > 1 or line.values[0])), 0)
    lines = lines[start:]
    if (unclear := next((line for line in lines if not line.labels and len(line.values[0]) > 1), None)) is not None:
        raise UnclearForm(unclear.row)
    found = [form for stream in _streams(lines) for form in _one_below_another(stream)]
    return sorted((form for form in found if any(value for _, value in form.fields)), key=lambda form: form.row)


def _streams(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of forms side by side, each by itself; mostly there is one."""
    labelled = [line for line in lines if line.labels]
    columns = sorted({place for line in labelled for value in line.values for place, _ in value})
    if any(map(_is_torn, labelled)) and all(len(line.labels) == 1 for line in labelled):
        return [[replace(line, values=(_at(line.values[0], place),)) for line in labelled] for place in columns]
    many = _repeats(labelled)
    if many < 2:
        return [[*lines]]
    wide = [len(line.labels) // many for line in labelled]
    return [
        [
            Line(line.row, line.labels[at * width : (at + 1) * width], line.values[at * width : (at + 1) * width])
            for line, width in zip(labelled, wide, strict=True)
        ]
        for at in range(many)
    ]


def _at(value: Cells, place: int) -> Cells:
    return [one for one in value if one[0] == place]


def _repeats(lines: Sequence[Line]) -> int:
    """How many times each row says its labels, 1 where they do not all."""
    most = min((len(line.labels) for line in lines), default=0)
    return next(
        (
            many
            for many in range(most, 1, -1)
            if all(line.labels == line.labels[: len(line.labels) // many] * many for line in lines)
        ),
        1,
    )


def _is_torn(line: Line) -> bool:
    """Whether several values stand behind one label, and not the boxes of its single characters."""
    return any(len(value) > 1 and any(len(text) > 1 for _, text in value) for value in line.values)


def _one_below_another(lines: Sequence[Line]) -> Iterator[Form]:
    """Forms begin where the first row's labels come again; all of them have mostly the same. Raises UnclearForm."""
    if (torn := next(filter(_is_torn, lines), None)) is not None:
        raise UnclearForm(torn.row)
    first = next(line for line in lines if line.labels)
    starts = [at for at, line in enumerate(lines) if line.labels == first.labels]
    wanted: frozenset[str] = frozenset()
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        own = [*lines[start:end]]
        # What stands alone above the next form is its title.
        while end is not None and not own[-1].labels:
            own.pop()
        fields = _fields(own)
        labels = frozenset(label for label, _ in fields if label)
        wanted = wanted or labels
        if 3 * len(labels & wanted) < 2 * len(labels | wanted):
            raise UnclearForm(lines[start].row)
        yield Form(lines[start].row, fields)


def _fields(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """Labels with values; a line of text within the form has none."""
    return tuple(
        (label, "".join(text for _, text in value))
        for line in lines
        for label, value in zip(line.labels or ("",), line.values, strict=True)
    )


def _proves(forms: Sequence[Form], most: float = _MOST) -> bool:
    """Whether labels have values of their own types in most forms, and the forms say whom they are about."""
    proven = [{label for label, value in form.fields if value and _is_proven(label, value)} for form in forms]
    labels = frozenset[str]().union(*proven)
    known = {label for form in forms for label, _ in form.fields if label}
    says_who = any((hint := headers.hint(label)) is not None and hint.type in WHO for label in labels)
    return len(known) >= _LEAST_LABELS and len(labels) > 1 and says_who and sum(map(bool, proven)) >= most * len(forms)


def _is_proven(label: str, value: str) -> bool:
    hint = headers.hint(label)
    if hint is None or hint.type not in _PROVING:
        return False
    shown = cells.proven(narrow(value))
    return shown is hint.type or any({shown, hint.type} <= alike for alike in (PHONES, _DATES))
