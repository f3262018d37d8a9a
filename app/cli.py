"""The command line: puts the commands and the renderer together, and turns errors into exit codes."""

import json
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import typer

from app import __version__
from app.commands import (
    appraisal,
    assessments,
    customers,
    decisions,
    demo,
    disposal,
    endings,
    files,
    grading,
    imports,
    incidents,
    notices,
    proofs,
    records,
    scans,
    signing,
    slips,
    streams,
    templates,
    transfers,
    vaults,
    wordings,
)
from app.commands.help_page import help_page
from app.commands.hints import hints
from app.commands.invocation import Common, Invocation, ignore_interrupts, split_common
from app.commands.wrong_use import wrong_use
from app.disk_problems import disk_problem
from app.errors import AppError, Cancelled, EnvironmentProblem, UserError
from app.i18n import N_, Catalogue, catalogue, system_language
from app.log import record_bug, redacted
from app.messages.sentences import describe, reasons
from app.settings import own_font
from app.surroundings import STOPPING, has_display
from reports.renderer import PdfRenderer

BUG = 1

app = typer.Typer(
    name="qingdang",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=N_("Close a firm's customer records: classify, archive, hand over or destroy them, with proof."),
)
for part in (
    vaults,
    files,
    grading,
    scans,
    templates,
    imports,
    customers,
    records,
    decisions,
    notices,
    transfers,
    assessments,
    incidents,
    disposal,
    appraisal,
    endings,
    slips,
    proofs,
    wordings,
    signing,
    demo,
):
    app.add_typer(part.app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    streams.open_missing()
    if not given or given[0] == "gui":
        sys.exit(_open_window(given[1:]))
    sys.exit(_answered(given))


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code of the contract. What Ctrl+C does is left as it was."""
    before = [(number, signal.getsignal(number)) for number in STOPPING]
    try:
        return _answered(arguments)
    finally:
        for number, what in before:
            signal.signal(number, what)


def _answered(arguments: Sequence[str]) -> int:
    """The same; once there is an answer Ctrl+C is ignored, to the end of the process."""
    common = Common(json="--json" in arguments)
    streams.speak_unicode(json=common.json)
    try:
        common, rest = split_common(arguments)
        code = _run(rest, Invocation(common, PdfRenderer(own_font())))
        streams.say("")  # the pages of --help wait in the buffer
        return code
    except AppError as error:
        return _fail(common, error)
    except (typer.Abort, KeyboardInterrupt):
        return _fail(common, Cancelled())
    except UnicodeEncodeError as error:
        return _fail(common, UserError("name-not-text")) if streams.is_no_text(error) else _bug(common, error)
    except OSError as error:
        problem = streams.output_problem(error) or disk_problem(error)
        return _bug(common, error) if problem is None else _fail(common, problem)
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug shows no traceback and no values
        return _bug(common, error)


def cancelled(arguments: Sequence[str]) -> int:
    """Answer a command that was cancelled before it began; returns its exit code."""
    return _fail(Common(json="--json" in arguments), Cancelled())


def _run(rest: list[str], call: Invocation) -> int:
    command = typer.main.get_command(app)
    _translated(command, call.catalogue)
    try:
        code = command.main(args=rest, prog_name="qingdang", standalone_mode=False, obj=call)
    except typer.Exit as leave:
        if isinstance(leave.__cause__, KeyboardInterrupt):
            raise Cancelled from leave  # typer would leave at once; the answer in words is still to be given
        return leave.exit_code
    except typer.TyperException as error:
        raise wrong_use(error) from error
    return code if isinstance(code, int) else 0


def _fail(common: Common, error: AppError) -> int:
    ignore_interrupts()
    language = catalogue(common.language or system_language())
    told: dict[str, Any] = {"code": error.code, "message": describe(error, language), **error.params}
    if why := reasons(error, language):
        told["reasons"] = why
    before = error.params.get("files_imported")
    lines = hints([error.code], language)
    if before:
        lines.append(language.gettext("Files imported before this one: {count}.").format(count=before))
    _tell(common, told, lines)
    return error.exit_code


def _bug(common: Common, error: Exception) -> int:
    ignore_interrupts()
    language = catalogue(common.language or system_language())
    log = record_bug(error, __version__)
    sentence = language.gettext("The program made a mistake and stopped. The vault keeps its last whole state.")
    where = redacted(error).splitlines()[-1].strip()
    _tell(common, {"code": "bug", "message": sentence, "where": where, "log": str(log) if log else None})
    return BUG


def _tell(common: Common, told: dict[str, Any], lines: Sequence[str] = ()) -> None:
    """On standard output with --json; else, and where that can't be written, for people on standard error."""
    if common.json and told["code"] != streams.UNWRITABLE:
        with suppress(EnvironmentProblem):
            streams.say(json.dumps({"error": told}, ensure_ascii=False) + "\n")
            return
    with suppress(OSError):
        sys.stderr.write("\n".join([str(told["message"]), *told.get("reasons", []), *lines]) + "\n")
        sys.stderr.flush()


def _open_window(arguments: Sequence[str]) -> int:
    """Start the window's own entry, which wires itself; the command line needs no Qt."""
    common = Common(json="--json" in arguments)
    streams.speak_unicode(json=common.json)
    try:
        common, rest = split_common(arguments)
        if not has_display():
            raise EnvironmentProblem("no-display")
    except AppError as error:
        return _fail(common, error)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the window has its own way to end
    sys.argv = ["qingdang", *rest]
    import_module("ui.__main__")
    return 0


def _translated(command: Any, language: Catalogue) -> None:
    """Put the help of a command and of all below it into the user's language."""
    command.get_help = lambda context: help_page(command, context, language)
    for described in (command, *command.params):
        if getattr(described, "help", None):
            described.help = language.gettext(described.help)
    for below in getattr(command, "commands", {}).values():
        _translated(below, language)
