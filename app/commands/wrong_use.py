"""A wrong call as the parser reports it, turned into an error of ours, so that it is told in the user's language."""

import re
from pathlib import Path

from typer import TyperException

from app.errors import AppError, EnvironmentProblem, UserError

# What the parser quotes in its own sentences: a name, the choices, the bound, the words too many.
_QUOTED = re.compile(r"^No such command '(?P<command>.*)'\.$")
_CHOICES = re.compile(r" is not one of (?P<choices>.*)\.$")
_BOUND = re.compile(r" (?P<sign>greater|less) than or equal to (?P<bound>\S+)$")
_EXTRA = re.compile(r"^Got unexpected extra argument\(s\) \((?P<words>.*)\)$")
_UNREADABLE = re.compile(r" (['\"])(?P<path>.*)\1 is not (?:readable|writable)\.$")
_SIGNS = {"greater": "≥", "less": "≤"}


def wrong_use(error: TyperException) -> AppError:
    """The error of ours for one of the parser's; its own English sentence only where it has no counterpart here."""
    said = error.format_message()
    if option := getattr(error, "option_name", None):
        return _about_option(str(option), said)
    if (parameter := getattr(error, "param", None)) is not None:
        return _about_value(_name(parameter), said)
    if said == "Missing command.":
        return UserError("command-missing")
    if found := _QUOTED.match(said):
        return UserError("unknown-command", command=found["command"])
    if found := _EXTRA.match(said):
        return UserError("too-many-arguments", words=found["words"])
    return UserError("usage", detail=said)


def _about_option(option: str, said: str) -> AppError:
    if "requires" in said:
        return UserError("option-needs-value", option=option)
    return UserError("option-takes-no-value" if "does not take" in said else "unknown-option", option=option)


def _about_value(name: str, said: str) -> AppError:
    if said.startswith("Missing"):
        return UserError("option-missing", option=name)
    if found := _CHOICES.search(said):
        return UserError("not-a-choice", option=name, choices=found["choices"].replace("'", ""))
    if found := _BOUND.search(said):
        return UserError("out-of-bounds", option=name, bound=f"{_SIGNS[found['sign']]} {found['bound']}")
    if found := _UNREADABLE.search(said):
        return EnvironmentProblem("no-permission", file=Path(found["path"]).name)
    return UserError("bad-value", option=name)


def _name(parameter: object) -> str:
    """An option by its name on the command line (--kind), an argument as the help writes it (VAULT)."""
    names: list[str] = getattr(parameter, "opts", [])
    option = next((name for name in names if name.startswith("--")), None)
    return option or str(getattr(parameter, "name", "")).upper()
