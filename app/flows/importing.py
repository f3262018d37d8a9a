"""Importing files: which, what is in them, what is cleaned, where they come from, what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.domain.cleanings import Cleaning, CleaningReport, added_up
from app.domain.mappings import ColumnChoice, SheetChoice, with_column
from app.domain.origins import Origin
from app.domain.records import Column
from app.domain.words import Field, PiType
from app.errors import AppError, Cancelled, Refused
from app.flows.flow import Flow, Problem, Work
from app.services.cleaning_surveys import survey_cleaning
from app.services.gathering import LeftOut, gather
from app.services.import_progress import AllRows
from app.services.imports import FilePreview, ImportedFile, SheetPreview
from app.services.roster import Services

LOCKED = frozenset({"file-encrypted", "file-password-wrong"})
"""The errors of files that a password would open."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided about a file instead of the program; `sheets` by their names."""

    sheets: Mapping[str, SheetChoice] = field(default_factory=dict)
    password: str | None = field(default=None, repr=False)

    def of(self, sheet: str) -> SheetChoice:
        """What was decided about a sheet."""
        return self.sheets.get(sheet, SheetChoice())

    def put(self, sheet: str, choice: SheetChoice) -> "Choices":
        """The same with another decision about a sheet."""
        return replace(self, sheets={**self.sheets, sheet: choice})


