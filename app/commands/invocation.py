"""One call of the command line: common options, unlocking, progress, and what is printed."""

import getpass
import json
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from app.bootstrap import Services, open_vault
from app.commands.streams import say
from app.domain.checks import Check
from app.domain.documents import FullRenderer
from app.domain.evidence import plain
from app.domain.marks import worded
from app.domain.reasons import sentence
from app.domain.retention import Reason
from app.errors import NotUnlocked, UserError
from app.i18n import LANGUAGES, Catalogue, catalogue, system_language
from app.jobs import Progress
from app.messages.steps import step
from app.surroundings import STOPPING
from app.vault.secret import Secret

PASSPHRASE_VARIABLE = "QINGDANG_PASSPHRASE"  # noqa: S105 - the variable's name
_LONGEST_LINE = 4096
PIPE_PATIENCE = 30.0
"""Seconds within which somebody has to write into a pipe that is given as a passphrase file."""


@dataclass(frozen=True, slots=True)
class Common:
    """The options that stand anywhere after the command's name."""

    json: bool = False
    operator: str | None = None
    language: str | None = None
    passphrase_file: str | None = None


_VALUED = {"--operator": "operator", "--lang": "language", "--passphrase-file": "passphrase_file"}


def split_common(arguments: Sequence[str]) -> tuple[Common, list[str]]:
    """Take the common options out of the arguments, wherever they stand (up to a bare `--`)."""
    taken: dict[str, Any] = {}
    rest: list[str] = []
    queue = list(arguments)
    while queue:
        argument = queue.pop(0)
        name, equals, value = argument.partition("=")
        if argument == "--":
            return Common(**taken), [*rest, argument, *queue]
        if argument == "--json":
            taken["json"] = True
        elif name in _VALUED:
            if not equals and not queue:
                raise UserError("option-needs-value", option=name)
            taken[_VALUED[name]] = value if equals else queue.pop(0)
        else:
            rest.append(argument)
    if taken.get("language") not in (None, *LANGUAGES):
        raise UserError("bad-language", language=taken["language"])
    return Common(**taken), rest


class Invocation:
    """What every command is handed: it unlocks, shows progress and gives the result, once."""

    def __init__(self, common: Common, renderer: FullRenderer) -> None:
        self.common = common
        self.renderer = renderer
        self.language = common.language or system_language()
        self.catalogue: Catalogue = catalogue(self.language)

    @contextmanager
    def unlocked(self, vault: Path) -> Iterator[Services]:
        """The vault's services for the operator named, closed at the end."""
        services = open_vault(vault, self.passphrase(), operator=self.common.operator, renderer=self.renderer)
        for warning in services.session.warnings:
            sys.stderr.write(f"{self.reason(warning)}\n")
        try:
            yield services
        finally:
            ignore_interrupts()
            services.close()

    def passphrase(self, *, twice: bool = False) -> Secret:
        """From the file, else the environment, else asked for at a terminal; never an argument."""
        if self.common.passphrase_file is not None:
            return read_passphrase(Path(self.common.passphrase_file))
        given = os.environ.get(PASSPHRASE_VARIABLE)
        if given:
            return Secret(given)
        if not (sys.stdin and sys.stdin.isatty()):
            raise NotUnlocked("passphrase-needed", variable=PASSPHRASE_VARIABLE)
        tr = self.catalogue.gettext
        typed = getpass.getpass(tr("Passphrase: "))
        if twice and getpass.getpass(tr("The same passphrase again: ")) != typed:
            raise UserError("passphrases-differ")
        return Secret(typed)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A Progress that Ctrl+C (or a request to end) cancels; drawn on standard error when that is a terminal."""
        progress = Progress()

        def cancel(_signal: int, _frame: FrameType | None) -> None:
            progress.cancel.cancel()

        before = [(number, signal.signal(number, cancel)) for number in STOPPING]
        try:
            with _drawn(progress, self.catalogue):
                yield progress
        finally:
            for number, what in before:
                signal.signal(number, what)

    def give(self, result: Mapping[str, Any], lines: Iterable[str] = ()) -> None:
        """Print the result: the JSON object, or the lines for people."""
        ignore_interrupts()
        if self.common.json:
            say(json.dumps(plain(dict(result)), ensure_ascii=False) + "\n")
        else:
            say("".join(f"{line}\n" for line in lines))

    def give_deleted(self, number: str) -> None:
        """The result of taking a form or an entry out for good."""
        told = self.tr("{number} is deleted; the audit log says that it was there.", number=number)
        self.give({"deleted": number}, [told])

    def described(self, checks: Iterable[Check]) -> list[dict[str, Any]]:
        """Checks with their details as sentences."""
        return [
            {"name": one.name, "ok": one.ok, "detail": sentence(one.detail, self.catalogue.gettext)} for one in checks
        ]

    def reason(self, reason: Reason) -> str:
        """A decision's reason as a sentence."""
        return sentence(reason, self.catalogue.gettext)

    def tr(self, message: str, **values: object) -> str:
        """A sentence in the user's language with its placeholders filled; one marked with NN_ in its right form."""
        return worded(message, values, self.catalogue.gettext) if values else self.catalogue.gettext(message)


def ignore_interrupts() -> None:
    """From here on the work is done or given up: Ctrl+C must not garble its closing, nor the one answer."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


def invocation(context: typer.Context) -> Invocation:
    """The invocation that app/cli.py put into the context."""
    found = context.find_root().obj
    if not isinstance(found, Invocation):
        raise TypeError("the command line was started without an Invocation")
    return found


def read_passphrase(path: Path) -> Secret:
    """The first line of a passphrase file, without its line end; it may be a pipe, but nothing that never ends."""
    try:
        with open(path, encoding="utf-8-sig", opener=_open_pipe if path.is_fifo() else None) as file:
            first = file.readline(_LONGEST_LINE + 1)
        if len(first) > _LONGEST_LINE:
            raise UserError("passphrase-file-unreadable", file=str(path))
        lines = first.splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("passphrase-file-unreadable", file=str(path)) from error
    if not lines or not lines[0]:
        raise UserError("passphrase-file-empty", file=str(path))
    return Secret(lines[0])


def _open_pipe(path: str, flags: int) -> int:
    """Open a pipe, which waits for ever where nobody writes; raises TimeoutError."""
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    if not select.select([descriptor], [], [], PIPE_PATIENCE)[0]:
        os.close(descriptor)
        raise TimeoutError(path)
    os.set_blocking(descriptor, True)
    return descriptor


@contextmanager
def _drawn(progress: Progress, language: Catalogue) -> Iterator[None]:
    if not sys.stderr.isatty():
        yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    over = threading.Event()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        thread = threading.Thread(target=_poll, args=(bar, progress, language, over.wait), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _poll(bar: Bar, progress: Progress, language: Catalogue, wait: Callable[[float], bool]) -> None:
    task = bar.add_task("", total=None)
    while not wait(0.1):
        now = progress.snapshot()
        bar.update(task, description=step(now.step, language), completed=now.done, total=now.total or None)
