"""Figures, dates and durations as the window writes them."""

from datetime import date, datetime
from pathlib import PurePath

from app.i18n import Catalogue


def number(value: int) -> str:
    """With thousands separators: 12,486."""
    return f"{value:,}"


def size(value: int) -> str:
    """A file's size in the largest unit that leaves at least one: 1.4 GB."""
    amount = float(value)
    for unit in ("B", "KB", "MB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GB"


def sheet_name(file: str, sheet: str) -> str:
    """A sheet by its file and its own name, which a text file's sheet has from the file: 客户.xlsx · 会员, 名单.csv."""
    return file if PurePath(file).stem == sheet else " · ".join(filter(None, (file, sheet)))


def day(value: date, catalogue: Catalogue) -> str:
    """A date in a sentence: 2026 年 11 月 21 日; tables have ISO dates."""
    template = catalogue.pgettext("date in a sentence", "{year}-{month:02}-{day:02}")
    return template.format(year=value.year, month=value.month, day=value.day)


def days(first: date, last: date, catalogue: Catalogue) -> str:
    """A span of days in a sentence."""
    template = catalogue.pgettext("dates in a sentence", "{first} – {last}")
    return template.format(first=day(first, catalogue), last=day(last, catalogue))


def moment(value: datetime) -> str:
    """An instant in the computer's own zone, to the minute."""
    return value.astimezone().strftime("%Y-%m-%d %H:%M")


def moment_or_day(text: str) -> str:
    """An instant or a day, as the vault keeps it (ISO 8601), to be read."""
    return moment(datetime.fromisoformat(text)) if len(text) > len("2026-11-21") else text


def local_day(value: datetime) -> str:
    """The day of an instant in the computer's own zone."""
    return value.astimezone().date().isoformat()


def time_left(seconds: float | None, catalogue: Catalogue) -> str:
    """A rough time left in words, empty where it can't be said."""
    if seconds is None:
        return ""
    if seconds < 60:
        whole = max(1, round(seconds))
        return catalogue.ngettext("about {n} second left", "about {n} seconds left", whole).format(n=whole)
    whole = round(seconds / 60)
    return catalogue.ngettext("about {n} minute left", "about {n} minutes left", whole).format(n=whole)
