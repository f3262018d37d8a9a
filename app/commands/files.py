"""Commands on files: detect, import, export."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.clock import SystemClock
from app.commands.bounds import MOST
from app.commands.gathered import give_taken_in
from app.commands.invocation import Invocation, invocation, read_passphrase
from app.commands.lines import table
from app.commands.scan_lines import scan_lines
from app.domain.cleanings import Cleaning
from app.domain.legal_bases import LegalBasis, legal_basis_of
from app.domain.marks import NN_
from app.domain.origins import Origin
from app.domain.records import Reject
from app.domain.sheet_signs import SHEET_SIGNS
from app.domain.words import Field, Kind
from app.errors import AppError, UserError
from app.i18n import N_
from app.messages.sentences import describe
from app.services import scan_reports
from app.services.gathering import gather, require_readable, require_there, taken_in
from app.services.imports import ImportedFile, ImportedSheet
from app.services.scanning import scan_file

app = typer.Typer()
SHOWN_REJECTS = 20

Files = Annotated[list[Path], typer.Argument()]


@app.command("detect", help=N_("What personal information spreadsheets and text files hold; needs no vault."))
def detect(
    context: typer.Context,
    files: Files,
    file_password_file: Annotated[Path | None, typer.Option()] = None,
    report: Annotated[Path | None, typer.Option(help=N_("Write what was found as a PDF."))] = None,
) -> int:
    call = invocation(context)
    password = _password(file_password_file)
    if report is not None:
        scan_reports.require_pdf(report)
    gathered = gather(files)
    with call.progress() as progress:
        run = taken_in(gathered, lambda file: scan_file(file, progress, password))
    left_out = [(one.file, describe(one.error, call.catalogue)) for one in (*run.skipped, *run.unreadable)]
    found = scan_reports.evidence(run.done, SystemClock().now(), left_out)
    result: dict[str, Any] = {"files": run.done}
    if report is not None:
        scan_reports.save(found, report, call.renderer, call.language)
        result["report"] = str(report)
    header_rows = [sheet.header_row for file in run.done for sheet in file.sheets]
    lines = list(scan_lines(found, header_rows, call.tr))
    return give_taken_in(call, run, result, [*lines, str(report)] if report else lines)


@app.command("import", help=N_("Read files into the vault: all of a file or nothing of it."))
def import_(
    context: typer.Context,
    vault: Path,
    files: Files,
    sheet: Annotated[str | None, typer.Option()] = None,
    kind: Annotated[Kind | None, typer.Option()] = None,
    mapping: Annotated[list[str] | None, typer.Option("--map", metavar="FIELD=HEADER")] = None,
    header_row: Annotated[int | None, typer.Option(min=1, max=MOST)] = None,
    file_password_file: Annotated[Path | None, typer.Option()] = None,
    rejects_dir: Annotated[Path | None, typer.Option()] = None,
    source: Annotated[str, typer.Option(help=N_("Where the data comes from."))] = "",
    purpose: Annotated[str, typer.Option(help=N_("What the data was collected for."))] = "",
    legal_basis: Annotated[str, typer.Option(help=N_("The legal basis (PIPL article 13)."))] = "",
    purpose_until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=N_("The purpose's last day."))
    ] = None,
    clean: Annotated[
        list[str] | None, typer.Option(help=N_("Clean the cells, keeping the originals: all, or one by one."))
    ] = None,
) -> int:
    call = invocation(context)
    cleanings = _cleanings(clean or [])
    fields = _fields(mapping or [])
    password = _password(file_password_file)
    origin = Origin(source, purpose, read_basis(legal_basis), purpose_until.date() if purpose_until else None)
    with call.unlocked(vault) as services:
        gathered = gather(files)
        require_there(gathered)
        imported: list[ImportedFile] = []

        def import_file(file: Path) -> ImportedFile:
            with _telling(imported), call.progress() as progress:
                one = services.imports.run(
                    file, sheet=sheet, kind=kind, mapping=fields, header_row=header_row, password=password,
                    cleanings=cleanings, origin=origin, rejects_dir=rejects_dir, language=call.language,
                    progress=progress,
                )  # fmt: skip
            imported.append(one)
            return one

        with call.progress() as progress:
            require_readable(gathered.zipped, password, progress)
        run = taken_in(gathered, import_file)
    return give_taken_in(call, run, {"files": [_file(call, one) for one in run.done]}, _import_lines(call, run.done))


@contextmanager
def _telling(imported: Sequence[ImportedFile]) -> Iterator[None]:
    """An error in one of several files says how many before it are in the vault and stay there."""
    try:
        yield
    except AppError as error:
        if imported:
            error.params["files_imported"] = len(imported)
        raise


def _password(path: Path | None) -> str | None:
    return read_passphrase(path).reveal().decode() if path else None


def read_basis(text: str) -> LegalBasis | None:
    """The legal basis that an option names by its word or the law's wording; raises UserError("bad-legal-basis")."""
    try:
        return legal_basis_of(text)
    except ValueError as error:
        raise UserError("bad-legal-basis", text=text, words=", ".join(LegalBasis)) from error


