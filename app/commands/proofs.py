"""Commands that prove and keep: report, verify, backup, restore, demo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.invocation import invocation
from app.commands.lines import pairs, table
from app.i18n import N_
from app.services.restoration import restore as restore_backup
from app.services.verification import verify as verify_file

app = typer.Typer()


@app.command("report", help=N_("Write a report as .pdf or .xlsx: closure, destruction-register, inventory, audit."))
def report(context: typer.Context, vault: Path, kind: str, out: Annotated[Path, typer.Option()]) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services, call.progress() as progress:
        written = services.reports.write(kind, out, language=call.language, progress=progress)
    result: dict[str, Any] = {"file": written.file}
    result |= {"pages": written.pages} if written.pages is not None else {"rows": written.rows}
    call.give(result, pairs(result.items()))


@app.command("verify", help=N_("Check certificates, packages and backups; needs no vault and no passphrase."))
def verify(context: typer.Context, files: list[Path]) -> None:
    call = invocation(context)
    found = [verify_file(file, call.renderer) for file in files]
    described: list[dict[str, Any]] = [
        {
            "file": str(file),
            "valid": one.valid,
            "kind": one.kind,
            "number": one.number,
            "key": one.key,
            "checks": call.described(one.checks),
        }
        for file, one in zip(files, found, strict=True)
    ]
    valid = all(one.valid for one in found)
    result = (
        described[0] if len(described) == 1 else {"valid": valid, "kind": "several", "checks": [], "files": described}
    )
    call.give(result, _verified_lines(described))
    if not valid:
        raise typer.Exit(5)


def _verified_lines(described: list[dict[str, Any]]) -> Iterator[str]:
    """The checks of each file, under its name where there are several."""
    for one in described:
        if len(described) > 1:
            yield one["file"]
        yield from table([[check["name"], "✓" if check["ok"] else "✗", check["detail"]] for check in one["checks"]])


@app.command("backup", help=N_("Write an encrypted backup of the whole vault, verified after writing."))
def backup(context: typer.Context, vault: Path, file: Path) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services, call.progress() as progress:
        done = services.backups.write(file, progress=progress)
    result = {"file": done.file, "sha256": done.sha256, "records": done.records}
    call.give(result, pairs(result.items()))


@app.command("restore", help=N_("Make a vault from a backup; what certificates prove destroyed is destroyed again."))
def restore(
    context: typer.Context,
    file: Path,
    vault: Path,
    certificate: Annotated[list[Path] | None, typer.Option()] = None,
) -> None:
    call = invocation(context)
    with call.progress() as progress:
        done = restore_backup(
            file, vault, call.passphrase(), operator=call.common.operator, certificates=certificate or [],
            renderer=call.renderer, progress=progress,
        )  # fmt: skip
    result = {"vault": str(vault), "records": done.records, "destroyed_again": done.destroyed_again}
    call.give(result, pairs(result.items()))
