"""An older state put back, as scripts meet it: said at every unlocking, found by `check`, accepted by name."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.command_line import CommandLine


def put_back_database(vault: Path, kept: Path) -> None:
    shutil.copy(kept / "vault-1.db", vault / "vault-1.db")


def put_back_folder(vault: Path, kept: Path) -> None:
    shutil.rmtree(vault)
    shutil.copytree(kept, vault)


@pytest.mark.parametrize("put_back", [put_back_database, put_back_folder])
def test_an_older_state_is_said_found_and_accepted(
    filled: Path, cli: CommandLine, put_back: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    """Of a whole folder nothing inside tells; what this computer last saw of the vault does."""
    kept = tmp_path / "kept"
    shutil.copytree(filled, kept)
    cli("settings", filled, "auto-lock-minutes=7")
    put_back(filled, kept)
    for command in (["check"], ["check"]):
        found = cli(*command, filled, expect=5)
        wrong = {one["name"]: one["detail"] for one in found["checks"] if not one["ok"]}
        assert found["ok"] is False
        assert set(wrong) == {"header"}
        assert "放回旧状态" in wrong["header"]
    assert cli("check", filled, "--accept-older")["ok"] is True
    assert cli("check", filled)["ok"] is True
    actions = [event["action"] for event in cli("audit", filled)["events"]]
    assert actions.count("vault.behind") == 1
    assert actions.count("vault.behind-accepted") == 1


def test_every_command_says_it_on_the_error_output(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(filled, kept)
    cli("settings", filled, "auto-lock-minutes=7")
    cli("list", filled)
    assert cli.complaints == ""
    put_back_database(filled, kept)
    cli("list", filled)
    assert "放回了较早的文件副本" in cli.complaints


@pytest.mark.parametrize("name", ["vault-1.db", "vault.json"])
def test_what_does_not_even_open_is_the_checks_result_too(filled: Path, cli: CommandLine, name: str) -> None:
    """The usual object at exit 5, as the contract says; and nothing is changed."""
    harmed = bytes((filled / name).stat().st_size)
    (filled / name).write_bytes(harmed)
    found = cli("check", filled, expect=5)
    assert found["ok"] is False
    assert [(one["name"], one["ok"]) for one in found["checks"]] == [("opening", False)]
    assert found["checks"][0]["detail"]
    assert (filled / name).read_bytes() == harmed
