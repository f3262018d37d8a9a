"""The search finds what LIKE finds for any piece of Chinese, and whole words' beginnings."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from app.domain.search_text import BREAK, index_text, index_texts, question

ROWS = [
    ["王伟", "138 0013 8000", "上海市浦东新区张杨路500号12室", "310101199001011234"],
    ["张王", "伟业", "u99@example.com"],
    ["上海、王，伟", "型号A-12b"],
    ["王伟业", "ＡＢ１２", "说“好”"],
    ["欧阳娜娜", "张  三", "6222021234567890123"],
    ["𠮷野", "C++ 与 C#", "2019-03-01"],
]


@pytest.fixture
def index() -> Iterator[dbapi2.Connection]:
    connection = dbapi2.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5 (text, content='', columnsize=0,"
        ' tokenize="unicode61 remove_diacritics 0")'
    )
    for number, cells in enumerate(ROWS):
        connection.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", (number, index_text(cells)))
    yield connection
    connection.close()


def found(index: dbapi2.Connection, text: str) -> list[int]:
    asked = question(text)
    if asked is None:
        return []
    return [row[0] for row in index.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY 1", (asked,))]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("王", [0, 1, 2, 3]),
        ("王伟", [0, 3]),
        ("伟业", [1, 3]),
        ("欧阳娜", [4]),
        ("张三", [4]),
        ("𠮷", [5]),
        ("浦东新区张杨路500号", [0]),
        ("500号12", [0]),
        ("13800138000", [0]),
        ("8000", [0]),
        ("1234", [0]),
        ("0123", [4]),
        ("31010119", [0]),
        ("u99@exam", [1]),
        ("example", [1]),
        ("a-12", [2]),
        ("ab12", [3]),
        ("上海 王", [0, 2]),
        ("上海 李", []),
        ("2019-03", [5]),
    ],
)
def test_questions_find_their_rows(index: dbapi2.Connection, text: str, rows: list[int]) -> None:
    assert found(index, text) == rows


@pytest.mark.parametrize(
    "text", ['"', "'", "*", "^", "()", "AND", "NOT", "王 OR 李", 'a"b', "a*b", "-", "王\x00伟", "{a}:b"]
)
def test_nothing_that_is_typed_breaks_the_question(index: dbapi2.Connection, text: str) -> None:
    found(index, text)


def test_nothing_to_ask_for() -> None:
    assert question("") is question("  ，。") is question('"') is None


KINDS = [
    "王伟",
    "138 0013 8000",
    "13800138000",
    "12-3456",
    "-",
    "u99@example.com",
    "",
    "型号A-12b",
    "上海、王",
    "张  三",
]


@given(rows=st.lists(st.lists(st.sampled_from(KINDS), min_size=4, max_size=4), min_size=1, max_size=6))
def test_many_rows_at_once_have_the_words_of_each(rows: list[list[str]]) -> None:
    """But for the words that only part: a column may bring one where a row alone would need none."""
    together = index_texts(zip(*rows, strict=True))
    assert [words(text) for text in together] == [words(index_text(row)) for row in rows]


def words(text: str) -> list[str]:
    return text.replace(BREAK, " ").split()


HAN = st.text(alphabet="王伟张李上海市", min_size=1, max_size=4)
CELL = st.text(alphabet="王伟张李上海市，、 12ab", max_size=8)


@given(rows=st.lists(st.lists(CELL, max_size=4), min_size=1, max_size=6), asked=HAN)
def test_a_piece_of_chinese_finds_what_like_finds(rows: list[list[str]], asked: str) -> None:
    """Against SQLite's own LIKE over the same cells; two-character names written with a gap are found in addition."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE cell (row INTEGER, text TEXT)")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5 (text, tokenize='unicode61 remove_diacritics 0')")
    width = max(1, *map(len, rows))
    texts = index_texts(zip(*[[*cells, *[""] * (width - len(cells))] for cells in rows], strict=True))
    for number, (cells, text) in enumerate(zip(rows, texts, strict=True)):
        connection.executemany("INSERT INTO cell VALUES (?, ?)", [(number, cell) for cell in cells])
        connection.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", (number, text))
    like = {row[0] for row in connection.execute("SELECT row FROM cell WHERE text LIKE ?", (f"%{asked}%",))}
    gapped = {
        number for number, cells in enumerate(rows) for cell in cells if asked in cell.replace(" ", "") and " " in cell
    }
    match = {row[0] for row in connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (question(asked),))}
    connection.close()
    assert like <= match <= like | gapped
