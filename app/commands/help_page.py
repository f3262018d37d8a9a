"""The page that `--help` shows, in the user's language; the parser's own has English furniture."""

from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.i18n import N_, Catalogue

# What one name means in every command that has it; a parameter's own help goes first.
_PARAMETERS = {
    "vault": N_("The vault's folder."),
    "file": N_("The file."),
    "files": N_("The files."),
    "out": N_("Where to write to."),
    "order": N_("The order's number."),
    "uid": N_("A record's id; can be repeated."),
    "search": N_("Records that hold this text."),
    "state": N_("Records in this state."),
    "kind": N_("The kind."),
    "sensitivity": N_("The grade."),
    "limit": N_("How many at most."),
    "reason": N_("The reason, in words."),
    "role": N_("The role."),
    "name": N_("The operator's name."),
    "firm": N_("The firm's name."),
    "closure": N_("Why the firm closes its records."),
    "sheet": N_("Only the sheet of this name."),
    "mapping": N_("What the column under this head holds; can be repeated."),
    "header_row": N_("The row of the column heads, counted from 1."),
    "file_password_file": N_("A file whose first line is the workbook's password."),
    "new_passphrase_file": N_("A file whose first line is the new operator's passphrase."),
    "rejects_dir": N_("A folder for the workbook of rejected rows."),
    "accept": N_("Apply the proposals."),
    "due": N_("Every record that may or must be destroyed today."),
    "customer": N_("A customer's id, as `list` gives it."),
    "record": N_("A record's id."),
    "paper_location": N_("Where the paper is kept."),
    "ocr": N_("Read the text of the scans."),
    "list_": N_("List what is attached."),
    "export": N_("Write out the attachment of this number."),
    "masked": N_("With names and numbers masked."),
    "certificate": N_("A destruction certificate to apply; can be repeated."),
    "changes": N_("KEY=VALUE; without any, the settings are shown."),
    "document": N_("The document's id or number."),
    "hold_id": N_("The hold's number."),
    "new_vault": N_("The folder of the vault to be made."),
    "batch": N_("The import's number, as the list of imports gives it."),
    "other": N_("The other customer's id."),
    "join_id": N_("The join's number."),
    "task": N_("The task's name, as the plan gives it."),
    "on": N_("The day, as 2026-11-21."),
    "evidence": N_("What proves it: a number, a reference, a file's name."),
    "number": N_("The notice's number."),
    "refused": N_("The customer said no."),
    "text": N_("What was said, in words."),
    "purpose": N_("What for, in words."),
    "rule": N_("The rule's id, as ACC-VOUCHER."),
    "years": N_("How many years."),
    "basis": N_("The written basis: a contract, a resolution, with its date."),
    "conclusion": N_("What it comes to, in a sentence."),
    "signer_password_file": N_("A file whose first line is the certificate's password."),
    "help": N_("Show this page."),
}
_COMMON = {
    "--json": N_("One JSON object on standard output."),
    "--operator NAME": N_("Who acts (default: the vault's first operator; `new` needs it)."),
    "--lang zh|en": N_("The language of messages and documents (default: the system's)."),
    "--passphrase-file FILE": N_(
        "A file whose first line is the passphrase (else QINGDANG_PASSPHRASE, else asked for)."
    ),
}
_LEAST, _MOST = 60, 100


def help_page(command: Any, context: Any, language: Catalogue) -> str:
    """Usage, what the command does, and each of its parameters and commands."""
    console = Console(width=min(max(Console().width, _LEAST), _MOST), highlight=False, color_system=None)
    parameters = [one for one in command.get_params(context) if not one.hidden]
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    options = [one for one in parameters if one.param_type_name == "option"]
    below = getattr(command, "commands", {})
    with console.capture() as captured:
        usage = " ".join([_path(context), *_usage(arguments, options, below, language)])
        head = language.gettext("Usage:")
        console.print(Text(f"{head} {usage}"))
        if command.help:
            console.print(Text(f"\n{command.help}"))
        _section(console, language.gettext("Arguments"), (_row(one, language) for one in arguments))
        _section(console, language.gettext("Options"), (_row(one, language) for one in options))
        _section(console, language.gettext("Commands"), ((name, one.help or "") for name, one in below.items()))
        _section(console, language.gettext("Options of every command"), _common(language))
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def _path(context: Any) -> str:
    """The command's name after those above it, with the arguments that these take: qingdang hold VAULT add."""
    if context.parent is None:
        return str(context.info_name)
    above = [_spoken(one) for one in context.parent.command.params if one.param_type_name == "argument"]
    return " ".join([_path(context.parent), *above, str(context.info_name)])


def _common(language: Catalogue) -> Iterator[tuple[str, str]]:
    """The options that stand anywhere after the command's name; app/commands/invocation.py takes them out."""
    for name, said in _COMMON.items():
        yield name, language.gettext(said)


def told(parameter: Any, language: Catalogue) -> str:
    """What a parameter means: its own help, else what its name means everywhere, else ""."""
    own = parameter.help if parameter.name != "help" else ""
    common = _PARAMETERS.get(parameter.name, "")
    return language.gettext(own or common) if own or common else ""


def _usage(arguments: list[Any], options: list[Any], below: object, language: Catalogue) -> Iterator[str]:
    for one in arguments:
        name = _spoken(one)
        yield name if one.required else f"[{name}]"
    for one in options:
        if one.required:
            yield f"{one.opts[0]} {_value(one)}"
    if any(not one.required for one in options):
        word = language.gettext("options")
        yield f"[{word}]"
    if below:
        yield language.gettext("COMMAND …")


def _row(parameter: Any, language: Catalogue) -> tuple[str, str]:
    said = [told(parameter, language)]
    choices = _choices(parameter)
    if choices:
        said.append(" · ".join(choices))
    if parameter.param_type_name == "option" and parameter.required:
        said.append(language.gettext("(required)"))
    return _spoken(parameter), " ".join(filter(None, said))


def _spoken(parameter: Any) -> str:
    """VAULT, FILE…, --kind KIND, --accept."""
    if parameter.param_type_name == "argument":
        return str(parameter.name).upper() + ("…" if parameter.nargs != 1 else "")
    return " ".join(filter(None, [", ".join(parameter.opts), _value(parameter)]))


def _value(option: Any) -> str:
    if option.is_flag or option.name == "help":
        return ""
    kind = option.type_descriptor.annotation
    if kind in (Path, list[Path]):
        return "PATH"
    return "N" if kind is int else str(option.metavar or option.opts[0].lstrip("-")).upper()


def _choices(parameter: Any) -> list[str]:
    kind = parameter.type_descriptor.annotation
    return [str(one.value) for one in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []


def _section(console: Console, title: str, rows: Iterable[tuple[str, str]]) -> None:
    grid = Table.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, said in rows:
        grid.add_row(Text(f"  {name}"), Text(said))
    if grid.row_count:
        console.print(Text(f"\n{title}"))
        console.print(grid)
