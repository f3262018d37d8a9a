"""`qingdang` and `python -m app`: the window straight away, or the command line.

The command line loads every service and the documents' engine; the window is shown before that (ui/start.py), so
neither is imported here before it is known which one is wanted.
"""

import os
import signal
import sys
from importlib import import_module

from app.surroundings import STOPPING, has_display


def main() -> None:
    """Start what the arguments ask for."""
    if sys.getfilesystemencoding() == "ascii" and not getattr(sys, "frozen", False):
        in_unicode()
    given = sys.argv[1:]
    if wants_window(given) and has_display():
        sys.argv = ["qingdang", *given[1:]]
        import_module("ui.__main__")
    else:
        command_line(given)


def in_unicode() -> None:
    """Begin again in Python's UTF-8 mode: a locale that knows only ASCII gets no Chinese name or passphrase across."""
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})  # noqa: S606 - this very program


def command_line(arguments: list[str]) -> None:
    """Load the commands and run one; a request to end while they load is kept until it can be answered in words."""
    pressed: list[int] = []
    for number in STOPPING:
        signal.signal(number, lambda got, _frame: pressed.append(got))
    commands = import_module("app.cli")
    for number in STOPPING:
        signal.signal(number, signal.default_int_handler)
    if pressed:
        sys.exit(commands.cancelled(arguments))
    commands.main(arguments)


def wants_window(arguments: list[str]) -> bool:
    """Whether these open the window, and need no look at the command line's options before."""
    return not arguments or (arguments[0] == "gui" and not any(one.startswith("-") for one in arguments[1:]))


if __name__ == "__main__":
    main()
