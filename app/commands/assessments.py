"""Commands on impact assessments and self-audits: questions, add, list."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.invocation import Invocation, invocation
from app.commands.lines import table
from app.commands.notices import day_of
from app.domain.assessments import (
    FORMS,
    QUESTIONS,
    SUBJECTS,
    VERDICTS,
    Answer,
    Assessment,
    Form,
    Subject,
    Verdict,
)
from app.domain.citations import cite
from app.domain.retention import Basis
from app.errors import UserError
from app.i18n import N_

app = typer.Typer()
assessment_app = typer.Typer()

FormOption = Annotated[Form, typer.Option("--form", help=N_("impact or audit."))]


@assessment_app.callback(help=N_("Impact assessments and the self-audit of small handlers."))
def assessment(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@assessment_app.command("questions", help=N_("The questions of a form, with the names that --answer takes."))
def questions(context: typer.Context, form: FormOption = Form.IMPACT) -> None:
    call = invocation(context)
    found = [
        {
            "name": one.name,
            "text": call.tr(one.text),
            "article": cite([Basis(one.law, one.article)], call.catalogue.gettext),
        }
        for one in QUESTIONS[form]
    ]
    call.give({"form": form, "questions": found}, table([[one["name"], one["text"], one["article"]] for one in found]))


@assessment_app.command("add", help=N_("Enter a filled form; every question has to be answered."))
def add(
    context: typer.Context,
    answer: Annotated[list[str], typer.Option(help=N_("NAME=yes, NAME=none, or NAME=no:what is done about it."))],
    conclusion: Annotated[str, typer.Option()],
    form: FormOption = Form.IMPACT,
    subject: Annotated[Subject, typer.Option(help=N_("What an impact assessment is about."))] = Subject.PROVISION,
    on: Annotated[str, typer.Option(help=N_("The day of completion, YYYY-MM-DD (default: today)."))] = "",
) -> None:
    call = invocation(context)
    answers = dict(map(_answer, answer))
    with call.unlocked(context.meta["vault"]) as services:
        made = services.assessments.add(form, subject, answers, conclusion, day_of(on) if on else None)
    call.give(_result(made), _lines(call, made))


def _answer(text: str) -> tuple[str, Answer]:
    name, equals, said = text.partition("=")
    verdict, _, words = said.replace("：", ":").partition(":")
    if not equals or verdict.strip() not in set(Verdict):
        raise UserError("bad-answer", text=text)
    return name.strip(), Answer(Verdict(verdict.strip()), words)


@assessment_app.command("delete", help=N_("Take a form out for good once its period is over."))
def delete(context: typer.Context, number: str) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        services.assessments.delete(number)
    call.give_deleted(number)


@assessment_app.command("list", help=N_("The forms that were filled in."))
def list_(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.assessments.all()
    call.give({"assessments": [_result(one) for one in found]}, [line for one in found for line in _lines(call, one)])


app.add_typer(assessment_app, name="assessment")


def _result(one: Assessment) -> dict[str, Any]:
    return {
        "assessment": one.number,
        "form": one.form,
        "subject": one.subject,
        "completed_on": one.completed_on,
        "keep_until": one.keep_until,
        "conclusion": one.conclusion,
        "answers": {name: {"verdict": answer.verdict, "text": answer.text} for name, answer in one.answers.items()},
    }


def _lines(call: Invocation, one: Assessment) -> list[str]:
    counts = [f"{call.tr(VERDICTS[verdict])} {_count(one, verdict)}" for verdict in Verdict]
    head = [one.number, call.tr(FORMS[one.form]), call.tr(SUBJECTS[one.subject]) if one.subject else "—"]
    return list(table([[*head, str(one.completed_on), str(one.keep_until), *counts]]))


def _count(one: Assessment, verdict: Verdict) -> int:
    return sum(answer.verdict is verdict for answer in one.answers.values())
