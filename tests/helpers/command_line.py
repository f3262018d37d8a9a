"""The command line as a script uses it: in this process for speed, or as a program of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import run

PASSPHRASE = "一把好记的长口令"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """One call's exit code and its JSON object."""

    code: int
    result: dict[str, Any]


class CommandLine:
    """Calls the program with --json and checks that exactly one JSON object comes out."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.complaints = ""  # what the last call wrote to standard error

    def __call__(self, *arguments: object, expect: int = 0) -> dict[str, Any]:
        """Run one command; the exit code must be the expected one."""
        answer = self.answer(*arguments)
        assert answer.code == expect, answer.result
        return answer.result

    def answer(self, *arguments: object) -> Answer:
        self._capsys.readouterr()
        code = run([*map(str, arguments), "--json", "--lang", "zh"])
        printed, self.complaints = self._capsys.readouterr()
        assert printed.count("\n") == 1, printed
        return Answer(code, json.loads(printed))


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line with everyone's passphrase in the environment."""
    monkeypatch.setenv("QINGDANG_PASSPHRASE", PASSPHRASE)
    return CommandLine(capsys)


def program(*arguments: object, passphrase: str | None = PASSPHRASE) -> subprocess.CompletedProcess[str]:
    """Run `python -m app` as a process of its own, without a terminal."""
    environment = {name: value for name, value in os.environ.items() if name != "QINGDANG_PASSPHRASE"}
    if passphrase is not None:
        environment["QINGDANG_PASSPHRASE"] = passphrase
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
