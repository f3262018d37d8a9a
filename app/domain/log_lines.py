"""Lines of a machine's log in a text without columns: a moment, and beside it what only machines write."""

import re
from collections.abc import Iterable, Sequence

from app.domain.periods import Period, read_period

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_MOMENT = re.compile(
    rf"(\d{{4}}[-/]\d{{2}}[-/]\d{{2}}[ T]\d{{2}}:\d{{2}}|\d{{1,2}}/{_MONTH}/\d{{4}}(?=:\d{{2}}:\d{{2}})"
    rf"|{_MONTH} +\d{{1,2}} (?:\d{{4}} )?(?=\d{{2}}:\d{{2}}:\d{{2}}))"
)
_MACHINE = re.compile(
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"  # an address of the network
    r"|\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRIT(?:ICAL)?|FATAL)\b"
    r"|\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /|HTTP/\d"
    r"|\b[\w.-]+\[\d+\]:"  # sshd[1123]:
    r"|\b\w+=\S+ \w+=\S"
)
_MOST = 0.6  # share of the filled lines


def is_log(rows: Iterable[Sequence[str]]) -> bool:
    """Whether most of the lines are such; notes that a person wrote have neither moments nor addresses."""
    lines = [line for line in map(" ".join, rows) if line.strip()]
    told = sum(bool(_MOMENT.search(line)) and bool(_MACHINE.search(line)) for line in lines)
    return bool(lines) and told >= _MOST * len(lines)


def moment_of(cells: Sequence[str], year: int | None) -> Period | None:
    """The day of a line; `year` completes a moment that names none (syslog)."""
    found = _MOMENT.search(" ".join(cells))
    if found is None:
        return None
    text = found[1].strip()
    if text[0].isdigit():
        return read_period(text)
    month, day, *told = text.split()
    in_year = told[0] if told else year
    return read_period(f"{day} {month} {in_year}") if in_year else None
