"""Importing files: which, what is in them, where they come from, what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.domain.origins import Origin
from app.domain.words import Field, Kind
from app.errors import AppError, Cancelled, Refused
from app.flows.flow import Flow, Problem, Work
from app.services.imports import FilePreview, ImportedFile, ImportService


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided about a file instead of the program."""

    kind: Kind | None = None
    mapping: Mapping[Field, str] = field(default_factory=dict)
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file after a first look: its preview, or why it can't come in."""

    path: Path
    preview: FilePreview | None = None
    error: AppError | None = None
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file; neither imported nor wrong means that the import was cancelled before it."""

    path: Path
    imported: ImportedFile | None = None
    error: AppError | None = None


@dataclass(frozen=True, slots=True)
class Importing:
    """What has been chosen so far."""

    files: tuple[Path, ...] = ()
    checked: tuple[Checked, ...] = ()
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
    """Steps: files (left by looking into them), check, origin (left by importing), result."""

    def __init__(
        self, imports: ImportService, language: str, files: Sequence[Path] = (), origin: Origin | None = None
    ) -> None:
        """`origin`: what to suggest."""
        self._imports = imports
        self._language = language
        super().__init__(Importing(files=tuple(files), origin=origin or Origin()))

    def steps(self) -> tuple[str, ...]:
        return ("files", "check", "origin", "result")

    def problems(self, step: str) -> tuple[Problem, ...]:
        if step == "files" and not self.state.files:
            return (Problem("files", "no-files"),)
        if step == "origin" and not self.state.day_is_readable:
            return (Problem("purpose_until", "bad-day"),)
        if step == "check" and not self.state.ready:
            return (Problem("", "nothing-to-import"),)
        return ()

    def work(self, step: str) -> Work | None:
        if step == "files":
            return self._check_all
        return self._import_all if step == "origin" else None

    def finish(self, step: str, result: Any) -> bool:
        if step == "files":
            self.change(checked=result)
        elif step == "origin":
            self.change(outcomes=result)
        return True

    def is_final(self, step: str) -> bool:
        return step == "result"

    def add_files(self, paths: Sequence[Path]) -> None:
        """Put files on the list, each once."""
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

    def _check_all(self, progress: Any) -> tuple[Checked, ...]:
        known = {one.path: one for one in self.state.checked}
        progress.start("import.read", len(self.state.files))
        found = []
        for path in self.state.files:
            found.append(known[path] if path in known else self._check(path, Choices()))
            progress.advance()
        return tuple(found)

    def _check(self, path: Path, choices: Choices) -> Checked:
        try:
            preview = self._imports.preview(path, kind=choices.kind, mapping=choices.mapping, password=choices.password)
        except AppError as error:
            return Checked(path, None, error, choices)
        return Checked(path, preview, None, choices)

    def _import_all(self, progress: Any) -> tuple[Outcome, ...]:
        """Each file is all in or all out; Cancel stops before the next one, and what is in stays."""
        outcomes = []
        for one in self.state.ready:
            try:
                outcomes.append(self._import(one, progress))
            except Refused:
                raise
            except Cancelled:
                outcomes.append(Outcome(one.path))
            except AppError as error:
                outcomes.append(Outcome(one.path, None, error))
        if all(outcome.imported is None and outcome.error is None for outcome in outcomes):
            raise Cancelled
        return tuple(outcomes)

    def _import(self, one: Checked, progress: Any) -> Outcome:
        progress.cancel.check()
        imported = self._imports.run(
            one.path,
            kind=one.choices.kind,
            mapping=one.choices.mapping,
            password=one.choices.password,
            origin=self.state.origin,
            rejects_dir=self.state.rejects_dir,
            language=self._language,
            progress=progress,
        )
        return Outcome(one.path, imported)


def with_header(choices: Choices, header: str, field_: Field | None) -> Choices:
    """The choices with one column filling another field, or none."""
    mapping = {one: head for one, head in choices.mapping.items() if head != header and one is not field_}
    return replace(choices, mapping={**mapping, field_: header} if field_ else mapping)
