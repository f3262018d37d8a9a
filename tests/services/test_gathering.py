"""Folders and zip files given where files are: every table in them, in a stable order, and what is none is named."""

from pathlib import Path

import pytest

from app.errors import AppError, Damaged, UserError
from app.services.gathering import gather, require_readable, taken_in
from tests.helpers.office_files import workbook
from tests.helpers.zip_files import zip_file

TABLE = "姓名,电话\n王伟,13800138000\n".encode()


def file(path: Path, content: bytes = TABLE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_folder_gives_every_table_below_it_in_the_order_of_names(tmp_path: Path) -> None:
    folder = tmp_path / "客户"
    files = [file(folder / name) for name in ("b.csv", "2024/z.txt", "a.csv", "2024/10/a.csv", "2023/a.vcf")]
    picture = file(folder / "照片.jpg")
    file(folder / "~$b.xlsx")
    file(folder / ".cache/a.csv")
    file(folder / "甲公司.qingdang/a.csv")
    found = gather([folder])
    assert found.files == (files[2], files[0], files[4], files[1], files[3])
    assert [(one.file, one.error.code) for one in found.skipped] == [(str(picture), "file-unknown-type")]


def test_a_zip_file_gives_the_tables_in_it(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", {"客户.csv": TABLE, "说明.pdf": b"%PDF", "b/内.zip": b"PK"}, "gb18030")
    found = gather([path])
    assert found.files == found.zipped == (path / "客户.csv",)
    assert {one.error.code for one in found.skipped} == {"file-unknown-type", "zip-in-zip"}


def test_a_zip_file_of_nothing_but_zip_files_says_so(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="zip-in-zip") as found:
        gather([zip_file(tmp_path / "a.zip", {"内.zip": b"PK", "说明.pdf": b"%PDF"})])
    assert found.value.params == {"file": "内.zip"}


def test_a_workbook_under_a_zip_files_name_is_not_looked_into(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]]).rename(tmp_path / "a.zip")
    assert gather([path]).files == (path,)


def test_zip_files_in_a_folder_are_looked_into_and_broken_ones_named(tmp_path: Path) -> None:
    folder = tmp_path / "客户"
    folder.mkdir()
    zip_file(folder / "a.zip", {"客户.csv": TABLE})
    file(folder / "b.zip", (folder / "a.zip").read_bytes()[:-30])
    found = gather([folder])
    assert found.files == (folder / "a.zip" / "客户.csv",)
    assert [(one.file, one.error.code) for one in found.unreadable] == [(str(folder / "b.zip"), "file-damaged")]


@pytest.mark.parametrize("name", ["无.csv", "a.pdf"])
def test_what_is_named_is_passed_on_whatever_it_is(tmp_path: Path, name: str) -> None:
    assert gather([tmp_path / name]).files == (tmp_path / name,)


def test_the_same_file_twice_comes_once(tmp_path: Path) -> None:
    path = file(tmp_path / "a.csv")
    assert gather([path, tmp_path, path]).files == (path,)


def test_a_folder_or_zip_file_without_a_table_is_told(tmp_path: Path) -> None:
    file(tmp_path / "leer" / "a.jpg")
    with pytest.raises(Damaged, match="folder-empty"):
        gather([tmp_path / "leer"])
    with pytest.raises(Damaged, match="zip-empty"):
        gather([zip_file(tmp_path / "a.zip", {"a.jpg": b"1"})])


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    path = file(tmp_path / "a" / "a.csv")
    (tmp_path / "a" / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    assert gather([tmp_path / "a"]).files == (path,)


def reading(path: Path) -> str:
    if path.stem == "bad":
        raise Damaged("file-damaged", file=path.name)
    if path.stem == "leer":
        raise Damaged("no-rows", file=path.name)
    if path.stem == "fremd":
        raise UserError("header-not-found", file=path.name, header="x")
    return path.stem


def test_what_can_not_be_read_in_a_folder_does_not_stop_the_others(tmp_path: Path) -> None:
    for name in ("a.csv", "bad.csv", "leer.csv", "z.csv"):
        file(tmp_path / name)
    run = taken_in(gather([tmp_path]), reading)
    assert run.done == ("a", "z")
    assert [one.error.code for one in run.unreadable] == ["file-damaged"]
    assert [one.error.code for one in run.skipped] == ["no-rows"]


def test_what_was_named_and_can_not_be_read_stops(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="file-damaged"):
        taken_in(gather([file(tmp_path / "a.csv"), file(tmp_path / "bad.csv")]), reading)


def test_a_wish_that_a_file_can_not_fulfil_stops(tmp_path: Path) -> None:
    file(tmp_path / "fremd.csv")
    with pytest.raises(UserError, match="header-not-found"):
        taken_in(gather([tmp_path]), reading)


def test_a_zip_file_is_read_through_before_anything_of_it_is_used(tmp_path: Path) -> None:
    parts = {"a.csv": TABLE, "b.csv": b"a,b\n1," + b"x" * 200_000}
    path = zip_file(tmp_path / "a.zip", parts)
    with pytest.raises(AppError, match="csv-broken"):
        require_readable(gather([path]).zipped)


def test_a_zip_file_of_endless_tables_is_refused(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", {f"{number}.csv": b"a" for number in range(501)})
    with pytest.raises(Damaged, match="zip-too-many"):
        gather([path])
