"""What a wrong call answers: exit code 2, one object, a sentence in the language asked for, nothing done."""

import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

from app import __main__ as entry
from app import cli as cli_module
from app.commands import invocation
from app.commands.invocation import read_passphrase
from app.commands.wrong_use import wrong_use
from app.surroundings import DISPLAYS, STOPPING
from tests.helpers.command_line import CommandLine, program
from tests.helpers.pdf_text import text_of

WRONG = [
    (("no-such-command",), "unknown-command"),
    (("list",), "option-missing"),
    (("list", "v", "--no-such-option"), "unknown-option"),
    (("list", "v", "w"), "too-many-arguments"),
    (("list", "v", "--kind"), "option-needs-value"),
    (("list", "v", "--kind", "wrong"), "not-a-choice"),
    (("list", "v", "--limit", "-1"), "out-of-bounds"),
    (("list", "v", "--limit", "9" * 20), "out-of-bounds"),
    (("audit", "v", "--limit", "0"), "out-of-bounds"),
    (("incident", "v", "add", "--people", "9" * 20), "out-of-bounds"),
    (("incident", "v", "change", "x", "--people", "9" * 20), "out-of-bounds"),
    (("customers", "v", "part", "9" * 20), "out-of-bounds"),
    (("copies", "v", "gone", "9" * 20, "--on", "2026-11-22"), "out-of-bounds"),
    (("list", "v", "--limit", "many"), "bad-value"),
    (("classify", "v", "--accept=yes"), "option-takes-no-value"),
    (("operator", "v"), "command-missing"),
    (("destroy", "v", "prepare", "--due", "--uid", "0" * 32), "options-exclude"),
    (("destroy", "v", "prepare", "--search", "x", "--uid", "0" * 32), "options-exclude"),
    (("hold", "v", "add", "--reason", "r", "--search", "x", "--uid", "0" * 32), "options-exclude"),
]


