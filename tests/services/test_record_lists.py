"""Ids of records out of what people paste or keep in files."""

from pathlib import Path

import pytest

from app.services.record_lists import uids_in, uids_of_file

ONE, OTHER = "0123456789abcdef" * 2, "f" * 32


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}\n{OTHER}",
        f"uid,title\n{ONE},会员登记\n{OTHER},合同\n{ONE},又一次\n",
        f"  {ONE.upper()} ; {OTHER}\t",
        f'{{"records": [{{"uid": "{ONE}"}}, {{"uid": "{OTHER}"}}]}}',
    ],
)
def test_ids_are_found_once_and_in_their_order(text: str) -> None:
    assert uids_in(text) == (ONE, OTHER)


@pytest.mark.parametrize("text", ["", "13900000000", "a" * 31, "a" * 33, f"{ONE}0"])
def test_what_is_no_id_is_passed_over(text: str) -> None:
    assert uids_in(text) == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_files_encoding_does_not_matter(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(f"档案编号,标题\n{ONE},会员\n{OTHER},合同\n", encoding=encoding)
    assert uids_of_file(path) == (ONE, OTHER)
