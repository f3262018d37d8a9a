"""Tables: columns fill the page and cut no word, heads come back on every page, no cell stops a document."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.documents import DocumentKey
from reports import style
from reports.chapters import Chapter, Field, Form, Report
from reports.columns import COMFORTABLE, DENSE, Column, column_widths, head_size
from reports.kinds import report_of
from reports.language import Language
from reports.page import Furniture
from reports.press import Press
from reports.renderer import PdfRenderer
from reports.report_pages import report_pages
from reports.slices import Slice, sliced
from reports.typesetting import Doubtful, Run, lay_out, natural_width, widest_part
from tests.helpers.evidence import closure, head
from tests.helpers.list_evidence import retention_plan
from tests.helpers.page_boxes import pages_with_words
from tests.helpers.pdf_text import pages_of, text_of

WIDTH = 490.0
WORDS = st.text("客户档案记录销毁abcdefgh 0123456789-", max_size=60)


def composed(chapter: Chapter) -> bytes:
    press = Press(Language("zh"))
    return report_pages(Report("题目", head(), (), (chapter,)), press).file.getvalue()


def rows_of(texts: list[str]) -> Chapter:
    return Chapter(
        "章", "章", (Field("序号列"), Field("内容列", weight=3)), [(str(i), text) for i, text in enumerate(texts)]
    )


@given(
    st.lists(st.lists(WORDS, min_size=4, max_size=4), max_size=12),
    st.lists(st.sampled_from([0.0, 1.0, 3.0]), min_size=4, max_size=4),
)
def test_columns_fill_the_width_and_none_vanishes(rows: list[list[str]], weights: list[float]) -> None:
    columns = [Column(title, weight=weight) for title, weight in zip("甲乙丙丁", weights, strict=True)]
    widths = column_widths(columns, rows, None, WIDTH, side=COMFORTABLE.side, head=True)
    assert min(widths) > 2 * COMFORTABLE.side
    assert sum(widths) <= WIDTH + 0.01
    if any(weights):
        assert sum(widths) == pytest.approx(WIDTH)


def test_words_are_not_cut_where_there_is_room_for_them() -> None:
    rows = [["Correspondence", "Basic customer data", "一" * 300, "2026-11-21"]] * 3
    columns = [Column(name) for name in ("a", "b", "c", "d")]
    widths = column_widths(columns, rows, None, WIDTH, side=COMFORTABLE.side, head=True)
    for text, width in zip(rows[0], widths, strict=True):
        assert widest_part([Run(text)], 9) + 2 * COMFORTABLE.side <= width


def test_the_last_rows_count_for_the_widths_too() -> None:
    """A running number grows: 11,930 must not be cut because the first rows had one digit."""
    rows = [[f"{i:,}", "x" * 200] for i in range(12_000)]
    columns = [Column("No.", weight=0), Column("text")]
    widths = column_widths(columns, rows, None, WIDTH, side=COMFORTABLE.side, head=True)
    assert widths[0] >= widest_part([Run("11,999")], 9) + 2 * COMFORTABLE.side


def test_heads_come_back_on_every_page_and_no_row_is_lost_or_doubled() -> None:
    pages = pages_of(composed(rows_of([f"内容{i:05}。" for i in range(400)])))
    with_rows = [page for page in pages if "内容0" in page]
    assert len(with_rows) > 5
    assert all("序号列" in page for page in with_rows)
    text = "".join(pages)
    assert all(text.count(f"内容{i:05}") == 1 for i in range(400))


@pytest.mark.parametrize("before", range(8, 34))
def test_a_small_table_and_its_note_stand_on_one_page(before: int) -> None:
    """Wherever on the page it begins: a head with one row, or a note without its table, tells nobody anything."""
    filling = Chapter("前", "前", items=tuple(f"第{i:02}句" for i in range(before)))
    table = Chapter("表", "表", (Field("列"),), [("甲一",), ("乙二",)], note="注在表下。")
    press = Press(Language("zh"))
    made = report_pages(Report("题目", head(), (), (filling, table)), press).file.getvalue()
    assert [page.count("甲一") + page.count("乙二") + page.count("注在表下") for page in pages_of(made)].count(3) == 1


@pytest.mark.parametrize("rows", range(16, 60))
def test_a_note_does_not_stand_alone_on_the_next_page(rows: int) -> None:
    made = composed(replace(rows_of([f"内容{i:05}。" for i in range(rows)]), note="注在表下。"))
    (page,) = (page for page in pages_of(made) if "注在表下" in page)
    assert "内容0" in page


def test_an_endless_cell_is_cut_between_its_lines_and_stays_whole() -> None:
    """One cell longer than a page, as free text may be, must not stop the document."""
    words = [f"第{i:05}句。" for i in range(4000)]
    text = text_of(composed(rows_of(["短", "".join(words), "末"])))
    positions = [text.find(word) for word in words]
    assert -1 not in positions
    assert positions == sorted(positions)
    assert "末" in text


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(renderer: PdfRenderer, key: DocumentKey) -> None:
    for sources in range(1, 40, 3):
        for page in pages_of(renderer.report(closure(sources=sources), "zh", ".pdf", key).content):
            body = [line.strip() for line in page.splitlines() if line.strip()]
            footer = next(i for i, line in enumerate(body) if line.startswith("审计检查点"))
            assert "、" not in body[footer - 1][:3]


def summed(count: int) -> Chapter:
    """Rows with 1, 2, 3 … in two columns, summed under every page."""
    fields = (Field("序号", Form.NUMBER), Field("名称"), Field("册数", Form.NUMBER, summed=True), Field("备注"))
    rows = [(i, f"第{i}件", i, "") for i in range(1, count + 1)]
    return Chapter("章", "章", fields, rows, running=True)


def sums_of(page: str, label: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(rf"{label}\s+([\d,]+)", page)]


@pytest.mark.parametrize("count", [60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 200])
def test_sums_stand_under_each_page_of_a_broken_table_and_add_up(count: int) -> None:
    """Whatever row a page ends with: page sums add up to what was so far, and to the total."""
    pages = [page for page in pages_of(composed(summed(count))) if "册数" in page]
    before, told = 0, 0
    for page in pages:
        numbers = [int(one) for one in re.findall(r"第\s*(\d+)\s*件", page)]
        assert sums_of(page, "本页合计") == [sum(numbers)]
        before += sum(numbers)
        so_far = sums_of(page, "累计")
        assert so_far == ([before] if page is not pages[-1] else [])
        told += len(numbers)
    assert told == count
    assert sums_of(pages[-1], "\n合计") == [before] == [count * (count + 1) // 2]


def test_a_table_on_one_page_has_its_total_only() -> None:
    text = text_of(composed(summed(5)))
    assert "本页合计" not in text
    assert "累计" not in text
    assert "合计15" in text


def test_a_row_cut_between_pages_counts_where_it_begins() -> None:
    fields = (Field("名称", weight=3), Field("册数", Form.NUMBER, summed=True))
    rows = [("短", 1), ("".join(f"第{i}句。" for i in range(2000)), 2), ("末", 4)]
    pages = pages_of(composed(Chapter("章", "章", fields, rows, running=True)))
    found = [sums_of(page, "本页合计") for page in pages]
    assert sum(sum(one) for one in found) == 7
    assert next(one for one in found if one) in ([1], [3])


def test_a_page_that_lies_on_its_side_takes_an_endless_cell() -> None:
    """Its height is that of twenty-five rows; a cell higher than that must be cut before."""
    press = Press(Language("zh"))
    rows = rows_of(["甲", "".join(f"第{i:05}句。" for i in range(3000)), "乙"])
    made = report_pages(Report("题目", head(), (), (rows,), landscape=True), press).file.getvalue()
    assert all(f"第{i:05}句" in text_of(made) for i in (0, 1500, 2999))


@pytest.mark.parametrize("before", range(20, 48))
def test_no_table_begins_with_a_single_row(before: int) -> None:
    """Under a heading and more than two paragraphs, wherever on the page."""
    chapters = (Chapter("前", "前", items=("一句。",) * before), rows_of([f"内容{i:03}。" for i in range(30)]))
    press = Press(Language("zh"))
    pages = pages_of(report_pages(Report("题目", head(), (), chapters), press).file.getvalue())
    counts = [count for page in pages if (count := len(re.findall(r"内容\d{3}", page)))]
    assert counts[0] >= 2
    assert sum(counts) == 30


@pytest.mark.parametrize("total", [False, True])
@pytest.mark.parametrize("count", range(22, 72))
def test_no_table_ends_with_a_single_row(count: int, total: bool) -> None:
    """Nor with its sum and one row, wherever it ends."""
    fields = (Field("内容列", weight=3), Field("条数", Form.NUMBER, summed=total))
    chapter = Chapter("章", "章", fields, [(f"内容{i:03}。", i) for i in range(count)])
    pages = pages_of(report_pages(Report("题目", head(), (), (chapter,)), Press(Language("zh"))).file.getvalue())
    counts = [found for page in pages if (found := len(re.findall(r"内容\d{3}", page)))]
    assert sum(counts) == count
    assert counts[-1] >= 2


def test_a_register_of_amounts_says_its_totals_in_capital_figures() -> None:
    """Counts and money, each in its own words, under the end of the table; money has its two places everywhere."""
    fields = (Field("名称"), Field("册数", Form.NUMBER, summed=True), Field("金额（元）", Form.MONEY, summed=True))
    rows = [("甲", 1200, Decimal("1409.5")), ("乙", 90, Decimal(2))]
    text = text_of(composed(Chapter("章", "章", fields, rows, running=True)))
    assert "1,409.50" in text
    assert "合计1,2901,411.50" in text
    assert "册数壹仟贰佰玖拾；金额（元）壹仟肆佰壹拾壹元伍角整" in text


def test_long_heads_break_before_contents_have_to() -> None:
    """A column of short figures under a long title leaves its room to the words beside it."""
    rows = [["15", "保险库：不再写入新库，旧库密钥已销毁" * 2, "120"]]
    columns = [Column("应保管期限（年，自次年起）", weight=0), Column("说明"), Column("条数", weight=0)]
    tight = column_widths(columns, rows, None, 300, side=COMFORTABLE.side, head=True)
    assert tight[0] < widest_part([Run("十二个汉字宽的一栏文字")], 9) * 11
    assert tight[1] > 150
    wide = column_widths(columns, [["15", "短", "120"]], None, 300, side=COMFORTABLE.side, head=True)
    assert wide[0] > 12 * 9


def test_all_heads_of_a_table_have_one_size() -> None:
    columns = [Column("No.", size=8), Column("Task"), Column("SHA-256", size=7)]
    assert head_size(columns) == 8
    assert head_size([Column("Task"), Column("State")]) == 9


def test_ids_that_were_not_measured_fit_into_their_column_too() -> None:
    """Of 10,000 random ids the widest stands nearly always among the rows in between."""
    ids = [[sha256(str(i).encode()).hexdigest()[:32], "—"] for i in range(10_000)]
    columns = [Column("Record", weight=0, size=7), Column("Kind", size=8)]
    (first, _) = column_widths(columns, ids, None, WIDTH, side=DENSE.side, head=True)
    assert max(natural_width([Run(row[0])], 7) for row in ids) + 2 * DENSE.side <= first


def test_a_kind_of_records_is_not_broken_beside_long_reasons() -> None:
    report = report_of(retention_plan(), Language("en"))
    made = report_pages(report, Press(Language("en"))).file.getvalue()
    assert "Basic customer data" in "".join(pages_of(made))


def test_a_title_of_two_lines_is_broken_in_its_middle() -> None:
    press = Press(Language("en"))
    press.title("Customer Information Handover Certificate and Receipt", "21 November 2026")
    title = press.compose(Furniture("t", "f", "n", "1", None, "")).file.getvalue()
    lines = [line for line in pages_of(title)[0].splitlines() if "Customer" in line or "Receipt" in line]
    assert lines == ["Customer Information Handover", "Certificate and Receipt"]


def test_a_long_chinese_title_with_its_tracking_stays_within_the_margins(tmp_path: Path) -> None:
    press = Press(Language("zh"))
    press.title("客户个人信息处理活动终止与档案处置结果的公告和说明书", "2026 年 11 月 21 日")
    made = press.compose(Furniture("题目", "企业", "编号", "1", None, "")).file.getvalue()
    (tmp_path / "title.pdf").write_bytes(made)
    (page,) = pages_with_words(tmp_path / "title.pdf")
    assert all(one.left > style.MARGIN - 1 and one.right < style.PAGE_WIDTH - style.MARGIN + 1 for one in page.words)


def test_high_rows_leave_no_page_half_empty(tmp_path: Path) -> None:
    """Each is higher than half of what is left of a page; they go on overleaf instead of going there whole."""
    rows = [(str(i), "说明文字" * 220) for i in range(9)]
    chapter = Chapter("章", "章", (Field("序号", weight=0), Field("说明")), rows)
    made = report_pages(Report("题目", head(), (), (chapter,), landscape=True), Press(Language("zh"))).file.getvalue()
    (tmp_path / "rows.pdf").write_bytes(made)
    found = pages_with_words(tmp_path / "rows.pdf")
    bottoms = [[one.bottom for one in page.words if "说明文" in one.text] for page in found]
    lowest = [max(page) for page in bottoms if page][:-1]
    assert len(lowest) > 2
    assert all(style.PAGE_WIDTH - style.BOTTOM - bottom < 60 for bottom in lowest)
    assert text_of(made).count("说明文字") >= 9 * 220 - len(found)


def test_a_row_on_one_page_has_no_line_through_it() -> None:
    """However many slices it was cut into: they are one again where they are drawn."""
    cells = [lay_out([Run("一" * count)], 9, 90, Doubtful()) for count in (300, 20)]
    parts = sliced(cells, [9, 9], COMFORTABLE)
    assert len(parts) > 5
    assert min(max(len(lines) for lines in part.cells) for part in parts) > 1
    whole = reduce(Slice.joined, parts)
    assert whole.cells == tuple(map(tuple, cells))
    assert whole.height == pytest.approx(len(cells[0]) * COMFORTABLE.leading + 2 * COMFORTABLE.padding)


@pytest.mark.parametrize("chapters", range(24, 40))
def test_contents_do_not_send_a_single_line_overleaf(chapters: int, tmp_path: Path) -> None:
    found = tuple(Chapter(f"第{i}章", f"{i}", intro="一句。") for i in range(chapters))
    made = report_pages(Report("题目", head(), (), found), Press(Language("zh"))).file.getvalue()
    (tmp_path / "contents.pdf").write_bytes(made)
    pages = [page.lines(style.TOP - 2, style.BOTTOM - 16) for page in pages_with_words(tmp_path / "contents.pdf")]
    entries = [sum(bool(re.fullmatch(r"[一二三四五六七八九十]+、.*\d", line)) for line in lines) for lines in pages]
    assert sum(entries) == chapters + 2
    assert all(count == 0 or count >= 3 for count in entries)


def test_facts_share_a_row_as_their_lengths_ask() -> None:
    """A firm's long name beside two words is not set in a column of its half."""
    press = Press(Language("zh"))
    name = "国际供应链管理与信息技术咨询服务" * 3 + "有限公司"
    press.facts([("处理者", name), ("规则包", "cn-2026.11")])
    made = press.compose(Furniture("题目", "企业", "编号", "1", None, "")).file.getvalue()
    parts = [part for line in pages_of(made)[0].splitlines() for part in line.split() if len(part) > 1 and part in name]
    assert "".join(parts) == name
    assert len(parts) == 2


@pytest.mark.parametrize("lines", range(1, 5))
@pytest.mark.parametrize("before", range(1, 10))
def test_how_to_verify_stands_on_one_page(before: int, lines: int) -> None:
    """Heading, digests and code, wherever on the page the text before them ends."""
    press = Press(Language("zh"))
    chapters = (Chapter("前", "前", intro="一句。\n" * lines, items=("一句。",) * before),)
    pages = pages_of(report_pages(Report("题目", head(), (), chapters), press).file.getvalue())
    (place,) = [at for at, page in enumerate(pages) if "核验本文件" in page]
    assert "二维码内容" in pages[place]
