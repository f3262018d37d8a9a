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
