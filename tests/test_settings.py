"""The user's own settings: kept whole, for nobody else to read, and never in the way."""

import sys
from pathlib import Path

import pytest

from app.settings import Settings


def test_what_was_set_is_there_the_next_time(tmp_path: Path) -> None:
    Settings(tmp_path / "new").set("recent-vaults", ["苏州河畔书店"])
    assert Settings(tmp_path / "new").get("recent-vaults") == ["苏州河畔书店"]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["settings.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder is the user's own already")
def test_nobody_else_reads_them(tmp_path: Path) -> None:
    """They name the firms whose vaults were open."""
    Settings(tmp_path / "new").set("recent-vaults", [])
    for path in (tmp_path / "new", tmp_path / "new" / "settings.json"):
        assert path.stat().st_mode & 0o077 == 0, path.name


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe"])
def test_a_damaged_file_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    settings = Settings(tmp_path)
    assert settings.get("language", "zh") == "zh"
    settings.set("language", "en")
    assert Settings(tmp_path).get("language") == "en"


def test_where_nothing_can_be_written_a_change_lasts_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"a file")
    settings = Settings(tmp_path / "taken")
    settings.set("language", "en")
    assert settings.get("language") == "en"
    assert (tmp_path / "taken").read_bytes() == b"a file"
