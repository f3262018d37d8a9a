"""Capital figures 大写 after the People's Bank's rules for bills; its own examples are among these."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.capitals import LARGEST, amount_in_capitals, in_capitals

FIGURES = {figure: at for at, figure in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read(text: str) -> int:
    """The number back from its capitals, figure by figure."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        high, found, low = text.rpartition(unit)
        if found:
            return read(high) * size + read(low)
    total = last = 0
    for sign in text:
        if sign in FIGURES:
            last = FIGURES[sign]
        else:
            total, last = total + last * UNITS[sign], 0
    return total + last


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (10, "壹拾"),
        (101, "壹佰零壹"),
        (1_001, "壹仟零壹"),
        (1_010, "壹仟零壹拾"),
        (2_490, "贰仟肆佰玖拾"),
        (10_204, "壹万零贰佰零肆"),
        (107_000, "壹拾万柒仟"),
        (100_000_001, "壹亿零壹"),
        (1_002_000_300, "壹拾亿零贰佰万零叁佰"),
        (10**12, "壹万亿"),
        (LARGEST, "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖"),
        (-35, "负叁拾伍"),
    ],
)
def test_a_number_in_capitals(number: int, written: str) -> None:
    assert in_capitals(number) == written


@given(st.integers(1, LARGEST))
def test_capitals_read_back_are_the_number(number: int) -> None:
    written = in_capitals(number)
    assert read(written) == number
    assert "零零" not in written
    assert not written.endswith("零")


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0.05", "伍分"),
        ("0.30", "叁角整"),
        ("0", "零元整"),
        ("-12", "负壹拾贰元整"),
        ("0.004", "零元整"),
        ("1.005", "壹元零壹分"),
        ("9999999999999999.99", in_capitals(LARGEST) + "元玖角玖分"),
    ],
)
def test_an_amount_in_capitals(yuan: str, written: str) -> None:
    assert amount_in_capitals(Decimal(yuan)) == written


def test_more_figures_than_have_names_are_refused() -> None:
    with pytest.raises(ValueError, match="figures"):
        in_capitals(LARGEST + 1)