@pytest.mark.parametrize(("arguments", "code"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_wrong_call_is_told_in_the_users_language(arguments: tuple[str, ...], code: str, cli: CommandLine) -> None:
    error = cli(*arguments, expect=2)["error"]
    assert error["code"] == code
    assert "未执行任何操作" in error["message"]


def test_wrong_call_is_told_in_english_when_asked() -> None:
    answer = program("list", "v", "--kind", "wrong", "--lang", "en")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.isascii()
    assert "basic, transaction" in answer.stderr


def test_a_passphrase_without_an_end_is_not_read_for_ever(cli: CommandLine, tmp_path: Path) -> None:
    """/dev/zero, or a scan given by mistake."""
    wrong = tmp_path / "zero"
    wrong.write_bytes(bytes(100_000))
    for file in (wrong, *filter(Path.exists, [Path("/dev/zero")])):
        error = cli("list", tmp_path / "v.qingdang", "--passphrase-file", file, expect=2)["error"]
        assert error["code"] == "passphrase-file-unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_that_nobody_writes_into_is_given_up(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invocation, "PIPE_PATIENCE", 0.0)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    error = cli("list", tmp_path / "v.qingdang", "--passphrase-file", pipe, expect=2)["error"]
    assert error["code"] == "passphrase-file-unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_passphrase_comes_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    both = os.open(pipe, os.O_RDWR)  # its writer, which needs no reader to open
    os.write(both, "口令 one\nmore\n".encode())
    assert read_passphrase(pipe).reveal() == "口令 one".encode()
    os.close(both)


def test_second_file_that_cannot_come_in_leaves_the_first(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    before = cli("list", filled)["total"]
    good, bad = tmp_path / "新客户.csv", tmp_path / "坏.xlsx"
    good.write_text("姓名,手机\n郑新客,13912345678\n", encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 this is no workbook")
    error = cli("import", filled, good, bad, expect=5)["error"]
    assert error["files_imported"] == 1
    assert "files_imported" not in cli("import", filled, bad, good, expect=5)["error"]
    assert cli("list", filled)["total"] == before + 1


def test_a_file_that_is_not_there_keeps_the_others_out_too(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    before = cli("list", filled)["total"]
    good = tmp_path / "新客户.csv"
    good.write_text("姓名,手机\n郑新客,13912345678\n", encoding="utf-8")
    error = cli("import", filled, good, tmp_path / "没有.csv", expect=2)["error"]
    assert (error["code"], error["file"], "files_imported" in error) == ("file-not-found", "没有.csv", False)
    assert cli("list", filled)["total"] == before


def test_rejects_folder_is_made(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("姓名,身份证号\n郑新客,310104198807120001\n", encoding="utf-8")
    done = cli("import", filled, file, "--rejects-dir", tmp_path / "新" / "退回")["files"][0]
    assert done["sheets"][0]["rejected_rows"] == 1
    assert Path(done["rejects_file"]).parent == tmp_path / "新" / "退回"


def test_record_without_customer_has_null_there_in_both_views(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "凭证.csv"
    file.write_text("凭证号,日期,摘要,借方金额\n记-9,2023-05-06,购办公用品,88\n", encoding="utf-8")
    cli("import", filled, file)
    (row,) = cli("list", filled, "--limit", 1)["records"]
    assert row["customer"] is None
    assert cli("show", filled, row["uid"])["customer"] is None


@pytest.fixture
def signals_kept() -> Iterator[None]:
    """What the entry does with signals is taken back."""
    before = [(number, signal.getsignal(number)) for number in STOPPING]
    yield
    for number, what in before:
        signal.signal(number, what)


@pytest.mark.usefixtures("signals_kept")
@pytest.mark.parametrize("number", STOPPING)
def test_interrupt_while_the_commands_load_is_answered_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    def interrupted(name: str) -> ModuleType:
        os.kill(os.getpid(), number)
        return importlib.import_module(name)

    monkeypatch.setattr(entry, "import_module", interrupted)
    with pytest.raises(SystemExit) as left:
        entry.command_line(["list", "v", "--json"])
    assert left.value.code == 130
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "cancelled"


def test_several_verified_files_are_told_apart(tmp_path: Path) -> None:
    files = [tmp_path / "一.pdf", tmp_path / "二.pdf"]
    for file in files:
        file.write_text("no certificate", encoding="utf-8")
    answer = program("verify", *files)
    assert answer.returncode == 5
    assert [str(file) in answer.stdout.splitlines() for file in files] == [True, True]


@pytest.mark.parametrize("kind", ["audit", "closure"])
def test_a_report_into_a_folder_that_is_not_there_names_the_folder(
    filled: Path, cli: CommandLine, tmp_path: Path, kind: str
) -> None:
    """A wrong use (2), not a fault of the computer: nothing was tried, and whoever typed it can mend it."""
    target = tmp_path / "没有的文件夹" / "report.pdf"
    error = cli("report", filled, kind, "--out", target, expect=2)["error"]
    assert (error["code"], error["folder"]) == ("folder-not-found", "没有的文件夹")
    assert not target.parent.exists()


def test_a_new_vault_writes_its_recovery_sheet_only_where_it_is_told(cli: CommandLine, tmp_path: Path) -> None:
    given = ("--firm", "上海测试有限公司", "--uscc", "91310115MA1H8NQ7C1", "--closure", "transfer", "--operator", "王")
    wrong = cli("new", tmp_path / "a.qingdang", *given, "--recovery-sheet", tmp_path / "none" / "s.pdf", expect=2)
    assert wrong["error"]["code"] == "folder-not-found"
    assert not (tmp_path / "a.qingdang").exists()
    made = cli("new", tmp_path / "a.qingdang", *given, "--recovery-sheet", tmp_path / "s.pdf")
    assert made["recovery_code"] in text_of((tmp_path / "s.pdf").read_bytes())
    assert "recovery_sheet" not in cli("new", tmp_path / "b.qingdang", *given)


def test_a_file_where_the_demo_is_to_go_is_a_wrong_use(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("taken", encoding="utf-8")
    assert cli("demo", "--out", tmp_path / "out", expect=2)["error"]["code"] == "not-a-folder"
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_a_window_that_cannot_open_is_told_as_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    answer = program("gui", "--json", "--lang", "en")
    assert (answer.returncode, json.loads(answer.stdout)["error"]["code"]) == (6, "no-display")
    assert json.loads(answer.stdout)["error"]["message"].isascii()


@pytest.mark.parametrize("name", ["客户.xlsx", "客户's 名单.xlsx", 'a "b" c.xlsx'])
def test_a_file_that_may_not_be_read_is_the_computers_no_not_a_wrong_form(name: str) -> None:
    """As the parser says it; a test that runs as root can keep no file from itself."""
    parser: Any = typer.main.get_command(cli_module.app)
    files = next(one for one in parser.commands["detect"].params if one.name == "files")
    told = wrong_use(typer.BadParameter(f"Path {f'/其他/{name}'!r} is not readable.", param=files))
    assert (told.exit_code, told.code, told.params) == (6, "no-permission", {"file": name})


def test_a_bug_that_could_not_be_logged_names_no_log(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_bytes(b"")
    monkeypatch.setenv("QINGDANG_SETTINGS", str(tmp_path / "taken" / "settings"))
    monkeypatch.setattr(cli_module, "split_common", lambda _arguments: 1 / 0)
    told = cli("list", "v", expect=1)["error"]
    assert (told["code"], told["log"]) == ("bug", None)
    assert told["where"].startswith("test_wrong_use.py")


def test_a_name_longer_than_the_disk_takes_is_no_bug(filled: Path, cli: CommandLine) -> None:
    name = "名" * 100  # 300 bytes of UTF-8
    for arguments in (("verify", name), ("archive", filled, "--out", name), ("backup", filled, f"{name}.qdbak")):
        error = cli(*arguments, expect=6)["error"]
        assert (error["code"], error["file"][:100]) == ("name-too-long", name)
