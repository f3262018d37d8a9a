"""Dates and periods as they stand in the cells of Chinese office files."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.periods import read_period, years_in


@pytest.mark.parametrize(
    ("text", "first", "last", "span"),
    [
        ("2019-05-03", "2019-05-03", "2019-05-03", "day"),
        ("2019-05-03 10:22:33", "2019-05-03", "2019-05-03", "day"),
        ("2019-05-03T10:22:33", "2019-05-03", "2019-05-03", "day"),
        ("2019/5/3", "2019-05-03", "2019-05-03", "day"),
        ("2019.05.03", "2019-05-03", "2019-05-03", "day"),
        ("2019年5月3日", "2019-05-03", "2019-05-03", "day"),
        ("２０１９年５月３日", "2019-05-03", "2019-05-03", "day"),
        ("2019 年 5 月 3 日", "2019-05-03", "2019-05-03", "day"),
        ("20190503", "2019-05-03", "2019-05-03", "day"),
        ("20190503102233", "2019-05-03", "2019-05-03", "day"),
        ("19年5月3日", "2019-05-03", "2019-05-03", "day"),
        ("98年5月3日", "1998-05-03", "1998-05-03", "day"),
        ("二〇一九年五月三日", "2019-05-03", "2019-05-03", "day"),
        ("二○一九年十二月三十一日", "2019-12-31", "2019-12-31", "day"),
        ("2020-02-29", "2020-02-29", "2020-02-29", "day"),
        ("25/12/2019", "2019-12-25", "2019-12-25", "day"),
        ("3/5/2019", "2019-05-03", "2019-05-03", "day"),
        ("2019年3月", "2019-03-01", "2019-03-31", "month"),
        ("2019年03月份", "2019-03-01", "2019-03-31", "month"),
        ("2019-03", "2019-03-01", "2019-03-31", "month"),
        ("2020年2月", "2020-02-01", "2020-02-29", "month"),
        ("二〇一九年三月", "2019-03-01", "2019-03-31", "month"),
        ("2019年一季度", "2019-01-01", "2019-03-31", "quarter"),
        ("2019年第4季度", "2019-10-01", "2019-12-31", "quarter"),
        ("2019年度第三季度", "2019-07-01", "2019-09-30", "quarter"),
        ("2019Q2", "2019-04-01", "2019-06-30", "quarter"),
        ("2019年上半年", "2019-01-01", "2019-06-30", "half-year"),
        ("2019年下半年", "2019-07-01", "2019-12-31", "half-year"),
        ("2019年度", "2019-01-01", "2019-12-31", "year"),
        ("2019年", "2019-01-01", "2019-12-31", "year"),
        ("二〇一九年度", "2019-01-01", "2019-12-31", "year"),
        ("2019-01-01至2019-03-31", "2019-01-01", "2019-03-31", "quarter"),
        ("2019.01.01-2019.01.31", "2019-01-01", "2019-01-31", "month"),
        ("2019年1月-3月", "2019-01-01", "2019-03-31", "quarter"),
        ("2019年1-12月", "2019-01-01", "2019-12-31", "year"),
        ("20190101-20191231", "2019-01-01", "2019-12-31", "year"),
        ("2019-01-01 ~ 2019-06-30", "2019-01-01", "2019-06-30", "half-year"),
        ("2018年10月至2019年3月", "2018-10-01", "2019-03-31", "half-year"),
        ("2018年度-2019年度", "2018-01-01", "2019-12-31", "year"),
        ("2019/1/1-2019/12/31", "2019-01-01", "2019-12-31", "year"),
        ("03-Mar-2021", "2021-03-03", "2021-03-03", "day"),
        ("29 Feb 2020", "2020-02-29", "2020-02-29", "day"),
        ("March 31st, 2020", "2020-03-31", "2020-03-31", "day"),
        ("01/Aug/2026:10:00:01 +0800", "2026-08-01", "2026-08-01", "day"),
        ("May-19", "2019-05-01", "2019-05-31", "month"),
        ("Dec-2021", "2021-12-01", "2021-12-31", "month"),
        ("2021 December", "2021-12-01", "2021-12-31", "month"),
        ("Q3 2023", "2023-07-01", "2023-09-30", "quarter"),
        ("4Q2023", "2023-10-01", "2023-12-31", "quarter"),
        ("H1 2020", "2020-01-01", "2020-06-30", "half-year"),
        ("2020H2", "2020-07-01", "2020-12-31", "half-year"),
        ("FY2019", "2019-01-01", "2019-12-31", "year"),
        ("FY19", "2019-01-01", "2019-12-31", "year"),
        ("FY2019/20", "2020-01-01", "2020-12-31", "year"),
    ],
)
def test_cell_names_a_period(text: str, first: str, last: str, span: str) -> None:
    period = read_period(text)
    assert period is not None
    assert (period.first.isoformat(), period.last.isoformat(), period.span) == (first, last, span)


@pytest.mark.parametrize(
    ("text", "last", "span"),
    [
        ("2019", "2019-12-31", "year"),
        ("201903", "2019-03-31", "month"),
        ("2019.03", "2019-03-31", "month"),
        ("2019/3", "2019-03-31", "month"),
        ("201901-201903", "2019-03-31", "quarter"),
        ("2019.01-2019.06", "2019-06-30", "half-year"),
        ("43588", "2019-05-03", "day"),
        ("2019.1-2019.12", "2019-12-31", "year"),
        ("19.12.31", "2019-12-31", "day"),
        ("19/12/31", "2019-12-31", "day"),
    ],
)
def test_numbers_are_periods_only_under_a_header_that_says_so(text: str, last: str, span: str) -> None:
    assert read_period(text) is None
    period = read_period(text, loose=True)
    assert period is not None
    assert (period.last.isoformat(), period.span) == (last, span)


@pytest.mark.parametrize(
    ("text", "last"), [("5月3日", "2019-05-03"), ("3月", "2019-03-31"), ("12", "2019-12-31"), ("03", "2019-03-31")]
)
def test_month_and_day_take_the_year_of_the_sheet(text: str, last: str) -> None:
    period = read_period(text, loose=True, year=2019)
    assert period is not None
    assert period.last == date.fromisoformat(last)
    assert read_period(text, loose=True) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "无", "在用", "长期", "2019-02-30", "2019-13-01", "13800138000", "310101199001011234", "记-0001"),
        *("1200.00", "99990101", "18001231", "合同未到期", "A2019", "12", "2019年13月", "2019.13", "2019年2月30日"),
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_period(text, loose=True) is None


def test_years_of_a_name() -> None:
    assert years_in("2018-2019年凭证") == (2018, 2019)
    assert years_in("201903记账凭证") == (2019,)
    assert years_in("记账凭证2019") == (2019,)
    assert years_in("凭证20190305导出") == ()
    assert years_in("客户名单") == ()
    assert years_in("订单1380013") == ()
    assert years_in("22年12月账") == (2022,)
    assert years_in("保管10年") == ()
    assert years_in("Ledger FY19") == (2019,)
    assert years_in("GL 2019/20") == (2019, 2020)
    assert years_in("账2019-12") == (2019,)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_day_reads_back(day: date) -> None:
    ways = [day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"]
    ways += [f"{day.year}.{day.month}.{day.day}", f"{day} 23:59:59"]
    for text in ways:
        period = read_period(text)
        assert period is not None
        assert (period.first, period.last, period.span) == (day, day, "day"), text


@given(st.text(max_size=30), st.booleans())
def test_any_text_is_read_without_failing(text: str, loose: bool) -> None:
    period = read_period(text, loose=loose, year=2019)
    assert period is None or period.first <= period.last
