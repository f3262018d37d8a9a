"""Plain texts (.txt) that are tables, and those that are running text."""

from pathlib import Path

import pytest

from app.formats.table_files import open_table_file
from tests.formats.test_text_tables import rows_of, written

PLAIN = [["姓名", "电话", "地址"], ["王建华", "13800138000", "上海市 浦东"], ["李娜", "", "北京市"]]
LAST = "李娜                 北京市\n"
PLAIN_TEXTS = {
    "tabs": "客户名单\n姓名\t电话\t地址\n王建华\t13800138000\t上海市 浦东\n李娜\t\t北京市\n",
    "commas": '客户名单\n姓名,电话,地址\n王建华,13800138000,"上海市 浦东"\n李娜,,北京市\n',
    "tabs as they align": "姓名\t电话\t\t地址\n王建华\t13800138000\t上海市 浦东\n李娜\t\t\t北京市\n",
    "spaces": "客户名单\n姓名    电话         地址\n王建华  13800138000  上海市 浦东\n李娜                 北京市\n",
    "spaces, figures at the right": "姓名           电话  地址\n王建华  13800138000  上海市 浦东\n" + LAST,
    "ruled": "+---+\n"
    "| 姓名 | 电话 | 地址 |\n|---|---|---|\n| 王建华 | 13800138000 | 上海市 浦东 |\n| 李娜 |  | 北京市 |\n",
    "underlined": "姓名    电话         地址\n======  ===========  ====\n王建华  13800138000  上海市 浦东\n" + LAST,
    "with a foot": f"名单  2021年\n姓名    电话         地址\n王建华  13800138000  上海市 浦东\n{LAST}\n制表人：张三\n",
}


@pytest.mark.parametrize("text", PLAIN_TEXTS.values(), ids=PLAIN_TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_txt_file_that_is_plainly_a_table_is_one(tmp_path: Path, text: str, encoding: str) -> None:
    path = written(tmp_path / "a.txt", text.encode(encoding))
    assert [row for row in rows_of(path) if len(row) > 2] == PLAIN
    with open_table_file(path) as file:
        assert not file.open(0).is_running


def test_rows_of_an_aligned_text_keep_their_lines_and_lose_nothing(tmp_path: Path) -> None:
    lines = [f"王伟    138001380{at}  上海" for at in range(10, 80)]
    text = [
        "姓名    电话         地址",
        *lines,
        "",
        "欧阳娜娜 13900139000 北京",
        "        13700137000",
        "李娜甲乙丙丁  北京  a b",
    ]
    rows = rows_of(written(tmp_path / "a.txt", "\n".join(text).encode()))
    assert rows[71:74] == [[""], ["欧阳娜娜", "13900139000", "北京"], ["", "13700137000", ""]]
    assert rows[74] == ["李娜甲乙丙丁", "北京", "a b"]
    rows = rows_of(written(tmp_path / "a.txt", "\n".join([*text[:60], "一二三四五六  七八 九十  a  b"]).encode()))
    assert rows[60] == ["", "", "", "一二三四五六  七八 九十  a  b"]  # more cells than the others: it is told


def test_where_lines_are_counted_a_table_is_lines_too(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", PLAIN_TEXTS["tabs"].encode())
    with open_table_file(path, whole_lines=True) as file:
        assert [*file.open(0).rows()] == [[line] for line in PLAIN_TEXTS["tabs"].splitlines()]


RUNNING = {
    "a talk": "2021-03-01 10:00  王伟\n你好\n2021-03-01 10:01  客服\n您好  请问  什么事\n",
    "a log": '10.0.0.5 - - [01/Aug/2026:10:00:01 +0800] "GET / HTTP/1.1" 200 512\n' * 4,
    "notes with commas": "王女士来电，水压小\n李先生来电，要发票\n赵女士13800138000，改期\n",
    "notes with a number each": "王伟 13800138000 改期\n李娜 13900139000 退款\n张敏 13700137000 好\n",
    "sentences": "今天 去 王女士家\n明天 休息\n后天 去 李先生家\n",
    "one word": "13800138000\n",
}


@pytest.mark.parametrize("text", RUNNING.values(), ids=RUNNING)
def test_a_txt_file_of_running_text_stays_a_line_a_row(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "a.txt", text.encode())
    assert rows_of(path) == [[line] for line in text.splitlines()]
