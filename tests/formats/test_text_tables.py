"""Text files in the encodings and with the delimiters that programs export."""

from pathlib import Path

import pytest

from app.errors import Damaged
from app.formats.table_files import open_table_file
from app.formats.text_tables import sniff

TABLE = "客户姓名,手机号码,地址\n王建华,13800138000,上海市浦东新区张杨路1号\n李娜,13900139000,北京市海淀区中关村\n"
TRADITIONAL = "客戶姓名,電話,地址\n陳建華,0912345678,臺北市信義區松仁路\n林淑芬,0922333444,高雄市左營區\n"


def rows_of(path: Path) -> list[list[str]]:
    with open_table_file(path) as file:
        return list(file.open(0).rows())


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    rows = rows_of(written(tmp_path / "a.csv", TABLE.encode(encoding)))
    assert rows[1] == ["王建华", "13800138000", "上海市浦东新区张杨路1号"]
    assert rows[0][0] == "客户姓名"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_short_texts_of_two_bytes_a_character(tmp_path: Path, encoding: str) -> None:
    """一 has its zero where a letter has none, and there are few letters."""
    path = written(tmp_path / "a.csv", "客户名称,部门\n上海统一贸易有限公司,一部\n".encode(encoding))
    assert rows_of(path) == [["客户名称", "部门"], ["上海统一贸易有限公司", "一部"]]


def test_big5_is_taken_for_big5(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path / "a.csv", TRADITIONAL.encode("big5")))[1][0] == "陳建華"


@pytest.mark.parametrize("second", ["王伟", "欧阳娜娜", "鑫淼焱垚有限公司"])
def test_short_gb18030_files_are_not_taken_for_big5(tmp_path: Path, second: str) -> None:
    assert rows_of(written(tmp_path / "a.csv", f"姓名,电话\n{second},1\n".encode("gb18030")))[1][0] == second


@pytest.mark.parametrize("text", ["女\n", "男\n女\n", "联通\n", "姓名\n赵\n", "编号,性别\n1,女\n"])
def test_a_few_characters_of_gbk_are_not_taken_for_utf8(tmp_path: Path, text: str) -> None:
    """女 in GBK is Ů in UTF-8."""
    assert rows_of(written(tmp_path / "a.csv", text.encode("gb18030")))[-1] == text.splitlines()[-1].split(",")


@pytest.mark.parametrize("text", ["José,Müller\n", "Иван,Анна\n", "Ångström\n", "naïve café\n", "¥100,±5\n"])
def test_accented_letters_in_utf8_stay(tmp_path: Path, text: str) -> None:
    assert rows_of(written(tmp_path / "a.csv", text.encode())) == [text.strip().split(",")]


def test_western_files_are_read_too(tmp_path: Path) -> None:
    text = "name,phone\nJosé,1\nAndré,2\n"
    assert rows_of(written(tmp_path / "a.csv", text.encode("cp1252")))[1:] == [["José", "1"], ["André", "2"]]