def _cleanings(words: Sequence[str]) -> frozenset[Cleaning]:
    """On the command line nobody sees before and after, so that only what was asked for is done."""
    if "all" in words:
        return frozenset(Cleaning)
    for word in words:
        if word not in list(Cleaning):
            raise UserError("bad-cleaning", text=word, words=", ".join(("all", *Cleaning)))
    return frozenset(map(Cleaning, words))


def _fields(mapping: Sequence[str]) -> dict[Field, str]:
    """The header of each field; a second word on a field or a header would silently undo the first."""
    fields: dict[Field, str] = {}
    for text in mapping:
        name, header = _mapped(text)
        if name in fields or header in fields.values():
            raise UserError("map-twice", text=text)
        fields[name] = header
    return fields


def _mapped(text: str) -> tuple[Field, str]:
    name, equals, header = text.partition("=")
    if not equals or name not in list(Field):
        raise UserError("bad-map", text=text, fields=", ".join(Field))
    return Field(name), header


def _file(call: Invocation, file: ImportedFile) -> dict[str, Any]:
    sheets = [_sheet(call, sheet) for sheet in file.sheets]
    return {
        "file": file.file, "sha256": file.sha256, "import": file.batch or None, "sheets": sheets,
        "rejects_file": file.rejects_file, "destroyed_before": file.destroyed_before, "cleaned": file.cleaned,
    }  # fmt: skip


def _sheet(call: Invocation, sheet: ImportedSheet) -> dict[str, Any]:
    counts = ("name", "kind", "rows_read", "records_added", "duplicates", "rejected_rows", "columns", "warnings")
    rejected = [_reject(call, reject) for reject in sheet.rejected]
    return {**{name: getattr(sheet, name) for name in counts}, "rejected": rejected}


def _reject(call: Invocation, reject: Reject) -> dict[str, Any]:
    return {"row": reject.row, "column": reject.column, "code": reject.code, "message": _said(call, reject)}


def _said(call: Invocation, reject: Reject) -> str:
    return describe(AppError(reject.code, **reject.shown()), call.catalogue)


def _heads(call: Invocation) -> list[str]:
    return [
        call.tr(head) for head in (N_("File"), N_("Sheet"), N_("Read"), N_("Added"), N_("Duplicates"), N_("Rejected"))
    ]


def _import_lines(call: Invocation, files: Sequence[ImportedFile]) -> Iterator[str]:
    rows = []
    for file in files:
        for sheet in file.sheets:
            counts = (sheet.rows_read, sheet.records_added, sheet.duplicates, sheet.rejected_rows)
            rows.append([Path(file.file).name, sheet.name, *(f"{count:,}" for count in counts)])
    yield from table(rows, _heads(call))
    for file in files:
        for sheet in file.sheets:
            place = f"{Path(file.file).name} / {sheet.name}"
            if sheet.warnings:
                yield " · ".join([place, *(call.tr(SHEET_SIGNS[code], n=sheet.columns) for code in sheet.warnings)])
            yield from _reject_lines(call, place, sheet.rejected)
        if file.destroyed_before:
            yield call.tr(
                NN_(
                    "{file}: {count} record of this very file was destroyed earlier, and what it holds of it is in the "
                    "vault again.",
                    "{file}: {count} records of this very file were destroyed earlier, and what it holds of them is in "
                    "the vault again.",
                    "count",
                ),
                file=Path(file.file).name,
                count=f"{file.destroyed_before:,}",
            )
        if file.rejects_file:
            yield file.rejects_file


def _reject_lines(call: Invocation, place: str, rejected: Sequence[Reject]) -> Iterator[str]:
    for reject in rejected[:SHOWN_REJECTS]:
        row = call.tr("row {row}", row=reject.row)
        yield f"{place} · {row} · {_said(call, reject)}"
    if len(rejected) > SHOWN_REJECTS:
        more = len(rejected) - SHOWN_REJECTS
        yield call.tr(
            NN_(
                "{count} more rejected row; --rejects-dir writes them all into a workbook.",
                "{count} more rejected rows; --rejects-dir writes them all into a workbook.",
                "count",
            ),
            count=f"{more:,}",
        )


@app.command("export", help=N_("Write the records as a workbook; logged as a disclosure unless masked."))
def export(
    context: typer.Context, vault: Path, file: Path, masked: Annotated[bool, typer.Option("--masked")] = False
) -> None:
    call = invocation(context)
    if file.suffix.lower() != ".xlsx":
        raise UserError("bad-suffix", file=str(file), suffixes=".xlsx")
    with call.unlocked(vault) as services, call.progress() as progress:
        written = services.exports.workbook(file, masked=masked, language=call.language, progress=progress)
        asked = None if masked else services.planning.asked_first()
    told = NN_("{file}: {rows} row written.", "{file}: {rows} rows written.", "rows")
    lines = [call.tr(told, file=written.file, rows=f"{written.rows:,}"), *([call.reason(asked.why)] if asked else [])]
    if written.locked:
        lines.append(
            call.tr(
                NN_(
                    "{n} record may only be stored and is left out (PIPL 47(2)).",
                    "{n} records may only be stored and are left out (PIPL 47(2)).",
                    "n",
                ),
                n=f"{written.locked:,}",
            )
        )
    result = {"file": written.file, "rows": written.rows, "locked": written.locked}
    call.give({**result, "asked": call.reason(asked.why) if asked else None}, lines)
