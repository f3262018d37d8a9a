"""Sheets that nobody described: imported, classified, listed; each row has its rule and its last day from law.md."""

import csv
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.domain.firm import Profile
from app.domain.records import RecordQuery
from app.domain.words import Closure
from tests.helpers.books import Cell, write_book
from tests.helpers.vaults import make_vault, opened, sample_firm

FOLDER = Path(__file__).resolve().parent.parent / "data" / "offices"
SHEETS: tuple[dict[str, Any], ...] = tuple(
    entry
    for path in sorted(FOLDER.glob("*.toml"))
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["sheet"]
)
NAMES = tuple(f"{entry['file']} {entry['sheet']}" for entry in SHEETS)
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,8})(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def cell(text: str) -> Cell:
    """The cell as a workbook has it: a day, a number, a text, nothing."""
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text or None


def written(folder: Path, entry: Mapping[str, Any]) -> Path:
    """The sheet as a file of its name."""
    path = folder / str(entry["file"])
    path.parent.mkdir(parents=True)
    lines = [entry["head"], *entry["rows"]]
    if path.suffix == ".txt":
        path.write_text("\n".join(lines), encoding="utf-8")
        return path
    titles = [[title] for title in str(entry.get("title", "")).split("|") if title]
    upper = [entry["over"]] if "over" in entry else []
    rows = [*titles, *(str(line).split("|") for line in [*upper, *lines])]
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    return write_book(path, {entry["sheet"]: [[cell(text) for text in row] for row in rows]})


def results(folder: Path, services: Services, entries: Mapping[int, Mapping[str, Any]]) -> dict[int, list[str]]:
    """What each of these sheets' rows came to, in their order."""
    files = {at: services.imports.run(written(folder / str(at), entry)).sha256 for at, entry in entries.items()}
    services.classification.accept()
    with services.session.read() as uow:
        batches = {stored.batch.file_sha256: stored.batch.uid.hex() for stored in uow.batches.sheets()}
    return {at: listed(services, batches[sha256]) for at, sha256 in files.items()}


def listed(services: Services, batch: str) -> list[str]:
    page = services.records.list(RecordQuery(batch=batch))
    rows = sorted(page.records, key=lambda row: row.id)
    return [f"{row.rule or '?'} {row.retain_until or '-'}" for row in rows]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[str]]:
    """The results of all sheets, each imported into a firm of its profile."""
    by_profile: dict[tuple[str, ...], dict[int, Mapping[str, Any]]] = {}
    for at, entry in enumerate(SHEETS):
        by_profile.setdefault(tuple(entry.get("profile", ())), {})[at] = entry
    gathered: dict[int, list[str]] = {}
    for switches, entries in by_profile.items():
        folder = tmp_path_factory.mktemp("firm")
        on: dict[str, Any] = dict.fromkeys(switches, True)
        firm = sample_firm(Closure.DEREGISTRATION, Profile(service_ended_on=date(2026, 10, 31), **on))
        services = opened(make_vault(folder, firm=firm))
        gathered |= results(folder, services, entries)
        services.close()
    return gathered


@pytest.mark.parametrize("at", range(len(SHEETS)), ids=NAMES)
def test_each_row_finds_its_rule_and_its_last_day(at: int, found: dict[int, list[str]]) -> None:
    entry = SHEETS[at]
    lines = len(entry["rows"]) + str(entry["file"]).endswith(".txt")  # a text has no header
    wanted = entry["want"] * (lines if len(entry["want"]) == 1 else 1)
    assert len(found[at]) == len(wanted)
    for result, want in zip(found[at], wanted, strict=True):
        assert result in want.split(" or ")


def test_there_are_enough_sheets() -> None:
    assert len(SHEETS) >= 150
