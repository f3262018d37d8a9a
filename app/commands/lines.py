"""Results as lines of text for people; columns line up also where Han characters take two cells."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len


def table(rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> Iterator[str]:
    """Rows as aligned lines, heads first where there are any; the last column is not padded."""
    every = [list(heads), *map(list, rows)] if heads else [list(row) for row in rows]
    if not every:
        return
    widths = [max(cell_len(row[index]) for row in every) for index in range(len(every[0]))]
    for row in every:
        padded = [text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)]
        yield "  ".join(padded).rstrip()


def pairs(values: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Name and value, one a line."""
    return table([[name, str(value)] for name, value in values])