@pytest.mark.parametrize("text", ["姓名,電話\n陳大文,1\n", "電話\n", "地址\n臺北市\n", "姓名\n王偉\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "big5", "gb18030"])
def test_short_traditional_texts(tmp_path: Path, text: str, encoding: str) -> None:
    assert rows_of(written(tmp_path / "a.csv", text.encode(encoding)))[-1] == text.splitlines()[-1].split(",")


def test_rare_characters_outside_the_first_plane_stay(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path / "a.csv", "姓名\n𠮷野㐂\n".encode("gb18030"))) == [["姓名"], ["𠮷野㐂"]]


MORE = "王伟,13900139001,\n欧阳娜娜,13900139002,广州市天河区体育西路1号\n"
JOINED = {
    "gbk below utf-8": TABLE.encode() + MORE.encode("gbk"),
    "utf-8 below gbk": TABLE.encode("gbk") + MORE.encode(),
    "below a mark": b"\xef\xbb\xbf" + TABLE.encode() + MORE.encode("gbk"),
    "gbk that could be utf-8": TABLE.encode() + MORE.encode("gbk") + "伟,1,\n".encode("gbk"),
    "utf-8 that could be gbk": "姓名,电话,\n王芳,1,\n".encode() + TABLE.encode("gbk") + MORE.encode("gbk"),
}


@pytest.mark.parametrize("content", JOINED.values(), ids=JOINED)
def test_lines_joined_from_two_encodings_are_told_apart(tmp_path: Path, content: bytes) -> None:
    with open_table_file(written(tmp_path / "a.csv", content)) as file:
        page = file.open(0)
        assert page.mixed
        rows = [*page.rows()]
    assert len(rows) == page.rows_total
    assert ["王伟", "13900139001", ""] in rows
    assert ["欧阳娜娜", "13900139002", "广州市天河区体育西路1号"] in rows
    assert ["李娜", "13900139000", "北京市海淀区中关村"] in rows
    assert set("".join(map("".join, rows))) <= set(TABLE + MORE + "王芳伟姓名电话")


BROKEN = {
    "a character cut in two": (TABLE + "张敏,13700137000,上海市").encode()[:-1],
    "a byte of nothing": TABLE.encode("gbk") + b"\xff\xfe,1,\n",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_line_in_no_encoding_is_named(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Damaged) as caught:
        rows_of(written(tmp_path / "a.csv", content))
    assert caught.value.code == "line-not-text"
    assert caught.value.params == {"file": "a.csv", "row": 4}


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    text = "客户登记表\n" + TABLE.replace(",", delimiter)
    assert rows_of(written(tmp_path / "a.csv", text.encode()))[2][1] == "13800138000"


def test_commas_inside_quotes_do_not_cut(tmp_path: Path) -> None:
    text = '姓名;备注\n"王伟";"是的, 可以, 谢谢"\n李娜;"他说 ""好""；\n第二行"\n'
    rows = rows_of(written(tmp_path / "a.csv", text.encode()))
    assert rows[1:] == [["王伟", "是的, 可以, 谢谢"], ["李娜", '他说 "好"；\n第二行']]


def test_a_line_break_inside_quotes_is_one_row_and_blank_lines_are_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b'a,b\r\n"1\r\n2",3\r\n\r\n4,5\r\n')
    assert rows_of(path) == [["a", "b"], ["1\r\n2", "3"], [], ["4", "5"]]
    with open_table_file(path) as file:
        assert file.open(0).rows_total == 4


def test_quotes_behind_spaces_close_too(tmp_path: Path) -> None:
    text = '姓名, 地址, 备注\n王伟, "北京, 海淀", "老\n客户"\n李娜, "上海", 说"好"\n'
    assert rows_of(written(tmp_path / "a.csv", text.encode())) == [
        ["姓名", "地址", "备注"],
        ["王伟", "北京, 海淀", "老\n客户"],
        ["李娜", "上海", '说"好"'],
    ]


def test_what_exports_wrap_around_numbers_is_taken_off(tmp_path: Path) -> None:
    text = '订单,身份证,手机,备注\n="2024050600001","\t310101199001011234",\'13800138000,\'90后\n'
    cells = ["2024050600001", "310101199001011234", "13800138000", "'90后"]
    assert rows_of(written(tmp_path / "a.csv", text.encode()))[1] == cells


def test_a_txt_file_is_one_column_a_line_a_row(tmp_path: Path) -> None:
    path = written(tmp_path / "notes.txt", "王伟来电, 改期\n\n李娜; 已退款".encode())
    assert rows_of(path) == [["王伟来电, 改期"], [""], ["李娜; 已退款"]]
    with open_table_file(path) as file:
        assert file.sheets[0].name == "notes"


def test_a_table_of_a_data_base_with_backslashes(tmp_path: Path) -> None:
    r"""As MySQL exports it: \" for a quote, \\ for a backslash, \ before a line break, \N for nothing."""
    lines = [
        r'"id","name","phone","note"',
        r'"1","王伟","138","他说\"好\",再来"',
        r'"2","李娜",\N,"C:\\a\\"',
        '"3","张","1","甲\\\n乙"',
    ]
    rows = rows_of(written(tmp_path / "a.csv", "\n".join(lines).encode()))
    assert rows[1:] == [["1", "王伟", "138", '他说"好",再来'], ["2", "李娜", "", "C:\\a\\"], ["3", "张", "1", "甲\n乙"]]


def test_backslashes_that_stand_for_themselves_stay(tmp_path: Path) -> None:
    text = '名称,路径,备注\n"甲","C:\\a\\","x ""y"" \\\\"\n乙,D:\\new,\\N\n'
    assert rows_of(written(tmp_path / "a.csv", text.encode()))[1:] == [
        ["甲", "C:\\a\\", 'x "y" \\\\'],
        ["乙", "D:\\new", ""],
    ]


def test_a_text_under_the_old_workbooks_name_is_read(tmp_path: Path) -> None:
    """Many shop systems export tab-separated GBK text as .xls, and Excel opens it."""
    assert rows_of(written(tmp_path / "a.xls", TABLE.replace(",", "\t").encode("gb18030")))[1][0] == "王建华"


BROKEN_QUOTES = {
    "to the end": ('a,b\n1,"2\n3,4\n5,6\n', [["1", "2"], ["3", "4"], ["5", "6"]], {2}),
    "in the last cell": ('a,b\n1,2\n3,"4', [["1", "2"], ["3", "4"]], set()),
    "closed by one of another row": ('a,b\n1,"2\n3,"4"\n5,6\n', [["1", "2"], ["3", "4"], ["5", "6"]], {2}),
    "among quotes": ('a,b\n"1","2\n"3","4"\n', [["1", "2"], ["3", "4"]], {2}),
    "within a row": ('a,b,c\n1,2,3\n"1,"2","3"\n4,5,6\n', [["1", "2", "3"], ["1", "2", "3"], ["4", "5", "6"]], {3}),
    "in the header": ('a,"b\n1,2\n3,4\n', [["1", "2"], ["3", "4"]], {1}),
    "two of them": ('a,b\n1,"2\n3,4\n5,"6\n"7",8\n', [["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]], {2, 4}),
}


@pytest.mark.parametrize(("text", "rows", "torn"), BROKEN_QUOTES.values(), ids=BROKEN_QUOTES)
def test_a_broken_quote_spoils_its_own_row_only(
    tmp_path: Path, text: str, rows: list[list[str]], torn: set[int]
) -> None:
    with open_table_file(written(tmp_path / "a.csv", text.encode())) as file:
        sheet = file.open(0)
        assert ([*sheet.rows()][1:], sheet.torn) == (rows, torn)


def test_a_broken_quote_above_many_rows_takes_none_of_them(tmp_path: Path) -> None:
    """Far more than a cell may hold; each row is read twice at most."""
    lines = ['王伟,"上海市', *(f"王芳{at},北京市" for at in range(30_000)), '李娜,"x"']
    with open_table_file(written(tmp_path / "a.csv", "\n".join(["姓名,地址", *lines]).encode())) as file:
        sheet = file.open(0)
        rows = [*sheet.rows()]
    assert (len(rows), rows[1], rows[2], rows[-1]) == (30_003, ["王伟", "上海市"], ["王芳0", "北京市"], ["李娜", "x"])
    assert sheet.torn == {2}


SOUND_QUOTES = {
    "line breaks": ('a,b\n1,"2\n3"\n', ["1", "2\n3"]),
    "doubled": ('a,b\n1,"a ""b"", c"\n', ["1", 'a "b", c']),
    "amid a word": ('a,b\n1,屏27"\n', ["1", '屏27"']),
    "fewer cells": ('a,b,c\n1,2,3\n1,"2,3"\n', ["1", "2,3"]),
}


@pytest.mark.parametrize(("text", "row"), SOUND_QUOTES.values(), ids=SOUND_QUOTES)
def test_quotes_that_are_whole_are_no_broken_ones(tmp_path: Path, text: str, row: list[str]) -> None:
    with open_table_file(written(tmp_path / "a.csv", text.encode())) as file:
        sheet = file.open(0)
        assert ([*sheet.rows()][-1], sheet.torn) == (row, set())


def test_a_last_cell_with_line_breaks_and_delimiters_is_no_open_quote(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.csv", '姓名;地址\r\n王伟;"上海市\n1号;2室"\r\n李娜;"北京市\n3号;4室"\r\n'.encode("gb18030")
    )
    assert rows_of(path)[1:] == [["王伟", "上海市\n1号;2室"], ["李娜", "北京市\n3号;4室"]]


def test_a_cell_beyond_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="csv-broken"):
        rows_of(written(tmp_path / "a.csv", b"a,b\n1," + b"x" * 200_000 + b"\n"))


def test_a_cell_as_long_as_a_sheet_allows_comes_in(tmp_path: Path) -> None:
    assert len(rows_of(written(tmp_path / "a.csv", b"a,b\n1," + b"x" * 32_767 + b"\n"))[1][1]) == 32_767


def test_too_many_columns(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="too-many-columns"):
        rows_of(written(tmp_path / "a.csv", b"," * 1_000_000 + b"\n"))


def test_a_comma_that_stands_once_in_every_note_is_no_delimiter() -> None:
    rows = "".join(f"王伟,1380013800{at},说好了，没问题; 再见,上海\n" for at in range(9))
    assert sniff(f"客户表\n客户表二\n{rows}") == (",", '"')


def test_one_column_without_any_delimiter() -> None:
    assert sniff("姓名\n王伟\n李娜\n") == (",", '"')


def test_single_quotes_are_found() -> None:
    text = "'a','b','c'\n'1','2','3'\n'4','5','6'\n"
    assert sniff(text) == (",", "'")


def test_a_mark_before_numbers_is_no_quote(tmp_path: Path) -> None:
    """As shops export them: a ' before each number, and alone where there is none."""
    lines = [f"{at},','1381234567{at},2020-10-11 09:47:57,王伟" for at in range(6)]
    path = written(tmp_path / "a.csv", "\n".join(["编号,联系电话,联系手机,付款时间,收货人", *lines]).encode())
    assert rows_of(path)[3] == ["2", "", "13812345672", "2020-10-11 09:47:57", "王伟"]


def test_the_line_that_tells_the_delimiter_is_no_row(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "sep=;\r\n姓名;备注\r\n王伟;a,b,c\r\n".encode("utf-8-sig"))
    assert rows_of(path) == [[], ["姓名", "备注"], ["王伟", "a,b,c"]]


def test_lines_that_end_as_on_old_macs(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path / "a.csv", "姓名,电话\r王伟,1\r".encode())) == [["姓名", "电话"], ["王伟", "1"]]


@pytest.mark.parametrize("end", ["\x1a", "\r\n\x1a", "\0\0\0", "\r\n" + "\0" * 500])
def test_what_old_programs_put_at_the_end_is_no_row(tmp_path: Path, end: str) -> None:
    """The mark of the end of a file as DOS had it, and zeros up to the end of a block."""
    rows = rows_of(written(tmp_path / "a.csv", f"姓名,电话\r\n王伟,13800138000{end}".encode("gb18030")))
    assert [row for row in rows if row] == [["姓名", "电话"], ["王伟", "13800138000"]]


def test_zeros_that_fill_up_fields_are_left_out(tmp_path: Path) -> None:
    rows = rows_of(
        written(tmp_path / "a.csv", "姓名,电话\r\n王伟\0\0\0\0,138\0\r\n李娜\0\0\0\0,139\0".encode("gb18030"))
    )
    assert rows == [["姓名", "电话"], ["王伟", "138"], ["李娜", "139"]]


@pytest.mark.parametrize("content", [bytes(4000), b"\0\0\0\x02ab" * 50])
def test_zeros_do_not_make_a_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Damaged, match="not-text"):
        rows_of(written(tmp_path / "a.csv", content))


def test_cells_between_the_quotes_of_word_processors(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "“姓名”,“电话”,“备注”\n“王伟”,“13800138000”,\n“李娜”,“13900139000”,\n".encode())
    assert rows_of(path) == [["姓名", "电话", "备注"], ["王伟", "13800138000", ""], ["李娜", "13900139000", ""]]
    path = written(tmp_path / "b.csv", "姓名,店名\n王伟,“好再来”\n".encode())
    assert rows_of(path)[1] == ["王伟", "“好再来”"]


def test_marks_that_keep_numbers_texts_go(tmp_path: Path) -> None:
    """An ID number may end in X; bills for merchants put ` before all of their cells."""
    text = "姓名,身份证,时间,金额\n王伟,'11010119900307002X,`2021-01-01 10:01:01,`100.00\n李娜,'90后,'null,`\n"
    assert rows_of(written(tmp_path / "a.csv", text.encode()))[1:] == [
        ["王伟", "11010119900307002X", "2021-01-01 10:01:01", "100.00"],
        ["李娜", "'90后", "'null", ""],
    ]


def test_files_that_were_joined_have_marks_of_their_beginnings_amid_them(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path / "a.csv", b"\xef\xbb\xbf" * 2 + f"{TABLE}\ufeff{TABLE}".encode()))[3] == [
        "客户姓名", "手机号码", "地址",
    ]  # fmt: skip
