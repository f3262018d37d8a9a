"""The register of incidents from the command line: entered, changed, told, closed; wrong uses change nothing."""

from datetime import timedelta
from pathlib import Path

from app.clock import SystemClock
from app.domain.instants import FORM
from tests.helpers.command_line import CommandLine


def typed(hours_ago: float) -> str:
    return (SystemClock().now() - timedelta(hours=hours_ago)).astimezone().strftime(FORM)


def test_an_incident_from_discovery_to_its_end(filled: Path, cli: CommandLine, tmp_path: Path) -> None:
    year = SystemClock().today().year
    made = cli(
        "incident", filled, "add", "--people", "1200000", "--discovered", typed(1), "--info", "contact", "--info",
        "identity", "--cause", "电脑失窃", "--crime",
    )  # fmt: skip
    number = made["incident"]
    assert (number, made["level"], made["info"]) == (f"SJ-{year}-001", "large", ["contact", "identity"])
    assert 170 <= made["minutes_left"] <= 180
    assert [one["duty"] for one in made["duties"]] == [
        "remedy", "report", "police", "authority", "individuals", "summary",
    ]  # fmt: skip
    changed = cli("incident", filled, "change", number, "--people", "900", "--no-crime", "--measures", "已更换口令")
    assert (changed["people"], changed["level"], changed["cause"]) == (900, "ordinary", "电脑失窃")
    assert (changed["crime"], changed["minutes_left"]) == (False, None)
    refused = cli("incident", filled, "close", number, expect=3)
    assert refused["error"]["code"] == "incident-open"
    assert len(refused["error"]["reasons"]) == 3
    told = cli(
        "incident",
        filled,
        "notice",
        number,
        "--recipient",
        "清算组",
        "--contact",
        "021-58886600",
        "--out",
        tmp_path / "o",
    )
    assert told["kind"] == "breach"
    done = {}
    for duty in ("remedy", "authority", "individuals"):
        done = cli("incident", filled, "done", number, "--duty", duty, "--to", "主管部门", "--at", typed(0.5))
    assert [step["duty"] for step in done["steps"]] == ["remedy", "authority", "individuals"]
    closed = cli("incident", filled, "close", number)
    assert closed["keep_until"].startswith(str(year + 3))
    (listed,) = cli("incident", filled, "list")["incidents"]
    assert (listed["notice"], listed["handled_on"]) == (told["notice"], closed["handled_on"])
    kept = cli("incident", filled, "delete", number, expect=3)
    assert (kept["error"]["code"], kept["error"]["until"]) == ("still-kept", closed["keep_until"])
    written = cli("report", filled, "incidents", "--out", tmp_path / "incidents.pdf")
    assert written["pages"] >= 1
    assert cli("report", filled, "incidents", "--out", tmp_path / "incidents.xlsx")["rows"] >= 7


def test_wrong_uses_enter_nothing(filled: Path, cli: CommandLine) -> None:
    for wrong, code in (
        (("--people", "3", "--discovered", "gestern"), "bad-instant"),
        (("--people", "3", "--discovered", typed(-2)), "incident-ahead"),
        (("--people", "3", "--cause", "王女士 13916238457"), "incident-names-somebody"),
    ):
        assert cli("incident", filled, "add", *wrong, expect=2)["error"]["code"] == code
    assert cli("incident", filled, "list")["incidents"] == []
    assert cli("incident", filled, "show", "SJ-2020-001", expect=2)["error"]["code"] == "incident-not-found"
