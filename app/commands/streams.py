"""Standard input, output and error as the command line uses them: whatever the locale, closed, or on a full disk."""

import io
import os
import sys
from pathlib import Path
from typing import Any

from app.errors import EnvironmentProblem

UNWRITABLE = "output-unwritable"


def open_missing() -> None:
    """Give the closed ones of the three a place, or the next file that is opened takes their number.

    Nothing can be read from the input, the error output leads nowhere, and writing to the output fails.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR if number else os.O_RDONLY)
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _nowhere("r")
    sys.stderr = sys.stderr or _nowhere("w")


def _nowhere(mode: str) -> Any:
    return Path(os.devnull).open(mode, encoding="utf-8")


def speak_unicode(*, json: bool) -> None:
    """Let any character through: JSON is UTF-8 (RFC 8259); text for people too where the locale knows only ASCII.

    What can't be written (half of a surrogate pair in a file's name) is escaped, which JSON reads as what it was.
    """
    for stream, always in ((sys.stdout, json), (sys.stderr, False)):
        if isinstance(stream, io.TextIOWrapper):
            ascii_only = (stream.encoding or "").lower().replace("-", "") in ("ascii", "usascii", "ansi_x3.41968")
            stream.reconfigure(encoding="utf-8" if always or ascii_only else None, errors="backslashreplace")


def say(text: str) -> None:
    """Write to standard output, now. Raises EnvironmentProblem("output-unwritable") where it is closed or full.

    A reader that has gone (`… | head`) has read all that it wanted.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
    except OSError as error:
        drop_output()
        raise EnvironmentProblem(UNWRITABLE) from error


def output_problem(error: OSError) -> EnvironmentProblem | None:
    """The same error where the parser wrote by itself (the pages of --help) and the output was closed."""
    return EnvironmentProblem(UNWRITABLE) if isinstance(error, io.UnsupportedOperation) else None


def is_no_text(error: UnicodeEncodeError) -> bool:
    """Whether a name came in that is no text: bytes of another encoding, which Python keeps as halves of surrogates."""
    return all("\ud800" <= character <= "\udfff" for character in error.object[error.start : error.end])


def drop_output() -> None:
    """Let what is still to be written go nowhere: at its end the interpreter would try once more, and complain."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except OSError:
        sys.stdout = _nowhere("w")
