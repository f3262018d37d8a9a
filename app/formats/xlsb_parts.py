"""How far the cells of an .xlsb sheet reach ([MS-XLSB] 2.1.4: records of a type, a length and content)."""

from collections.abc import Iterator

_ROW_HEADER = 0
_FIRST_CELL, _LAST_CELL = 1, 11


def rectangle(content: bytes) -> int:
    """Rows times columns up to the last row and the last cell of a sheet's part; a cut part ends where it is cut."""
    rows = columns = 0
    for kind, start, length in _records(content):
        if kind <= _LAST_CELL and length >= 4:
            index = int.from_bytes(content[start : start + 4], "little")
            if kind == _ROW_HEADER:
                rows = max(rows, index + 1)
            elif kind >= _FIRST_CELL:
                columns = max(columns, index + 1)
    return rows * columns


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Type, start and length of each record; both numbers are written in groups of seven bits."""
    at, end = 0, len(content)
    while at < end:
        kind, at = _number(content, at, 2)
        length, at = _number(content, at, 4)
        yield kind, at, length
        at += length


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place in range(most):
        byte = content[at] if at < len(content) else 0
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return value, at
