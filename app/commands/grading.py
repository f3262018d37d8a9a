"""Commands of the firm's grading table: show it, try a change, take it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.invocation import Invocation, invocation
from app.commands.lines import table
from app.domain.labels import PI_TYPES, SENSITIVITIES
from app.domain.words import PiType, Sensitivity
from app.errors import UserError
from app.i18n import N_
from app.services.grading_table import ColumnEffect, GradingTable, OwnGrading, in_order

app = typer.Typer()
grading_app = typer.Typer()

_NONE = "none"


@grading_app.callback(help=N_("The firm's own table of what makes which grade."))
def grading(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@grading_app.command("show", help=N_("The table in force, with the law and the shipped grade beside each kind."))
def show(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.grading.table()
    call.give(_result(found), _lines(call, found))


@grading_app.command("set", help=N_("Change the table: TYPE=GRADE, words, combinations. What is classified stays so."))
def set_(
    context: typer.Context,
    grades: Annotated[list[str] | None, typer.Argument(help=N_("TYPE=GRADE, as mobile_phone=sensitive."))] = None,
    core_word: Annotated[
        list[str] | None, typer.Option(help=N_("Headers with this word are core, in place of the words so far."))
    ] = None,
    contract_word: Annotated[
        list[str] | None,
        typer.Option(help=N_("Amounts in contracts with this word are core, in place of those so far.")),
    ] = None,
    together: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TYPE+TYPE",
            help=N_(
                "Kinds that are sensitive in one record, in place of the combinations so far; `none`: no combination."
            ),
        ),
    ] = None,
    shipped: Annotated[bool, typer.Option("--shipped", help=N_("Begin from the shipped table."))] = False,
    preview: Annotated[bool, typer.Option("--preview", help=N_("Only say what would change."))] = False,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        service = services.grading
        before = OwnGrading() if shipped else _own(service.table())
        own = OwnGrading(
            {**before.types, **dict(map(_grade, grades or []))},
            before.core_headers if core_word is None else tuple(core_word),
            before.contract_amounts if contract_word is None else tuple(contract_word),
            before.together if together is None else tuple(_combinations(together)),
        )
        effects = service.effect(own) if preview else service.change(own)
        found = service.table()
    told = [_effect(one) for one in effects]
    rows = [[one.sheet, one.header, *(_said(call, grade) for grade in (one.was, one.becomes))] for one in effects]
    call.give({**_result(found), "columns": told}, [*_lines(call, found), *table(rows)])


app.add_typer(grading_app, name="grading")


def _own(found: GradingTable) -> OwnGrading:
    """The table as what the firm grades; what is as shipped is left out when it is stored."""
    types = {row.type: row.own for row in found.rows}
    return OwnGrading(types, found.core_headers, found.contract_amounts, found.together)


def _grade(text: str) -> tuple[PiType, Sensitivity]:
    kind, equals, grade = text.partition("=")
    if not equals:
        raise UserError("bad-pair", text=text)
    if grade not in set(Sensitivity):
        raise UserError("unknown-grade", grade=grade, known=", ".join(Sensitivity))
    return _type(kind), Sensitivity(grade)


def _type(text: str) -> PiType:
    try:
        return PiType(text.strip())
    except ValueError as error:
        raise UserError("unknown-type", type=text) from error


def _combinations(texts: Sequence[str]) -> Iterable[frozenset[PiType]]:
    for text in texts:
        if text != _NONE:
            yield frozenset(map(_type, text.split("+")))


def _result(found: GradingTable) -> dict[str, Any]:
    return {
        "types": [
            {"type": row.type, "shipped": row.shipped, "own": row.own, "in_law": row.in_law} for row in found.rows
        ],
        "core_headers": found.core_headers,
        "contract_amounts": found.contract_amounts,
        "together": [in_order(one) for one in found.together],
        "is_own": found.is_own,
    }


def _effect(one: ColumnEffect) -> dict[str, Any]:
    return {
        "sheet": one.sheet, "index": one.index, "header": one.header, "was": one.was, "becomes": one.becomes,
        "records": one.records, "waiting": one.waiting,
    }  # fmt: skip


def _lines(call: Invocation, found: GradingTable) -> list[str]:
    law = call.tr(N_("PIPL article 28"))
    rows = [
        [row.type.value, call.tr(PI_TYPES[row.type]), _said(call, row.own), law if row.in_law else ""]
        for row in found.rows
    ]
    sums = (" + ".join(call.tr(PI_TYPES[kind]) for kind in in_order(one)) for one in found.together)
    lines = (
        [call.tr(N_("Sensitive together: {combinations}."), combinations=" / ".join(sums))] if found.together else []
    )
    words = ((N_("Headers that make a column core"), found.core_headers),
             (N_("Amounts that are core in contracts"), found.contract_amounts))  # fmt: skip
    lines += [f"{call.tr(title)}: {' '.join(told) or '—'}" for title, told in words]
    return [*table(rows), *lines, call.tr(N_("These grades are the firm's own and internal."))]


def _said(call: Invocation, grade: Sensitivity) -> str:
    return call.tr(SENSITIVITIES[grade])
