"""Imports on the command line: where they come from, what of it can be changed, and taking one back."""

from pathlib import Path

import pytest

from tests.helpers.command_line import CommandLine

ROWS = "姓名,手机号码,地址\n张建明,13812345678,静安区愚园路1号\n李秀英,13912345678,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "客户名单.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_origin_is_said_with_the_import_and_changed_with_a_reason(vault: Path, table: Path, cli: CommandLine) -> None:
    cli(
        "import", vault, table, "--source", "门店", "--purpose", "办会员卡", "--legal-basis", "consent",
        "--purpose-until", "2027-01-31",
    )  # fmt: skip
    (told,) = cli("imports", vault)["imports"]
    assert (told["source"], told["purpose"], told["legal_basis"]) == ("门店", "办会员卡", "consent")
    assert (told["purpose_until"], told["file"]) == ("2027-01-31", "客户名单.csv")
    assert [sheet["records_added"] for sheet in told["sheets"]] == [2]
    changed = cli(
        "import-origin", vault, told["import"], "--reason", "合同已找到", "--legal-basis", "订立、履行合同所必需"
    )
    assert changed["changed"] == ["legal_basis"]
    (after,) = cli("imports", vault)["imports"]
    assert (after["source"], after["legal_basis"], after["purpose_until"]) == ("门店", "contract", "2027-01-31")


def test_what_is_no_legal_basis_is_a_wrong_use(vault: Path, table: Path, cli: CommandLine) -> None:
    error = cli("import", vault, table, "--legal-basis", "反正可以", expect=2)["error"]
    assert error["code"] == "bad-legal-basis"
    assert "public-interest" in error["message"]
    assert cli("imports", vault)["imports"] == []


def test_an_import_is_taken_back_until_something_is_done_with_it(
    vault: Path, table: Path, cli: CommandLine, tmp_path: Path
) -> None:
    (told,) = cli("import", vault, table)["files"]
    done = cli("import-undo", vault, told["import"])
    assert (done["records"], done["customers"], done["surviving_copies"]) == (2, 2, [])
    assert done["residue"]["hits"] == 0
    assert done["residue"]["control_hits"] == done["residue"]["values"] > 0
    assert cli("list", vault)["total"] == 0
    assert cli("imports", vault)["imports"] == []
    cli("import-undo", vault, told["import"], expect=2)
    (again,) = cli("import", vault, table)["files"]
    cli("hold", vault, "add", "--reason", "争议", "--search", "张建明")
    error = cli("import-undo", vault, again["import"], expect=3)["error"]
    assert error["code"] == "import-in-use"
    assert error["reasons"] == ["其中 1 条档案曾被冻结。"]
    assert cli("list", vault)["total"] == 2


def test_a_file_whose_records_were_destroyed_is_known_again(
    vault: Path, table: Path, cli: CommandLine, tmp_path: Path
) -> None:
    """By the file's hash: a digest kept of a destroyed record would be data about it."""
    assert cli("import", vault, table)["files"][0]["destroyed_before"] == 0
    cli("settings", vault, "service-ended-on=2026-01-31")
    cli("classify", vault, "--accept")
    order = cli("destroy", vault, "prepare", "--search", "张建明")["order"]
    cli("destroy", vault, "approve", order)
    cli("destroy", vault, "execute", order, "--out", tmp_path / "out")
    (again,) = cli("import", vault, table)["files"]
    assert (again["destroyed_before"], again["sheets"][0]["records_added"]) == (1, 1)


def test_cells_are_cleaned_when_asked_and_the_originals_are_shown(
    vault: Path, cli: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("姓名,手机号码,到店日期\n张　三,138-1234-5678,2019年3月1日\n", encoding="utf-8")
    (told,) = cli("import", vault, path, "--clean", "phone", "--clean", "name")["files"]
    assert told["cleaned"] == {"name": 1, "phone": 1}
    (row,) = cli("list", vault)["records"]
    shown = cli("show", vault, row["uid"])
    assert shown["fields"] == {"姓名": "张三", "手机号码": "13812345678", "到店日期": "2019年3月1日"}
    assert shown["originals"] == {"姓名": "张　三", "手机号码": "138-1234-5678"}
    assert cli("import", vault, path, "--clean", "everything", expect=2)["error"]["code"] == "bad-cleaning"


def test_nothing_is_cleaned_unasked(vault: Path, cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("姓名,手机号码\n张　三,138-1234-5678\n", encoding="utf-8")
    assert cli("import", vault, path)["files"][0]["cleaned"] == {}
    (row,) = cli("list", vault)["records"]
    shown = cli("show", vault, row["uid"])
    assert (shown["fields"], shown["originals"]) == ({"姓名": "张　三", "手机号码": "138-1234-5678"}, {})


def test_two_customers_are_joined_and_parted(vault: Path, cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("姓名,手机号码\n张建明,13812345678\n张建民,13812345678\n", encoding="utf-8")
    cli("import", vault, path)
    found = cli("customers", vault, "doubtful")
    assert found["total"] == 1
    one, other = (customer["uid"] for customer in found["pairs"][0]["customers"])
    assert found["pairs"][0]["customers"][0]["phone"] == "138****5678"
    join = cli("customers", vault, "join", one, other)["join"]
    assert [row["customer"] for row in cli("list", vault)["records"]] == [one, one]
    assert cli("customers", vault, "joined")["joins"][0]["join"] == join
    assert cli("customers", vault, "part", join)["customer"] == other
    assert {row["customer"] for row in cli("list", vault)["records"]} == {one, other}
    cli("customers", vault, "apart", one, other)
    assert cli("customers", vault, "doubtful") == {"total": 0, "pairs": []}


def test_a_field_is_corrected_and_an_old_value_forgotten(vault: Path, table: Path, cli: CommandLine) -> None:
    cli("import", vault, table)
    (row,) = cli("list", vault, "--search", "张建明")["records"]
    done = cli("correct", vault, row["uid"], "手机号码=13655550123", "--reason", "来电更正")
    assert (done["field"], done["kept"]) == ("手机号码", True)
    done = cli("correct", vault, row["uid"], "手机号码=13655550124", "--reason", "不是本人号码", "--forget")
    assert not done["kept"]
    shown = cli("show", vault, row["uid"])
    assert shown["fields"]["手机号码"] == "13655550124"
    assert [one["detail"] for one in shown["history"] if one["event"] == "corrected"] == ["来电更正", "不是本人号码"]
    assert cli("correct", vault, row["uid"], "手机号码", "--reason", "x", expect=2)["error"]["code"] == "bad-correction"


def test_a_field_or_column_that_is_given_twice_is_a_wrong_use(vault: Path, table: Path, cli: CommandLine) -> None:
    """The last word would otherwise silently undo the first."""
    for words in (("name=姓名", "name=地址"), ("name=姓名", "org=姓名")):
        error = cli("import", vault, table, "--map", words[0], "--map", words[1], expect=2)["error"]
        assert (error["code"], error["text"]) == ("map-twice", words[1])
    assert cli("imports", vault)["imports"] == []
    cli("import", vault, table, "--map", "name=姓名", "--map", "note=地址")


def test_a_file_is_no_folder_for_rejected_rows(vault: Path, table: Path, cli: CommandLine) -> None:
    before = table.read_bytes()
    error = cli("import", vault, table, "--rejects-dir", table, expect=2)["error"]
    assert (error["code"], error["file"]) == ("not-a-folder", table.name)
    assert cli("imports", vault)["imports"] == []
    assert table.read_bytes() == before
