"""The help pages: every parameter is told, in the language asked for."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from app import cli
from app.commands.help_page import told
from app.i18n import catalogue

ENGLISH_LEFT = re.compile(r"Usage|Arguments|Options|Commands|options|Show this|required")


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from _commands(below, (*path, name))


EVERY = list(_commands(typer.main.get_command(cli.app)))


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[" ".join(path) for path, _ in EVERY])
def test_every_parameter_is_told_in_chinese(path: tuple[str, ...], command: Any) -> None:
    chinese, english = catalogue("zh"), catalogue("en")
    for parameter in command.params:
        if parameter.hidden:
            continue
        assert told(parameter, english), f"{path}: {parameter.name} has no help"
        assert told(parameter, chinese) != told(parameter, english), f"{path}: {parameter.name} has no Chinese help"


def test_a_page_is_whole_in_either_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", "--help", "--lang", "zh"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("用法： qingdang import VAULT FILES… [选项]")
    assert "--kind KIND" in page
    assert "accounting" in page
    assert not ENGLISH_LEFT.search(page)
    assert cli.run(["archive", "--help", "--lang", "en"]) == 0
    assert "(required)" in capsys.readouterr().out


def test_the_first_page_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help", "--lang", "zh"]) == 0
    page = capsys.readouterr().out
    assert all(f"  {path[0]} " in page for path, _ in EVERY if len(path) == 1)
    assert max(map(len, page.splitlines())) <= 100


def test_every_page_tells_the_options_of_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for path in (("new",), ("hold", "v", "add"), ()):
        assert cli.run([*path, "--help", "--lang", "zh"]) == 0
        page = capsys.readouterr().out
        assert [f"  {option} " in page for option in ("--json", "--operator NAME", "--passphrase-file FILE")] == [
            True
        ] * 3


def test_the_call_is_shown_as_it_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["hold", "v", "add", "--help", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("用法： qingdang hold VAULT add --reason REASON [选项]")
    assert cli.run(["transfer", "v", "execute", "--help", "--lang", "zh"]) == 0
    assert "移交单编号" in capsys.readouterr().out


def test_what_takes_one_value_is_not_told_to_take_several() -> None:
    english = catalogue("en")
    parameters = [(path, one) for path, command in EVERY for one in command.params if one.name == "uid"]
    assert ("show",) in [path for path, _ in parameters]
    for path, one in parameters:
        assert one.multiple or "repeated" not in told(one, english), path
