"""Commands on what the firm may change of its papers: the head of its letters and the wording of its notices."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from app.commands.invocation import invocation
from app.commands.lines import pairs
from app.domain.firm_papers import Letterhead, NoticeTemplate
from app.domain.words import NoticeKind
from app.i18n import N_

app = typer.Typer()
wording_app = typer.Typer()


@wording_app.callback(help=N_("The head of letters and the firm's own wording of notices."))
def wordings(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@wording_app.command("show", help=N_("What the firm changed, in the language asked for."))
def show(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.firm_papers.all(call.language)
    head = {"lines": list(found.letterhead.lines), "logo": bool(found.letterhead.logo)}
    call.give({"letterhead": head, "notices": found.notices}, [*found.letterhead.lines, *map(str, found.notices)])


@wording_app.command("letterhead", help=N_("Set the lines and the logo at the head of letters and posters."))
def letterhead(
    context: typer.Context,
    line: Annotated[list[str] | None, typer.Option(help=N_("A line under the firm's name; can be repeated."))] = None,
    logo: Annotated[Path | None, typer.Option(help=N_("A PNG or JPEG picture."))] = None,
    reset: Annotated[bool, typer.Option("--reset", help=N_("The firm's name alone again."))] = False,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        papers = services.firm_papers
        head = Letterhead() if reset else papers.all(call.language).letterhead
        head = head if line is None else replace(head, lines=tuple(line))
        head = head if logo is None else replace(head, logo=papers.read_logo(logo))
        kept = papers.change_letterhead(head)
    call.give({"letterhead": {"lines": list(kept.lines), "logo": bool(kept.logo)}}, kept.lines)


@wording_app.command("notice", help=N_("Word a kind of notice: texts from files, a point a line, words in braces."))
def notice(
    context: typer.Context,
    kind: NoticeKind,
    opening_file: Annotated[Path | None, typer.Option(help=N_("A text file with the opening."))] = None,
    body_file: Annotated[Path | None, typer.Option(help=N_("A text file with the points."))] = None,
    extra_file: Annotated[Path | None, typer.Option(help=N_("A text file with further points."))] = None,
    reset: Annotated[bool, typer.Option("--reset", help=N_("The program's wording again."))] = False,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        papers = services.firm_papers
        before = papers.all(call.language).notices.get(kind, NoticeTemplate())
        given = {"opening": opening_file, "body": body_file, "extra": extra_file}
        texts = {name: papers.read_wording(path) for name, path in given.items() if path is not None}
        template = replace(NoticeTemplate() if reset else before, **texts)
        kept = papers.change_notice(kind, template, language=call.language)
    call.give({"kind": kind, "own": not kept.is_plain, "wording": kept}, pairs([("kind", str(kind))]))


@wording_app.command("preview", help=N_("A letter of this kind to nobody, as a PDF."))
def preview(context: typer.Context, kind: NoticeKind, out: Annotated[Path, typer.Option()]) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        written = services.firm_papers.save_preview(kind, out, language=call.language)
    call.give({"file": str(written)}, [str(written)])


app.add_typer(wording_app, name="wording")
