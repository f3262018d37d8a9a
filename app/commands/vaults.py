"""Commands on the vault itself: new, operator, settings, check, audit."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from app.bootstrap import create_vault
from app.clock import SystemClock
from app.commands.bounds import MOST
from app.commands.invocation import Invocation, invocation, read_passphrase
from app.commands.lines import local_time, spoken, table
from app.domain.firm import Firm
from app.domain.operators import Operator
from app.domain.words import Closure, Role
from app.errors import AppError, Damaged, UserError
from app.i18n import N_
from app.messages.sentences import describe
from app.services import recovery_sheets
from app.services.scan_reports import require_pdf

app = typer.Typer()
operator_app = typer.Typer()

Vault = Annotated[Path, typer.Argument(help=N_("The vault's folder."))]


@app.command("new", help=N_("Make a vault and its first operator."))
def new(
    context: typer.Context,
    vault: Vault,
    firm: Annotated[str, typer.Option()],
    uscc: Annotated[str, typer.Option(help=N_("The unified social credit code (18 characters)."))],
    closure: Annotated[Closure, typer.Option()],
    recovery_sheet: Annotated[
        Path | None, typer.Option(help=N_("A PDF with the recovery code, to print and then delete."))
    ] = None,
) -> None:
    call = invocation(context)
    if not call.common.operator:
        raise UserError("option-missing", option="--operator")
    if recovery_sheet is not None:
        require_pdf(recovery_sheet)
    made = create_vault(
        vault,
        firm=Firm(firm, uscc, closure),
        operator=call.common.operator,
        passphrase=call.passphrase(twice=True),
    )
    result: dict[str, str | None] = {
        "vault": str(vault), "vault_id": made.vault_id, "recovery_code": made.recovery_code,
    }  # fmt: skip
    lines = [
        call.tr("The vault {vault} is ready.", vault=vault),
        call.tr("Recovery code (shown only now; keep it on paper): {code}", code=made.recovery_code),
    ]
    if recovery_sheet is not None:
        told, line = _write_sheet(call, vault, recovery_sheet, Firm(firm, uscc, closure), made.recovery_code)
        result |= told
        lines.append(line)
    call.give(result, lines)


def _write_sheet(
    call: Invocation, vault: Path, target: Path, firm: Firm, code: str
) -> tuple[dict[str, str | None], str]:
    """What the answer says of the sheet: the vault is there and the code is shown, whatever becomes of the file."""
    sheet = recovery_sheets.recovery_sheet(vault, firm, call.common.operator or "", code, SystemClock().now())
    try:
        recovery_sheets.save(call.renderer.recovery_sheet(sheet, call.language), target)
    except AppError:
        return {"recovery_sheet": None}, call.tr("The recovery sheet could not be written. Write the code down now.")
    return {"recovery_sheet": str(target)}, call.tr("Recovery sheet: {file}. Print it, then delete it.", file=target)


@operator_app.callback(help=N_("Operators and their roles."))
def operators(context: typer.Context, vault: Vault) -> None:
    context.meta["vault"] = vault


@operator_app.command("add", help=N_("Add an operator with a passphrase of its own."))
def operator_add(
    context: typer.Context,
    name: str,
    role: Annotated[Role, typer.Option()],
    new_passphrase_file: Annotated[Path, typer.Option()],
) -> None:
    call = invocation(context)
    secret = read_passphrase(new_passphrase_file)
    with call.unlocked(context.meta["vault"]) as services:
        services.operators.add(name, role, secret)
        everyone = services.operators.all()
    _give(call, everyone)


@operator_app.command("list", help=N_("The operators and their roles."))
def operator_list(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        everyone = services.operators.all()
    _give(call, everyone)


def _give(call: Invocation, everyone: Sequence[Operator]) -> None:
    found: list[dict[str, Any]] = [{"name": operator.name, "role": operator.role} for operator in everyone]
    call.give({"operators": found}, table([[one["name"], spoken(one["role"], call.tr)] for one in found]))


app.add_typer(operator_app, name="operator")


@app.command("settings", help=N_("Show or change the firm's settings: KEY=VALUE."))
def settings(
    context: typer.Context, vault: Vault, changes: Annotated[list[str] | None, typer.Argument()] = None
) -> None:
    call = invocation(context)
    pairs = dict(_pair(change) for change in changes or [])
    with call.unlocked(vault) as services:
        if pairs:
            services.settings.change(pairs)
        values = services.settings.all()
    call.give({"settings": values}, table([[key, value] for key, value in values.items()]))


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise UserError("bad-pair", text=text)
    return key.strip(), value.strip()


@app.command("check", help=N_("Check the whole vault: pages, keys, attachments, audit log."))
def check(
    context: typer.Context,
    vault: Vault,
    accept_older: Annotated[
        bool, typer.Option("--accept-older", help=N_("Accept first that an older state of the vault was put back."))
    ] = False,
) -> None:
    call = invocation(context)
    try:
        with call.unlocked(vault) as services, call.progress() as progress:
            if accept_older:
                services.checkup.accept_older_database()
            found = services.checkup.check(progress)
    except Damaged as error:
        # Not even to be opened: that is the check's result too.
        described = [{"name": "opening", "ok": False, "detail": describe(error, call.catalogue)}]
    else:
        described = call.described(found.checks)
    ok = all(one["ok"] for one in described)
    rows = [[str(one["name"]), "✓" if one["ok"] else "✗", str(one["detail"])] for one in described]
    call.give({"ok": ok, "checks": described}, table(rows))
    if not ok:
        raise typer.Exit(5)


@app.command("audit", help=N_("The audit log, newest first."))
def audit(context: typer.Context, vault: Vault, limit: Annotated[int, typer.Option(min=1, max=MOST)] = 100) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services:
        log = services.audit.newest(limit)
    rows = [[str(event.seq), local_time(event.at), event.operator, event.action, event.subject] for event in log.events]
    call.give({"size": log.size, "root": log.root, "events": log.events}, table(rows))
