"""Destruction's further commands by their JSON alone: appraisal, copies, paper, slips, and a whole vault's end."""

from pathlib import Path

from tests.helpers.command_line import CommandLine


def test_slips_are_held_against_the_certificate(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    order = cli("destroy", filled, "prepare", "--due")["order"]
    slip = cli("slips", filled, "--order", order)["slips"][0]["slips"][0]
    cli("destroy", filled, "approve", order)
    certificate = cli("destroy", filled, "execute", order, "--out", tmp_path)["certificate"]["file"]
    found = cli("verify", certificate, slip)
    assert (found["valid"], found["checks"][-1]["name"]) == (True, "slip")
    alone = cli("verify", slip, expect=5)
    assert (alone["valid"], alone["kind"]) == (False, "slip")
    both = cli("verify", certificate, tmp_path / "missing.pdf", expect=5)
    assert [one["valid"] for one in both["files"]] == [True, False]


def test_copies_elsewhere_are_recorded_and_proved_gone(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "proof.pdf").write_bytes(b"%PDF-1.7 deleted")
    copy = cli("copies", filled, "add", "--holder", "短信平台", "--asked")["copy"]
    assert (copy["kind"], copy["status"]) == ("processor", "asked")
    assert cli("copies", filled, "gone", copy["id"], "--on", "2026-11-20", expect=2)["error"]["code"] == "proof-missing"
    gone = cli("copies", filled, "gone", copy["id"], "--on", "2026-11-20", "--proof", tmp_path / "proof.pdf")["copy"]
    assert (gone["status"], gone["proved_on"]) == ("deleted", "2026-11-20")
    assert [one["status"] for one in cli("copies", filled, "list")["copies"]] == ["deleted"]


def test_an_order_is_appraised_and_its_paper_recorded(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    order = cli("destroy", filled, "prepare", "--due")["order"]
    appraised = cli("destroy", filled, "appraise", order, "--as", "unit-head")
    assert (appraised["state"], len(appraised["missing"])) == ("draft", 4)
    assert cli("destroy", filled, "appraise", order)["state"] == "appraised"
    cli("destroy", filled, "approve", order)
    given = ("--name", "2014年登记表", "--volumes", "2", "--on", "2026-11-20", "--place", "嘉定粉碎站")
    assert cli("destroy", filled, "paper", order, *given, "--method", "pulped")["paper"]["method"] == "pulped"
    cli("destroy", filled, "execute", order, "--out", tmp_path)
    assert cli("report", filled, "destruction-list", "--out", tmp_path / "list.pdf")["pages"]


def test_a_file_in_the_place_of_a_folder_is_a_wrong_use(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "here").write_text("mine")
    assert cli("archive", filled, "--out", tmp_path / "here", expect=2)["error"]["code"] == "not-a-folder"
    assert (tmp_path / "here").read_text() == "mine"


def test_a_whole_vault_ends(vault: Path, cli: CommandLine, tmp_path: Path) -> None:
    assert cli("destroy", vault, "end", "status")["missing"] == ["handler", "approver"]
    given = ("--out", tmp_path / "end", "--confirm", "晨光教育")
    assert cli("destroy", vault, "end", "execute", *given, expect=3)["error"]["code"] == "ending-not-signed"
    cli("destroy", vault, "end", "sign")
    assert cli("destroy", vault, "end", "sign")["missing"] == []
    ended = cli("destroy", vault, "end", "execute", *given)
    assert not vault.exists()
    found = cli("verify", ended["certificate"]["file"])
    assert (found["valid"], found["kind"]) == (True, "vault-end-certificate")


def test_an_order_sent_back_by_a_hold_is_prepared_again(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    uids = [one["uid"] for one in cli("list", filled, "--kind", "basic", "--limit", 3)["records"]]
    chosen = [part for uid in uids for part in ("--uid", uid)]
    order = cli("destroy", filled, "prepare", *chosen)["order"]
    named = cli("destroy", filled, "prepare", *chosen, expect=3)["error"]
    assert (named["code"], named["orders"]) == ("in-open-orders", order)
    assert order in named["message"]
    cli("destroy", filled, "approve", order)
    hold = cli("hold", filled, "add", "--reason", "投诉", "--uid", uids[0])["hold"]
    refused = cli("destroy", filled, "execute", order, "--out", tmp_path, expect=3)["error"]
    assert (refused["code"], refused["left"]) == ("order-returned", 2)
    cli("hold", filled, "release", hold)
    again = cli("destroy", filled, "prepare", *chosen)
    assert (again["order"], again["records"], again["blocked"]) == (order, 3, [])
    cli("destroy", filled, "approve", order)
    assert cli("destroy", filled, "execute", order, "--out", tmp_path)["destroyed"] == 3


def test_an_order_withdrawn_before_its_execution_destroys_nothing(
    filled: Path, cli: CommandLine, tmp_path: Path
) -> None:
    total = cli("list", filled)["total"]
    cli("settings", filled, "cooling-off-days=3")
    order = cli("destroy", filled, "prepare", "--due")["order"]
    cli("destroy", filled, "approve", order)
    waiting = cli("destroy", filled, "execute", order, "--out", tmp_path, expect=3)["error"]
    assert waiting["code"] == "cooling-off"
    assert waiting["earliest_on"] in waiting["message"]
    assert cli("destroy", filled, "withdraw", order)["state"] == "withdrawn"
    assert cli("destroy", filled, "withdraw", order)["state"] == "withdrawn"
    assert cli("destroy", filled, "execute", order, "--out", tmp_path, expect=3)["error"]["code"] == "order-withdrawn"
    assert cli("list", filled)["total"] == total
    assert cli("destroy", filled, "prepare", "--due")["order"] != order


def test_a_changed_database_is_found_by_check(filled: Path, cli: CommandLine) -> None:
    assert cli("check", filled)["ok"] is True
    database = filled / "vault-1.db"
    whole = database.read_bytes()
    middle = len(whole) // 2
    database.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    found = cli("check", filled, expect=5)
    assert found["ok"] is False
    assert "pages" in [one["name"] for one in found["checks"] if not one["ok"]]
