"""The contract's commands on one small firm, from new vault to restored backup, by their JSON alone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.command_line import PASSPHRASE, CommandLine, program
from tests.helpers.office import CUSTOMERS, ORDERS, VOUCHERS


def destroyed(vault: Path, cli: CommandLine, out: Path) -> dict[str, Any]:
    order = cli("destroy", vault, "prepare", "--due")["order"]
    cli("destroy", vault, "approve", order)
    return cli("destroy", vault, "execute", order, "--out", out)


def test_import_counts_add_up_and_second_time_adds_nothing(vault: Path, office: list[Path], cli: CommandLine) -> None:
    first = cli("import", vault, *office)["files"]
    sheets = [sheet for file in first for sheet in file["sheets"]]
    for sheet in sheets:
        assert sheet["rows_read"] == sheet["records_added"] + sheet["duplicates"] + sheet["rejected_rows"]
        assert len(sheet["rejected"]) == sheet["rejected_rows"]
    assert [sheet["records_added"] for sheet in sheets] == [CUSTOMERS, ORDERS, VOUCHERS]
    assert [sheet["kind"] for sheet in sheets] == ["basic", "transaction", "accounting"]
    (reject,) = sheets[0]["rejected"]
    assert reject["row"] == 2 + CUSTOMERS + 1
    assert reject["column"] == 1
    assert reject["message"]
    assert sheets[0]["duplicates"] == 1
    again = [sheet for file in cli("import", vault, *office)["files"] for sheet in file["sheets"]]
    assert [sheet["records_added"] for sheet in again] == [0, 0, 0]
    assert cli("list", vault)["total"] == CUSTOMERS + ORDERS + VOUCHERS


def test_classify_proposes_before_it_applies(vault: Path, office: list[Path], cli: CommandLine) -> None:
    cli("import", vault, *office)
    proposed = cli("classify", vault)
    assert proposed["records"] == CUSTOMERS + ORDERS + VOUCHERS
    assert proposed["unsure"] == 0
    assert cli("list", vault, "--state", "classified")["total"] == 0
    accepted = cli("classify", vault, "--accept")
    assert accepted["classified"] == CUSTOMERS + ORDERS + VOUCHERS
    assert accepted["by_kind"] == {"basic": CUSTOMERS, "transaction": ORDERS, "accounting": VOUCHERS}
    assert accepted["by_rule"]["ACC-VOUCHER"] == VOUCHERS
    assert cli("list", vault, "--state", "classified")["total"] == CUSTOMERS + ORDERS + VOUCHERS


def test_plan_gives_each_group_its_article(filled: Path, cli: CommandLine) -> None:
    plan = cli("plan", filled)
    assert date.fromisoformat(plan["today"]) == date.today()  # noqa: DTZ011 - the user's own day
    assert sum(group["records"] for group in plan["groups"]) == CUSTOMERS + ORDERS + VOUCHERS
    for group in plan["groups"]:
        assert group["basis"]
        assert group["reasons"]
    vouchers = next(group for group in plan["groups"] if group["kind"] == "accounting")
    assert (vouchers["disposition"], vouchers["rule"], vouchers["records"]) == ("restrict", "ACC-VOUCHER", VOUCHERS)
    customers = next(group for group in plan["groups"] if group["kind"] == "basic")
    assert (customers["disposition"], customers["rule"]) == ("destroy", "PI-MIN")
    assert any(basis["law"] == "个人信息保护法" for basis in customers["basis"])


def test_list_and_show_speak_of_the_same_record(filled: Path, cli: CommandLine) -> None:
    found = cli("list", filled, "--search", "欧阳娜", "--kind", "basic")
    assert found["total"] == 1
    (row,) = found["records"]
    assert (row["customer_name"], row["state"], row["rule"], row["retain_until"]) == (
        "欧阳娜",
        "classified",
        "PI-MIN",
        None,
    )
    shown = cli("show", filled, row["uid"])
    assert shown["uid"] == row["uid"]
    assert "欧阳娜" in shown["fields"].values()
    assert shown["history"]
    assert shown["decision"]["disposition"] == "destroy"
    events = cli("audit", filled, "--limit", 3)["events"]
    assert any(event["action"] == "record.show" for event in events)
    voucher = cli("list", filled, "--kind", "accounting")["records"][0]
    assert voucher["retain_until"] == "2049-12-31"
    assert cli("list", filled, "--limit", 3)["total"] == CUSTOMERS + ORDERS + VOUCHERS
    assert len(cli("list", filled, "--limit", 3)["records"]) == 3


def test_unknown_record_is_a_wrong_use(filled: Path, cli: CommandLine) -> None:
    assert cli("show", filled, "0" * 32, expect=2)["error"]["code"]


def test_hold_keeps_from_destruction_until_released(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    held = cli("hold", filled, "add", "--reason", "退费纠纷", "--search", "王芳")
    assert held["records"] >= 2
    uid = cli("list", filled, "--search", "王芳", "--kind", "basic")["records"][0]["uid"]
    refused = cli("destroy", filled, "prepare", "--uid", uid, expect=3)
    assert refused["error"]["code"]
    order = cli("destroy", filled, "prepare", "--due")
    assert order["records"] == CUSTOMERS + ORDERS - 2
    assert uid in [blocked["uid"] for blocked in order["blocked"]]
    assert [hold["reason"] for hold in cli("hold", filled, "list")["holds"]] == ["退费纠纷"]
    cli("destroy", filled, "withdraw", order["order"])
    cli("hold", filled, "release", held["hold"])
    assert cli("destroy", filled, "prepare", "--due")["records"] == CUSTOMERS + ORDERS


def test_what_the_law_keeps_is_refused(filled: Path, cli: CommandLine) -> None:
    uid = cli("list", filled, "--kind", "accounting")["records"][0]["uid"]
    assert cli("destroy", filled, "prepare", "--uid", uid, expect=3)["error"]["message"]


def test_destroyed_records_are_gone_and_the_certificate_verifies(
    filled: Path, cli: CommandLine, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = destroyed(filled, cli, out)
    assert done["destroyed"] == CUSTOMERS + ORDERS
    assert done["result"] in {"complete", "with-exceptions"}
    assert done["residue"]["hits"] == 0
    assert done["residue"]["values"] == done["residue"]["control_hits"] > 0
    certificate = done["certificate"]
    assert Path(certificate["file"]).is_file()
    checked = cli("verify", certificate["file"])
    assert checked["valid"] is True
    assert all(check["ok"] for check in checked["checks"])
    assert cli("list", filled)["total"] == VOUCHERS
    stubs = cli("list", filled, "--state", "destroyed")
    assert stubs["total"] == CUSTOMERS + ORDERS
    assert cli("list", filled, "--search", "欧阳娜", "--kind", "basic")["total"] == 0
    assert cli("check", filled)["ok"] is True
    again = cli("destroy", filled, "execute", done["order"], "--out", out)
    assert again["certificate"] == certificate
    assert cli("destroy", filled, "prepare", "--uid", stubs["records"][0]["uid"], expect=3)["error"]["code"] == (
        "nothing-left-to-destroy"
    )
    history = cli("show", filled, stubs["records"][0]["uid"])["history"]
    assert [entry["event"] for entry in history] == ["listed", "destroyed"]
    assert cli("verify", out, expect=5)["valid"] is False


def test_flipped_byte_makes_a_certificate_invalid(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    file = Path(destroyed(filled, cli, tmp_path)["certificate"]["file"])
    good = file.read_bytes()
    for at in range(len(good) // 2, len(good) // 2 + 5):
        file.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert cli("verify", file, expect=5)["valid"] is False


def test_each_acts_in_its_own_role_once_there_are_several(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    for name, role in (("李清算", "approver"), ("赵监销", "witness"), ("孙查阅", "viewer")):
        cli("operator", filled, "add", name, "--role", role, "--new-passphrase-file", secret)
    assert len(cli("operator", filled, "list")["operators"]) == 4
    assert cli("destroy", filled, "prepare", "--due", "--operator", "孙查阅", expect=3)
    order = cli("destroy", filled, "prepare", "--due")["order"]
    assert cli("destroy", filled, "approve", order, expect=3)["error"]["code"]
    assert cli("destroy", filled, "execute", order, "--out", tmp_path, expect=3)["error"]["code"]
    cli("destroy", filled, "approve", order, "--operator", "李清算")
    executed = cli("destroy", filled, "execute", order, "--out", tmp_path)
    assert executed["certificate"] is None
    assert cli("destroy", filled, "witness", order, "--out", tmp_path, expect=3)["error"]["code"]
    witnessed = cli("destroy", filled, "witness", order, "--out", tmp_path, "--operator", "赵监销")
    assert cli("verify", witnessed["certificate"]["file"])["valid"] is True


def test_archive_package_verifies_and_marks_its_records(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    done = cli("archive", filled, "--out", tmp_path / "out", "--kind", "accounting")
    assert done["records"] == VOUCHERS
    assert cli("verify", done["package"])["valid"] is True
    assert cli("verify", done["certificate"]["file"])["valid"] is True
    states = {row["state"] for row in cli("list", filled, "--kind", "accounting")["records"]}
    assert states <= {"archived", "restricted"}
    listed = cli("certificate", filled, "list")["certificates"]
    assert [one["id"] for one in listed] == [done["certificate"]["id"]]
    exported = cli("certificate", filled, "export", listed[0]["id"], "--out", tmp_path / "again")
    assert exported["certificates"][0]["sha256"] == done["certificate"]["sha256"]


def test_old_backup_is_destroyed_again_by_the_certificate(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    backup = cli("backup", filled, tmp_path / "old.qdbak")
    assert backup["records"] == CUSTOMERS + ORDERS + VOUCHERS
    assert cli("verify", tmp_path / "old.qdbak")["valid"] is True
    done = destroyed(filled, cli, tmp_path)
    assert [copy["kind"] for copy in done["surviving_copies"]] == ["backup"]
    restored = cli(
        "restore", tmp_path / "old.qdbak", tmp_path / "again.qingdang", "--certificate", done["certificate"]["file"]
    )
    assert restored["destroyed_again"] == CUSTOMERS + ORDERS
    assert restored["records"] == VOUCHERS
    (issued,) = cli("certificate", filled, "list")["certificates"]
    assert restored["known_until"] <= issued["issued_at"]
    assert cli("list", tmp_path / "again.qingdang")["total"] == VOUCHERS
    assert cli("check", tmp_path / "again.qingdang")["ok"] is True


def test_reports_and_export_are_written(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    for kind in ("closure", "inventory", "audit", "destruction-register"):
        assert cli("report", filled, kind, "--out", tmp_path / f"{kind}.pdf")["pages"] >= 1
        rows = cli("report", filled, kind, "--out", tmp_path / f"{kind}.xlsx")["rows"]
        assert rows > 0, kind
    issued = cli("certificate", filled, "list")["certificates"]
    assert cli("report", filled, "closure", "--watermark", "草稿", "--out", tmp_path / "draft.pdf")["pages"] >= 1
    assert cli("certificate", filled, "list")["certificates"] == issued
    error = cli("report", filled, "closure", "--watermark", "草" * 25, "--out", tmp_path / "x.pdf", expect=2)["error"]
    assert error["code"] == "watermark-too-long"
    assert cli("export", filled, tmp_path / "all.xlsx")["rows"] == CUSTOMERS + ORDERS + VOUCHERS
    assert cli("export", filled, tmp_path / "masked.xlsx", "--masked")["rows"] == CUSTOMERS + ORDERS + VOUCHERS


def test_detect_needs_no_vault(office: list[Path], cli: CommandLine) -> None:
    found = cli("detect", office[0])["files"][0]["sheets"][0]
    assert found["header_row"] == 2
    assert found["kind"] == "basic"
    assert [column["type"] for column in found["columns"][:4]] == [
        "person_name",
        "cn_resident_id",
        "mobile_phone",
        "address",
    ]


def test_detect_tells_where_in_a_note(tmp_path: Path, cli: CommandLine) -> None:
    notes = tmp_path / "notes.csv"
    notes.write_text("姓名,备注\n王芳,联系李娜，电话13812345678\n张伟,给王小明打电话\n", encoding="utf-8")
    found = cli("detect", notes)["files"][0]["sheets"][0]["findings"]
    assert found[0] == {"row": 2, "column": 1, "type": "person_name", "start": 2, "end": 4}


def test_settings_are_shown_and_changed(vault: Path, cli: CommandLine) -> None:
    assert cli("settings", vault)["settings"]["cooling-off-days"] == "0"
    changed = cli("settings", vault, "cooling-off-days=7", "auto-lock-minutes=10")["settings"]
    assert (changed["cooling-off-days"], changed["auto-lock-minutes"]) == ("7", "10")
    assert cli("settings", vault, "cooling-off-days=7", "no-such-key=1", expect=2)["error"]["code"]


def test_cooling_off_is_waited_for(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    cli("settings", filled, "cooling-off-days=7")
    order = cli("destroy", filled, "prepare", "--due")["order"]
    cli("destroy", filled, "approve", order)
    assert cli("destroy", filled, "execute", order, "--out", tmp_path, expect=3)["error"]["code"]
    assert cli("list", filled)["total"] == CUSTOMERS + ORDERS + VOUCHERS


def test_exit_codes_of_what_goes_wrong(
    vault: Path, cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("no-such-command", expect=2)["error"]["message"]
    assert cli("list", vault, "--no-such-option", expect=2)["error"]["message"]
    assert cli("transfer", vault, "prepare", expect=2)["error"]["message"]
    assert cli("notice", vault, "prepare", "--kind", "closing", expect=2)["error"]["message"]
    assert cli("list", vault, "--operator", "没有此人", expect=4)["error"]["code"]
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    assert cli("import", vault, broken, expect=5)["error"]["code"]
    assert cli("verify", broken, expect=5)["valid"] is False
    monkeypatch.setenv("QINGDANG_PASSPHRASE", "不对的长口令")
    assert cli("list", vault, expect=4)["error"]["code"] == "wrong-passphrase"


def test_as_a_program_it_says_what_is_wrong_without_a_traceback(vault: Path) -> None:
    without = program("list", vault, "--json", passphrase=None)
    assert without.returncode == 4
    plain = program("list", vault, "--lang", "en")
    assert plain.returncode == 0
    assert "Traceback" not in plain.stderr
