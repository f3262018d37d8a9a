"""Results as lines of text for people; columns line up also where Han characters take two cells."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from rich.cells import cell_len

from app.domain.instants import instant_of
from app.domain.labels import label
from app.i18n import N_

NOTHING = "—"


def table(rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> Iterator[str]:
    """Rows as aligned lines, heads first where there are any; the last column is not padded."""
    every = [list(heads), *map(list, rows)] if heads else [list(row) for row in rows]
    if not every:
        return
    widths = [max(cell_len(row[index]) for row in every) for index in range(len(every[0]))]
    for row in every:
        padded = [text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)]
        yield "  ".join(padded).rstrip()


_NAMES = {
    "file": N_("File"),
    "folder": N_("Folder"),
    "vault": N_("Vault's folder"),
    "sha256": N_("SHA-256"),
    "pages": N_("Pages"),
    "rows": N_("Rows"),
    "records": N_("Records"),
    "documents": N_("Documents"),
    "destroyed_again": N_("Destroyed again"),
    "known_until": N_("Known until"),
}


def named(result: Mapping[str, object], tr: Callable[[str], str]) -> Iterator[str]:
    """A result's members under the names that people have for them, one a line; moments on the computer's own clock."""
    shown = {name: local_time(str(value)) if name == "known_until" else value for name, value in result.items()}
    return pairs((tr(_NAMES.get(name, name)), value) for name, value in shown.items())


def pairs(values: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Name and value, one a line."""
    return table([[name, str(value)] for name, value in values])


def spoken(word: StrEnum | None, tr: Callable[[str], str]) -> str:
    """One of the contract's words as people say it."""
    return NOTHING if word is None else tr(label(word))


def local_time(at: datetime | str | None) -> str:
    """An instant on the computer's own clock, to the minute."""
    if at is None:
        return NOTHING
    instant = instant_of(at) if isinstance(at, str) else at
    return f"{instant.astimezone():%Y-%m-%d %H:%M}"
