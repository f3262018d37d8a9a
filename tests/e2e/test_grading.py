"""The firm's grading table on the command line: shown, tried, taken, back to the shipped one."""

from pathlib import Path

import pytest

from tests.helpers.command_line import CommandLine

ROWS = "姓名,手机号码,邮箱\n张建明,13812345678,z@qq.com\n李秀英,13912345678,l@qq.com\n"


@pytest.fixture
def imported(vault: Path, tmp_path: Path, cli: CommandLine) -> Path:
    path = tmp_path / "客户名单.csv"
    path.write_text(ROWS, encoding="utf-8")
    cli("import", vault, path)
    return vault


def test_the_table_is_shown_with_the_law_beside_it(vault: Path, cli: CommandLine) -> None:
    told = cli("grading", vault, "show")
    health = next(one for one in told["types"] if one["type"] == "health")
    assert health == {"type": "health", "shipped": "sensitive", "own": "sensitive", "in_law": True}
    assert ["person_name", "cn_resident_id", "mobile_phone"] in told["together"]
    assert not told["is_own"]


def test_a_change_is_tried_and_then_taken(imported: Path, cli: CommandLine) -> None:
    change = ("grading", imported, "set", "mobile_phone=sensitive", "--together", "person_name+email")
    tried = cli(*change, "--preview")
    assert [one["header"] for one in tried["columns"]] == ["姓名", "手机号码", "邮箱"]
    assert not tried["is_own"]
    taken = cli(*change)
    assert (taken["columns"], taken["is_own"]) == (tried["columns"], True)
    assert taken["together"] == [["person_name", "email"]]
    assert cli("classify", imported)["by_sensitivity"] == {"sensitive": 2}
    assert "grading.change" in [one["action"] for one in cli("audit", imported)["events"]]
    back = cli("grading", imported, "set", "--shipped")
    assert (back["is_own"], len(back["columns"])) == (False, 3)


def test_words_and_no_combination(vault: Path, cli: CommandLine) -> None:
    told = cli("grading", vault, "set", "--core-word", "成本", "--core-word", "底价", "--together", "none")
    assert (told["core_headers"], told["together"]) == (["成本", "底价"], [])
    assert cli("grading", vault, "set", "email=core")["core_headers"] == ["成本", "底价"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("health=general",), "grade-below-law"),
        (("shoe_size=core",), "unknown-type"),
        (("email=secret",), "unknown-grade"),
        (("email",), "bad-pair"),
        (("--together", "email"), "bad-combination"),
    ],
)
def test_what_cannot_be_is_a_wrong_use(vault: Path, cli: CommandLine, given: tuple[str, ...], code: str) -> None:
    assert cli("grading", vault, "set", *given, expect=2)["error"]["code"] == code
    assert not cli("grading", vault, "show")["is_own"]
