"""Decisions changed from the command line: told first, then made; wrong uses change nothing."""

from pathlib import Path

import pytest

from app import cli as command_line
from tests.helpers.books import Cell, write_book
from tests.helpers.command_line import PASSPHRASE, CommandLine

BASIS = "股东会决议 2026-3 号"


@pytest.fixture
def vault(filled: Path, cli: CommandLine, tmp_path: Path) -> Path:
    """The office, with two asset cards more whose day of scrapping nobody wrote down."""
    rows: list[list[Cell]] = [
        ["资产编号", "固定资产名称", "原值", "折旧年限", "报废日期"],
        ["GD-001", "复印机", 8000.0, 5, None],
        ["GD-002", "投影仪", 5000.0, 5, None],
    ]
    cli("import", filled, write_book(tmp_path / "固定资产卡片.xlsx", {"固定资产卡片": rows}))
    cli("classify", filled, "--accept")
    return filled


def test_a_group_is_decided_after_its_effect_was_told(vault: Path, cli: CommandLine) -> None:
    groups = cli("plan", vault)["groups"]
    before = next(one for one in groups if one["rule"] == "ACC-FACARD")
    number = before["group"]
    assert groups[number - 1] == before
    assert (before["decided"], before["due"]) == (False, None)
    asked = ("decide", vault, "--group", number, "--first-day", "2018-05-31", "--basis", BASIS)
    told = cli(*asked)
    assert (told["applied"], told["change"], told["records"], told["undecided"]) == (False, None, 2, 0)
    (turn,) = told["decisions"]
    assert (turn["records"], turn["sooner"]) == (2, 2) == (told["sooner"], 2)
    assert (turn["before"]["decided"], turn["after"]["due_first"]) == (False, "2023-06-01")
    assert cli("plan", vault)["groups"] == groups
    done = cli(*asked, "--apply")
    assert (done["applied"], done["change"], done["decisions"]) == (True, 1, told["decisions"])
    after = [one for one in cli("plan", vault)["groups"] if one["rule"] == "ACC-FACARD"]
    assert [(one["records"], one["decided"], one["due"]) for one in after] == [(2, True, "2023-06-01")]
    (event, *_) = cli("audit", vault, "--limit", "1")["events"]
    assert (event["action"], event["detail"]["records"]) == ("decision.change", 2)
    assert cli("show", vault, cli("list", vault)["records"][0]["uid"])["rule"] == "ACC-FACARD"


def test_records_are_named_or_searched_and_their_history_tells(vault: Path, cli: CommandLine) -> None:
    one = next(row for row in cli("list", vault)["records"] if row["rule"] == "ACC-FACARD")
    wanted = ("--rule", "ACC-BANK", "--first-day", "2020-01-01", "--basis", BASIS)
    done = cli("decide", vault, "--uid", one["uid"], *wanted, "--apply")
    assert (done["records"], done["left_out"]) == (1, [])
    shown = cli("show", vault, one["uid"])
    assert (shown["rule"], shown["retain_until"]) == ("ACC-BANK", "2030-12-31")
    (event,) = [entry for entry in shown["history"] if entry["event"] == "decided"]
    assert (event["by"], event["detail"]) == ("王经办", f"ACC-FACARD → ACC-BANK · 2020-01-01 · {BASIS}")
    searched = cli("decide", vault, "--search", "投影仪", "--rule", "ACC-BANK", "--basis", BASIS)
    assert (searched["records"], searched["undecided"]) == (1, 1)


def test_what_can_not_be_decided_so_is_refused_with_its_reasons(vault: Path, cli: CommandLine) -> None:
    one = next(row for row in cli("list", vault)["records"] if row["rule"] == "ACC-FACARD")
    asked = ("decide", vault, "--uid", one["uid"], "--rule", "PI-MIN", "--basis", BASIS)
    told = cli(*asked)
    assert (told["records"], [row["code"] for row in told["left_out"]]) == (0, ["decision-other-kind"])
    refused = cli(*asked, "--apply", expect=3)["error"]
    assert (refused["code"], refused["reasons"]) == ("decision-unchanged", [told["left_out"][0]["message"]])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--basis", BASIS, "--rule", "ACC-BANK"), "option-missing"),
        (("--search", "a", "--group", "1", "--basis", BASIS, "--rule", "ACC-BANK"), "options-exclude"),
        (("--group", "99", "--basis", BASIS, "--rule", "ACC-BANK"), "unknown-plan-group"),
        (("--group", "1", "--basis", BASIS), "decision-nothing-wanted"),
        (("--group", "1", "--basis", " ", "--rule", "ACC-BANK"), "decision-basis-missing"),
        (("--group", "1", "--basis", "13916238457", "--rule", "ACC-BANK"), "decision-basis-names-somebody"),
        (("--group", "1", "--basis", BASIS, "--rule", "ACC-NONE"), "unknown-rule"),
    ],
)
def test_wrong_uses(vault: Path, cli: CommandLine, arguments: tuple[str, ...], code: str) -> None:
    assert cli("decide", vault, *arguments, expect=2)["error"]["code"] == code


def test_people_read_what_was_and_what_comes(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QINGDANG_PASSPHRASE", PASSPHRASE)
    arguments = ["decide", str(vault), "--search", "复印机", "--first-day", "2018-05-31", "--basis", BASIS]
    assert command_line.run([*arguments, "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert "ACC-FACARD undecided —" in printed
    assert "ACC-FACARD Destroy 2023-06-01" in printed
    assert "1 record would be decided otherwise." in printed
    assert "May be destroyed earlier than before: 1." in printed
