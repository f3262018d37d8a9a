"""What of a value is looked for, and what is too weak."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search_text import index_text
from app.domain.traces import as_indexed, foreign_forms, index_words, is_strong, searchable


@pytest.mark.parametrize(
    "value",
    [
        "王建华",
        "欧阳",
        "13800138000",
        "31011519900101123X",
        "021-62345678",
        "622202100011",
        "zhang@qq.com",
        "沪A12345",
        "2020-01-01上门",
        "上海市浦东新区",
        "DD20230001",
        "123456789",
    ],
)
def test_what_can_name_somebody_is_looked_for(value: str) -> None:
    assert is_strong(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "男",
        "王",
        "abc",
        "12345",
        "2020-01-01",
        "2020/1/1",
        "2020年1月1日",
        "2020.01.01 10:30",
        "2020-01-01T10:30:05Z",
        "2021年3月",
        "20200101",
        "12,345.67",
        "￥1234.50",
        "-1234567",
        "10000000元",
        "100.00%",
    ],
)
def test_what_names_nobody_is_not(value: str) -> None:
    """Plain dates, amounts and short texts: they stand in rows that rightly stay."""
    assert not is_strong(value)


@given(st.text(min_size=1))
def test_the_searchable_piece_stands_in_the_stored_json(value: str) -> None:
    """Otherwise the control would not find what it looks for."""
    stored = json.dumps([value], ensure_ascii=False)
    assert searchable(value) in stored
    assert searchable(value) in value


def test_escapes_divide_a_value() -> None:
    assert searchable('他说"一会儿就到门口"\n好') == "一会儿就到门口"


def test_other_encodings_are_looked_for_where_they_are_long_enough() -> None:
    forms = set(foreign_forms("张杨路一号"))
    assert forms == {"张杨路一号".encode(name) for name in ("utf-16-le", "utf-16-be", "gb18030")}
    assert set(foreign_forms("张三")) == set()
    assert set(foreign_forms("13800138000")) == {"13800138000".encode(name) for name in ("utf-16-le", "utf-16-be")}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("王建华", set()),
        ("ZHANGSAN@qq.com", {"zhangsan"}),
        ("微信Wxid88号", {"wxid88"}),
        ("１３８００１３８０００", {"13800138000"}),
        ("138 0013 8000", {"13800138000"}),
        ("订单DD20230001", {"dd20230001"}),
        ("2020-01-01", set()),
    ],
)
def test_index_words_are_folded_as_the_index_does(value: str, words: set[str]) -> None:
    assert index_words(value) == words


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("WXID_ABCDEF", "wxid_abcdef"),
        ("１３８００１３８０００", "13800138000"),
        ("138 0013-8000", "13800138000"),
        ("ÉCOLE supérieure", "école"),
    ],
)
def test_texts_are_also_seen_as_the_index_holds_them(text: str, held: str) -> None:
    """A staying row's folded word must not be taken for a destroyed value."""
    assert held not in text
    assert held in as_indexed(["别的", text])


@given(st.lists(st.text(alphabet="aAbZ0189 -　王Ａ９", max_size=30), max_size=5))
def test_every_strong_word_of_the_index_is_foreseen(texts: list[str]) -> None:
    """Whatever the index makes of staying cells is among the forms that are looked through."""
    seen = "\0".join([*texts, as_indexed(texts)])
    for text in texts:
        for word in index_text([text]).lower().split():
            if is_strong(word) and word.isascii():
                assert word in seen
