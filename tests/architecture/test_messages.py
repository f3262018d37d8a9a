"""Every code that the program raises or reports has a sentence, and the sentence gets what it asks for."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from app import errors
from app.domain import reasons
from app.messages import sentences, steps
from tests.architecture.tree import PROGRAM, called_name, expect_none, sources_of
from tests.helpers.scripts import load_script

ERRORS = {
    name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.AppError)
}


@dataclass(frozen=True, slots=True)
class Coded:
    """A call whose first argument is a code in plain sight; `params` is None where they are not."""

    place: str
    code: str
    params: frozenset[str] | None

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {sorted(self.params or ())}"


def _codes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=body, orelse=orelse):
            yield from _codes(body)
            yield from _codes(orelse)


def _coded(names: set[str]) -> list[Coded]:
    return [
        Coded(f"{source.name}:{call.lineno}", code, _params(call))
        for source in sources_of(*PROGRAM)
        for call in source.calls()
        if called_name(call) in names and call.args
        for code in _codes(call.args[0])
    ]


def _params(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def test_every_error_has_a_sentence() -> None:
    expect_none(call for call in _coded(ERRORS) if call.code not in sentences.TEMPLATES)


def test_every_error_brings_what_its_sentence_asks_for() -> None:
    placeholders = load_script("catalogues").placeholders
    short = [
        call
        for call in _coded(ERRORS)
        if call.params is not None and not placeholders(sentences.TEMPLATES.get(call.code, "")) <= call.params
    ]
    expect_none(short)


def test_every_reason_has_a_sentence() -> None:
    expect_none(call for call in _coded({"Reason"}) if call.code not in reasons.TEMPLATES)


def test_every_step_of_long_work_has_a_sentence() -> None:
    expect_none(call for call in _coded({"start"}) if call.code not in steps.TEMPLATES)