@dataclass(frozen=True, slots=True)
class Checked:
    """A file after a first look: its preview, or why it can't come in.

    `remembered` are the sheets that are read as somebody decided about earlier ones with the same headers.
    """

    path: Path
    preview: FilePreview | None = None
    error: AppError | None = None
    choices: Choices = field(default_factory=Choices)
    remembered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file; neither imported nor wrong means that the import was cancelled before it."""

    path: Path
    imported: ImportedFile | None = None
    error: AppError | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found where the user pointed: the files, and what is no table."""

    checked: tuple[Checked, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Importing:
    """What has been chosen so far; `files` may be folders and zip files."""

    files: tuple[Path, ...] = ()
    checked: tuple[Checked, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    cleaning: CleaningReport = CleaningReport({}, {})  # noqa: RUF009 - frozen, and its tables are never changed
    cleanings: frozenset[Cleaning] = frozenset(Cleaning)
    origin: Origin = field(default_factory=Origin)
    day_is_readable: bool = True
    rejects_dir: Path | None = None
    outcomes: tuple[Outcome, ...] = ()

    @property
    def ready(self) -> tuple[Checked, ...]:
        """The files that can come in."""
        return tuple(one for one in self.checked if one.preview is not None)

    def counted(self, name: str) -> int:
        """A count of the results over all sheets, e.g. "records_added"."""
        sheets = (sheet for one in self.outcomes if one.imported for sheet in one.imported.sheets)
        return sum(getattr(sheet, name) for sheet in sheets)


class ImportFlow(Flow[Importing]):
    """Steps: files (left by looking into them), check (left by reading them whole), cleaning, origin, result."""

    def __init__(self, services: Services, language: str, files: Sequence[Path] = ()) -> None:
        self._services = services
        self._language = language
        super().__init__(Importing(files=tuple(files), origin=services.origins.suggested()))

    def steps(self) -> tuple[str, ...]:
        return ("files", "check", "cleaning", "origin", "result")

    def problems(self, step: str) -> tuple[Problem, ...]:
        if step == "files" and not self.state.files:
            return (Problem("files", "no-files"),)
        if step == "origin" and not self.state.day_is_readable:
            return (Problem("purpose_until", "bad-day"),)
        if step == "check" and not self.state.ready:
            return (Problem("", "nothing-to-import"),)
        return ()

    def work(self, step: str) -> Work | None:
        works: dict[str, Work] = {"files": self._look, "check": self._survey, "origin": self._import_all}
        return works.get(step)

    def finish(self, step: str, result: Any) -> bool:
        if step == "files":
            self.change(checked=result.checked, left_out=result.left_out)
        elif step == "check":
            self.change(cleaning=result)
        elif step == "origin":
            self.change(outcomes=result)
        return True

    def is_final(self, step: str) -> bool:
        return step == "result"

    def add_files(self, paths: Sequence[Path]) -> None:
        """Put files, folders and zip files on the list, each once."""
        new = [path for path in dict.fromkeys(paths) if path not in self.state.files]
        self.change(files=(*self.state.files, *new))

    def remove_file(self, path: Path) -> None:
        self.change(files=tuple(one for one in self.state.files if one != path))

    def choose(self, path: Path, choices: Choices) -> Checked:
        """Look into one file again with other choices; reads the file, so it is called in the background."""
        return self._check(path, choices)

    def put_checked(self, checked: Checked) -> None:
        """Put the new look at a file in the place of the old one."""
        self.change(checked=tuple(checked if one.path == checked.path else one for one in self.state.checked))

    def switch(self, cleaning: Cleaning, *, on: bool) -> None:
        """Do this cleaning or leave it."""
        self.change(cleanings=self.state.cleanings | {cleaning} if on else self.state.cleanings - {cleaning})

    def _look(self, progress: Any) -> Looked:
        known = {one.path: one for one in self.state.checked}
        checked: list[Checked] = []
        left_out: list[LeftOut] = []
        for path in self.state.files:
            try:
                found = gather([path])
            except AppError as error:
                checked.append(Checked(path, None, error))
                continue
            left_out += [*found.skipped, *found.unreadable]
            progress.start("import.read", len(found.files))
            for file in found.files:
                checked.append(known.get(file) or self._check(file, Choices()))
                progress.advance()
        return Looked(tuple({one.path: one for one in checked}.values()), tuple(left_out))

    def _check(self, path: Path, choices: Choices) -> Checked:
        """Look into a file; sheets that nothing was decided about are read as others like them were."""
        imports, mappings = self._services.imports, self._services.mappings
        try:
            preview = imports.preview(path, sheets=choices.sheets, password=choices.password)
            proposed = {
                sheet.name: proposal
                for sheet in preview.sheets
                if sheet.name not in choices.sheets and (proposal := mappings.proposal(sheet))
            }
            if proposed:
                choices = replace(choices, sheets={**choices.sheets, **proposed})
                preview = imports.preview(path, sheets=choices.sheets, password=choices.password)
        except AppError as error:
            return Checked(path, None, error, choices)
        return Checked(path, preview, None, choices, frozenset(proposed))

    def _survey(self, progress: Any) -> CleaningReport:
        """What cleaning would change, over all files; one that can't be read whole says so when it is imported."""
        reports = []
        for one in self.state.ready:
            try:
                reports.append(
                    survey_cleaning(
                        one.path, sheets=one.choices.sheets, password=one.choices.password, progress=progress
                    )
                )
            except Cancelled:
                raise
            except AppError:
                continue
        return added_up(reports)

    def _import_all(self, progress: Any) -> tuple[Outcome, ...]:
        """Each file is all in or all out. Cancel takes back what is in already, so that nothing of the batch stays."""
        told = progress if len(self.state.ready) == 1 else AllRows(progress, self._rows())
        outcomes: list[Outcome] = []
        try:
            for one in self.state.ready:
                outcomes += [self._import(one, told)]
        except Cancelled:
            self._take_back(outcomes)
            raise
        self._remember()
        return tuple(outcomes)

    def _import(self, one: Checked, progress: Any) -> Outcome:
        progress.cancel.check()
        try:
            imported = self._services.imports.run(
                one.path,
                sheets=one.choices.sheets,
                password=one.choices.password,
                cleanings=self.state.cleanings,
                origin=self.state.origin,
                rejects_dir=self.state.rejects_dir,
                language=self._language,
                progress=progress,
            )
        except (Refused, Cancelled):
            raise
        except AppError as error:
            return Outcome(one.path, None, error)
        return Outcome(one.path, imported)

    def _take_back(self, outcomes: Sequence[Outcome]) -> None:
        """Undo what this run imported; it can't be cancelled itself."""
        batches = [one.imported.batch for one in outcomes if one.imported and one.imported.batch]
        if batches:
            self._services.taking_back.undo(batches)

    def _remember(self) -> None:
        """Keep for the next time what was decided about the sheets that are in now."""
        for one in self.state.ready:
            for sheet in one.preview.sheets if one.preview else ():
                if sheet.name in one.choices.sheets:
                    self._services.mappings.remember(sheet)

    def _rows(self) -> int:
        """Rows of all files, 0 where one of them does not say."""
        totals = [sheet.rows_total for one in self.state.ready if one.preview for sheet in one.preview.sheets]
        return sum(total or 0 for total in totals) if all(total is not None for total in totals) else 0


def with_field(choices: Choices, sheet: SheetPreview, column: Column, field_: Field | None) -> Choices:
    """The choices with one column filling another field, or none."""
    return _with(choices, sheet, column.index, ColumnChoice(field_, column.type))


def with_type(choices: Choices, sheet: SheetPreview, column: Column, kind: PiType) -> Choices:
    """The choices with one column holding something else."""
    return _with(choices, sheet, column.index, ColumnChoice(column.field, kind))


def _with(choices: Choices, sheet: SheetPreview, index: int, column: ColumnChoice) -> Choices:
    return choices.put(sheet.name, with_column(choices.of(sheet.name), index, column))
