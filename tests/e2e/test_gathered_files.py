"""Folders and zip files on the command line: each table in them a file of the result, what is none named."""

from pathlib import Path

import pytest

from app.cli import run
from app.clock import SystemClock
from app.domain.firm import Firm
from app.domain.words import Closure
from tests.helpers.command_line import PASSPHRASE, CommandLine
from tests.helpers.office_files import DATA
from tests.helpers.old_workbooks import locked
from tests.helpers.vaults import make_vault
from tests.helpers.zip_files import zip_file

TABLE = "姓名,手机号码\n王伟,13800138000\n李娜,13900139000\n".encode()
BROKEN = b"a,b\n1," + b"x" * 200_000


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Under a key derivation that costs nothing."""
    firm = Firm("晨光教育", "91310115MA1H8NQ7CF", Closure.DEREGISTRATION)
    return make_vault(tmp_path, firm=firm, operator="王经办", passphrase=PASSPHRASE, clock=SystemClock())


def folder(place: Path) -> Path:
    place.mkdir()
    (place / "b.csv").write_bytes(TABLE)
    (place / "a.xls").write_bytes((DATA / "customers.xls").read_bytes())
    (place / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    (place / "~$a.xls").write_bytes(b"\x05")
    return place


def test_a_folder_is_imported_file_by_file(vault: Path, tmp_path: Path, cli: CommandLine) -> None:
    place = folder(tmp_path / "客户")
    result = cli("import", vault, place)
    assert [Path(file["file"]).name for file in result["files"]] == ["a.xls", "b.csv"]
    assert [(Path(one["file"]).name, one["code"]) for one in result["skipped"]] == [("照片.jpg", "file-unknown-type")]
    assert cli("list", vault)["total"] == sum(
        sheet["records_added"] for file in result["files"] for sheet in file["sheets"]
    )


def test_a_file_in_a_folder_that_can_not_be_read_is_named_and_the_others_come_in(
    vault: Path, tmp_path: Path, cli: CommandLine
) -> None:
    place = folder(tmp_path / "客户")
    (place / "b.csv").write_bytes(BROKEN)
    result = cli("import", vault, place, expect=5)
    assert [Path(file["file"]).name for file in result["files"]] == ["a.xls"]
    (wrong,) = result["error"]["unreadable"]
    assert (Path(wrong["file"]).name, wrong["code"]) == ("b.csv", "csv-broken")
    assert "b.csv" in result["error"]["message"]
    (place / "b.csv").write_bytes(TABLE)
    again = cli("import", vault, place)["files"]
    assert [sheet["records_added"] for file in again for sheet in file["sheets"]] == [0, 0, 2]


def test_a_password_that_is_missing_is_asked_for_by_its_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder as well as by name; the sentence itself stands in the window too."""
    place = tmp_path / "客户"
    place.mkdir()
    path = locked(DATA / "customers.xls", place / "a.xls", "geheim8")
    for given in (path, place):
        assert run(["detect", str(given), "--lang", "en"]) == 5
        assert capsys.readouterr().err.endswith("On the command line: --file-password-file FILE.\n")


def test_each_file_in_a_zip_file_is_one_of_the_result(vault: Path, tmp_path: Path, cli: CommandLine) -> None:
    path = zip_file(tmp_path / "a.zip", {"一月/客户.csv": TABLE, "b.csv": TABLE[:39]}, "gb18030")
    result = cli("import", vault, path)
    assert [file["file"] for file in result["files"]] == [str(path / "b.csv"), str(path / "一月/客户.csv")]
    counts = [(sheet["records_added"], sheet["duplicates"]) for file in result["files"] for sheet in file["sheets"]]
    assert counts == [(1, 0), (1, 1)]


def test_of_a_zip_file_all_comes_in_or_nothing(vault: Path, tmp_path: Path, cli: CommandLine) -> None:
    path = zip_file(tmp_path / "a.zip", {"a.csv": TABLE, "b.csv": BROKEN})
    result = cli("import", vault, path, expect=5)
    assert (result["error"]["code"], result["error"]["file"]) == ("csv-broken", "b.csv")
    assert cli("list", vault)["total"] == 0


def test_detect_takes_folders_and_a_password(tmp_path: Path, cli: CommandLine) -> None:
    result = cli("detect", folder(tmp_path / "客户"))
    assert [Path(file["file"]).name for file in result["files"]] == ["a.xls", "b.csv"]


def test_detect_does_not_speak_of_importing(tmp_path: Path, cli: CommandLine) -> None:
    for name, content in {"a.csv": b"", "b.xlsx": b"PK\x03\x04", "c.xlsx": TABLE, "d.csv": BROKEN}.items():
        (tmp_path / name).write_bytes(content)
        message = cli("detect", tmp_path / name, expect=5)["error"]["message"]
        assert name in message
        assert "导入" not in message


def test_an_empty_folder_is_told(vault: Path, tmp_path: Path, cli: CommandLine) -> None:
    (tmp_path / "leer").mkdir()
    assert cli("import", vault, tmp_path / "leer", expect=5)["error"]["code"] == "folder-empty"


def test_a_template_is_written_without_a_vault(tmp_path: Path, cli: CommandLine) -> None:
    result = cli("template", tmp_path / "模板.xlsx", "--kind", "basic")
    assert result == {"file": str(tmp_path / "模板.xlsx"), "sheets": ["客户基本信息", "填写说明（清档）"]}
    assert cli("template", tmp_path / "模板.csv", expect=2)["error"]["code"] == "bad-suffix"


def test_detect_writes_a_report_of_a_folder(tmp_path: Path, cli: CommandLine) -> None:
    """The report lists what was not looked into, and nothing is overwritten."""
    there = folder(tmp_path / "客户")
    target = tmp_path / "报告.pdf"
    result = cli("detect", there, "--report", target)
    assert result["report"] == str(target)
    assert target.read_bytes().startswith(b"%PDF-")
    assert cli("detect", there, "--report", target, expect=2)["error"]["code"] == "target-exists"
    assert cli("detect", there, "--report", tmp_path / "a.txt", expect=2)["error"]["code"] == "bad-suffix"
