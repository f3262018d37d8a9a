"""Commands that prove and keep: report, verify, backup, restore, demo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.invocation import invocation
from app.commands.lines import local_time, named, table
from app.domain.documents import Renderer
from app.domain.instants import instant_of
from app.domain.labels import KNOWN_UNTIL
from app.domain.slips import Slip
from app.errors import Damaged
from app.i18n import N_
from app.services.certification import DESTRUCTION
from app.services.restoration import restore as restore_backup
from app.services.verification import SLIP, UNKNOWN, Verified, slip_in
from app.services.verification import verify as verify_file

app = typer.Typer()


@app.command(
    "report", help=N_("Write a report as .pdf or .xlsx: closure, closing-plan (.ics too), inventory, audit, …")
)
def report(
    context: typer.Context,
    vault: Path,
    kind: str,
    out: Annotated[Path, typer.Option()],
    order: Annotated[str, typer.Option(help=N_("Which destruction order a list or opinion is about."))] = "",
    watermark: Annotated[str, typer.Option(help=N_("A word under the text, as draft; then it is not issued."))] = "",
) -> None:
    call, words = invocation(context), {"order": order, "watermark": watermark}
    with call.unlocked(vault) as services, call.progress() as progress:
        written = services.reports.write(kind, out, **words, language=call.language, progress=progress)
    result: dict[str, Any] = {"file": written.file}
    result |= {"pages": written.pages} if written.pages is not None else {"rows": written.rows}
    call.give(result, named(result, call.tr))


@app.command("verify", help=N_("Check certificates, packages and backups, and hold slips against certificates."))
def verify(context: typer.Context, files: list[str]) -> None:
    call = invocation(context)
    found, slips = _looked_at(files, call.renderer)
    for slip in slips:
        found = [(name, one.held_against(slip)) for name, one in found]
    described: list[dict[str, Any]] = [
        {
            "file": name,
            "valid": one.valid,
            "kind": one.kind,
            "number": one.number,
            "key": one.key,
            "checks": call.described(one.checks),
        }
        for name, one in found
    ]
    valid = all(one.valid for _, one in found)
    result = (
        described[0] if len(described) == 1 else {"valid": valid, "kind": "several", "checks": [], "files": described}
    )
    verdict = call.tr("Valid: every check holds.") if valid else call.tr("Not valid.")
    call.give(result, [*_verified_lines(described), verdict])
    if not valid:
        raise typer.Exit(5)


def _looked_at(files: list[str], renderer: Renderer) -> tuple[list[tuple[str, Verified]], list[Slip]]:
    """What each file is found to be, and the slips among them; a slip is shown by itself where nothing else is."""
    found, slips = [], []
    for file in files:
        try:
            slip = slip_in(file)
        except Damaged as error:
            found.append((file, Verified.failed(SLIP, error.code)))
            continue
        if slip is not None:
            slips.append(slip)
        elif len(files) > 1 and not Path(file).exists():
            found.append((file, Verified.failed(UNKNOWN, "file-not-found")))
        else:
            found.append((file, verify_file(Path(file), renderer)))
    if not any(one.kind == DESTRUCTION for _, one in found):
        found += [(SLIP, Verified.failed(SLIP, "slip-alone")) for _ in slips]
    return found, slips


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
    call.give(result, named(result, call.tr))


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
    result = {
        "vault": str(vault), "records": done.records, "destroyed_again": done.destroyed_again,
        "known_until": done.made_at,
    }  # fmt: skip
    unknown = call.tr(KNOWN_UNTIL, moment=local_time(instant_of(done.made_at)))
    call.give(result, [*named(result, call.tr), unknown])
