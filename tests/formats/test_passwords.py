"""Workbooks with a password: opened in memory with it, refused with a clear word without."""

import io
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from app.errors import Damaged
from app.formats.table_files import open_table_file
from tests.helpers.office_files import DATA, workbook
from tests.helpers.old_workbooks import locked


def rows_of(path: Path, password: str | None = None) -> list[list[str]]:
    with open_table_file(path, password) as file:
        return list(file.open(0).rows())


def code_of(path: Path, password: str | None = None) -> str:
    with pytest.raises(Damaged) as found:
        rows_of(path, password)
    assert found.value.params["file"] == path.name
    return found.value.code


@pytest.mark.parametrize("crypto_api", [False, True])
def test_an_old_workbook_opens_with_its_password(tmp_path: Path, crypto_api: bool) -> None:
    plain = DATA / "customers.xls"
    path = locked(plain, tmp_path / "a.xls", "geheim8", crypto_api=crypto_api)
    assert code_of(path) == "file-encrypted"
    assert code_of(path, "falsch") == "file-password-wrong"
    assert rows_of(path, "geheim8") == rows_of(plain)


def test_nothing_passes_through_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's own way would write the decrypted workbook there."""
    path = locked(DATA / "customers.xls", tmp_path / "a.xls", "geheim8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "there-is-none"))
    assert rows_of(path, "geheim8")[2][0] == "王建华"


def test_a_workbook_only_protected_against_changes_opens_without_asking(tmp_path: Path) -> None:
    """Excel encrypts those with a word that it knows itself."""
    plain, hidden = workbook(tmp_path / "plain.xlsx", [["姓名", "王伟"]]), io.BytesIO()
    with plain.open("rb") as file:
        OOXMLFile(file).encrypt("VelvetSweatshop", hidden)
    (tmp_path / "a.xlsx").write_bytes(hidden.getvalue())
    assert rows_of(tmp_path / "a.xlsx") == [["姓名", "王伟"]]
    old = locked(DATA / "customers.xls", tmp_path / "b.xls", "VelvetSweatshop", crypto_api=True)
    assert rows_of(old)[2][0] == "王建华"


def test_a_locked_workbook_that_is_cut_short_is_damaged(tmp_path: Path) -> None:
    path = locked(DATA / "customers.xls", tmp_path / "a.xls", "geheim8")
    whole = path.read_bytes()
    for share in (0.3, 0.7):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert code_of(path, "geheim8") in ("file-damaged", "file-unreadable")
