"""Which files are meant when files, folders and zip files are given: the tables in them, in a stable order."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from app.errors import AppError, Damaged, UserError
from app.formats.sources import is_given, is_plain_zip, parts
from app.formats.table_files import SUFFIXES, open_table_file
from app.jobs import Progress

_MOST, _MOST_ZIPPED = 10_000, 500
_VAULT = ".qingdang"
_CHECKED_ROWS = 5000
_NOTHING_THERE = ("no-rows", "no-sheets", "file-empty")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was found and did not come in, and why."""

    file: str
    error: AppError


@dataclass(frozen=True, slots=True)
class Gathered:
    """The tables found: `files` are paths that `ImportService.run` and `scan` take, those in zip files too.

    `within` are those of them that were found in a folder or zip file, not given by name, `zipped` those in a zip
    file given by name. `skipped` have no ending of a table (pictures, PDF, documents, zip files in zip files);
    `unreadable` are zip files that can't be opened.
    """

    files: tuple[Path, ...]
    within: frozenset[Path] = frozenset()
    zipped: tuple[Path, ...] = ()
    skipped: tuple[LeftOut, ...] = ()
    unreadable: tuple[LeftOut, ...] = ()


def gather(paths: Sequence[Path]) -> Gathered:
    """Look into folders and zip files. Files given by name are passed on as they are, whatever they are.

    Raises Damaged where a folder or a zip file has no table ("folder-empty", "zip-empty", "zip-in-zip" where it has
    other zip files), "folder-too-many", and for a zip file given by name what `app.formats.sources.parts` raises.
    """
    finds = [_found_in(path) for path in paths]
    return Gathered(
        tuple(dict.fromkeys(file for find in finds for file in find.files)),
        frozenset().union(*(find.within for find in finds)),
        tuple(file for find in finds for file in find.zipped),
        tuple(one for find in finds for one in find.skipped),
        tuple(one for find in finds for one in find.unreadable),
    )


def require_there(gathered: Gathered) -> None:
    """Raise UserError("file-not-found") for a file that was named and is not there, before any other is taken in."""
    for file in gathered.files:
        # A path may lead into a zip file.
        if not file.exists() and not any(above.is_file() for above in file.parents):
            raise UserError("file-not-found", file=file.name)


@dataclass(frozen=True, slots=True)
class TakenIn(Generic[Result]):
    """What came of gathered files: `done` in their order, and what was left out.

    `gathered_more` says whether folders or zip files were among what was given.
    """

    done: tuple[Result, ...]
    skipped: tuple[LeftOut, ...]
    unreadable: tuple[LeftOut, ...]
    gathered_more: bool


def taken_in(gathered: Gathered, take: Callable[[Path], Result]) -> TakenIn[Result]:
    """Hand over file after file.

    One that was given by name and can't be read ends it: its error is raised. One that was found in a folder is
    noted, and the others go on.
    """
    done: list[Result] = []
    skipped, unreadable = list(gathered.skipped), list(gathered.unreadable)
    for file in gathered.files:
        try:
            done.append(take(file))
        except AppError as error:
            if file in gathered.within and error.code in _NOTHING_THERE:
                skipped.append(LeftOut(str(file), error))
            elif file in gathered.within and (isinstance(error, Damaged) or error.code == "file-held"):
                unreadable.append(LeftOut(str(file), error))
            else:
                raise
    more = bool(gathered.within or skipped or unreadable)
    return TakenIn(tuple(done), tuple(skipped), tuple(unreadable), more)


def require_readable(files: Sequence[Path], password: str | None = None, progress: Progress | None = None) -> None:
    """Read the files of zip files through, so that of a zip file all comes in or nothing. Raises as reading does."""
    progress = progress or Progress()
    for file in files:
        with open_table_file(file, password) as table:
            for index in range(len(table.sheets)):
                for number, _ in enumerate(table.open(index).rows()):
                    if number % _CHECKED_ROWS == 0:
                        progress.cancel.check()


def _found_in(path: Path) -> Gathered:
    if path.is_dir():
        found = _sorted(_below(path))
        if not found.files and not found.unreadable:
            raise Damaged("folder-empty", file=path.name or str(path))
        return found
    if not path.is_file() or path.suffix.lower() in SUFFIXES or not is_plain_zip(path):
        return Gathered((path,))
    found = _sorted(parts(path), zips=False)
    if not found.files:
        nested = next((one.error for one in found.skipped if one.error.code == "zip-in-zip"), None)
        raise nested or Damaged("zip-empty", file=path.name)
    if len(found.files) > _MOST_ZIPPED:
        raise Damaged("zip-too-many", file=path.name, most=_MOST_ZIPPED)
    return replace(found, zipped=found.files)


def _below(folder: Path) -> Iterator[Path]:
    """All files below the folder by name; links are not followed, vaults not looked into."""
    count = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if is_given(name) and not name.lower().endswith(_VAULT))
        for name in sorted(names):
            if is_given(name):
                count += 1
                if count > _MOST:
                    raise Damaged("folder-too-many", file=folder.name, most=_MOST)
                yield Path(place, name)


def _sorted(paths: Iterable[Path], *, zips: bool = True) -> Gathered:
    """What is a table by its ending, what is a zip file of tables, and what is neither."""
    files: list[Path] = []
    skipped: list[LeftOut] = []
    unreadable: list[LeftOut] = []
    for path in paths:
        suffix = path.suffix.lower()
        if suffix in SUFFIXES:
            files.append(path)
        elif suffix != ".zip":
            skipped.append(LeftOut(str(path), Damaged("file-unknown-type", file=path.name)))
        elif not zips:
            skipped.append(LeftOut(str(path), Damaged("zip-in-zip", file=path.name)))
        else:
            try:
                inner = _found_in(path)
            except AppError as error:
                unreadable.append(LeftOut(str(path), error))
                continue
            files += inner.files
            skipped += inner.skipped
    return Gathered(tuple(files), frozenset(files), (), tuple(skipped), tuple(unreadable))
