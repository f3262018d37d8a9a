"""Lines as Chinese readers expect them."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import fonts
from reports.typesetting import GAP, NO_END, NO_START, Doubtful, Line, Run, justified, lay_out, natural_width

SIZE = 10.0


def lines_of(text: str, width: float) -> list[str]:
    laid = lay_out([Run(text)], SIZE, width, Doubtful())
    return ["".join(piece.text for piece in line.pieces) for line in laid]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    """避头尾: at every width."""
    text = "检验程序“不经”数据库引擎，以现行密钥（新）解密全部页；查找被销毁的值：命中《零》个。旧密钥……不能打开！"
    for width in range(40, 300, 7):
        for line in lines_of(text, width):
            assert line[0] not in NO_START
            assert line[-1] not in NO_END


def test_latin_words_are_not_cut() -> None:
    for width in range(80, 200, 5):
        for line in lines_of("按 NIST SP 800-88 Rev. 2 的用语 cryptographic erase 是密码擦除", width):
            words = ["NIST", "SP", "800-88", "Rev.", "2", "cryptographic", "erase"]
            assert [part for part in line.split() if part.isascii() and part not in words] == []


def test_a_figure_stays_with_its_measure_word() -> None:
    for width in range(60, 200, 3):
        assert not any(
            line.startswith(("年", "月", "日", "页"))
            for line in lines_of("自 2026 年 11 月 21 日起共 41,306 页", width)
        )


@pytest.mark.parametrize("width", range(30, 340, 9))
def test_a_word_wider_than_the_line_is_cut_evenly_and_nothing_is_lost(width: int) -> None:
    """Hashes stand in narrow columns: their last line is no single sign."""
    for at in range(20):
        digest = sha256(bytes([at])).hexdigest()
        lines = lines_of(digest, width)
        assert "".join(lines) == digest
        assert max(map(len, lines)) - min(map(len, lines)) <= 3
        assert all(natural_width([Run(line)], SIZE) <= width for line in lines)


@pytest.mark.parametrize(
    "text", ["Records: 93; customers: 20; attachments: 2", "Archives (Order 79), art. 14, annex 1"]
)
def test_a_short_figure_stays_with_the_word_before_it(text: str) -> None:
    for width in range(70, 200, 3):
        assert not any(line[0].isdigit() for line in lines_of(text, width))


def test_a_date_may_begin_a_line() -> None:
    """Narrow signature boxes would else have three lines for it."""
    assert lines_of("signed electronically 2026-11-21", 100) == ["signed electronically", "2026-11-21"]


def test_full_width_marks_in_a_row_share_their_blank_half() -> None:
    assert natural_width([Run("》，《")], SIZE) == pytest.approx(3 * SIZE - 2 * SIZE / 2)


def test_han_and_latin_stand_apart() -> None:
    assert natural_width([Run("第3页")], SIZE) == pytest.approx(2 * SIZE + fonts.advance("3") * SIZE + 2 * GAP * SIZE)


def test_a_justified_line_fills_its_width_and_the_last_one_does_not() -> None:
    width = 200.0
    laid = lay_out(
        [Run("留存的内容以新随机生成的密钥写入新的数据库文件经下述检验后旧数据库文件被覆盖并删除" * 3)],
        SIZE,
        width,
        Doubtful(),
    )
    stretched = [justified(line, width, SIZE) for line in laid]
    for line in stretched[:-1]:
        last = line.pieces[-1]
        assert last.x + last.width + last.spread * (len(last.text) - 1) == pytest.approx(width)
    assert stretched[-1] == laid[-1]


def test_a_line_that_would_have_to_be_torn_apart_stays_ragged() -> None:
    line = Line(lay_out([Run("三个字")], SIZE, 300, Doubtful())[0].pieces, 30.0)
    assert justified(line, 300, SIZE) == line


def test_newlines_begin_lines() -> None:
    assert lines_of("甲\n乙\r\n丙", 300) == ["甲", "乙", "丙"]


def test_what_no_font_has_is_counted_and_kept() -> None:
    """Never silently lost: 𠮷 has no glyph, a variation selector shows nothing."""
    doubtful = Doubtful()
    laid = lay_out([Run("𠮷野家\ufe00𠮷")], SIZE, 300, doubtful)
    assert "".join(piece.text for piece in laid[0].pieces) == "𠮷野家𠮷"
    assert [piece.text for piece in laid[0].pieces if piece.box] == ["𠮷", "𠮷"]
    assert doubtful.missing == {"𠮷": 2}
    assert doubtful.invisible == {"\ufe00": 1}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.floats(20, 400))
def test_any_text_is_laid_out_whole_and_within_the_width(text: str, width: float) -> None:
    laid = lay_out([Run(text)], SIZE, width, Doubtful())
    shown = "".join(piece.text for line in laid for piece in line.pieces)
    visible = [sign for sign in text.replace("\t", " ") if fonts.has(sign) or not fonts.is_invisible(sign)]
    assert shown.replace(" ", "") == "".join(visible).replace(" ", "").replace("\n", "").replace("\r", "")
    widest_sign = SIZE * 2
    assert all(line.width <= width + widest_sign for line in laid)


def test_a_middle_dot_between_blanks_tears_no_hole() -> None:
    """The font's is a Han character wide; inside a name it keeps that width."""
    assert natural_width([Run("a · b")], SIZE) < natural_width([Run("a")], SIZE) * 2 + 1.2 * SIZE
    assert natural_width([Run("买·买")], SIZE) == pytest.approx(3 * SIZE)


@pytest.mark.parametrize("count", range(11, 40))
def test_no_paragraph_ends_with_a_single_character(count: int) -> None:
    """With its full stop or without: 孤字 on a last line looks like a slip."""
    for end in ("", "。", "）。"):
        text = "一二三四五六七八九十" * 4
        lines = lay_out([Run(text[:count] + end)], SIZE, 10.2 * SIZE, Doubtful())
        said = ["".join(piece.text for piece in line.pieces) for line in lines]
        assert "".join(said) == text[:count] + end
        assert len(said) == 1 or len(said[-1].strip("。）")) > 1
