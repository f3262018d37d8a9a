"""Numbers and amounts in the capital figures 大写 that forms demand, which nobody can alter with a stroke of the pen.

The rules are those of the People's Bank for bills (正确填写票据和结算凭证的基本规定): 零 for zeros between figures,
once for several; 壹拾 in full; 整 after an amount that ends with 元 or 角.
"""

from decimal import ROUND_HALF_UP, Decimal

_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_STEPS = ((10**8, "亿"), (10**4, "万"))
LARGEST = 10**16 - 1
_CENT = Decimal("0.01")


def in_capitals(number: int) -> str:
    """A whole number of up to sixteen figures: 10,204 is 壹万零贰佰零肆. Raises ValueError beyond."""
    if abs(number) > LARGEST:
        raise ValueError("more figures than the units of 大写 name")
    sign = "负" if number < 0 else ""
    return sign + (_spelled(abs(number)) or _FIGURES[0])


def amount_in_capitals(yuan: Decimal) -> str:
    """An amount of money, rounded to 分: 1,409.50 is 壹仟肆佰零玖元伍角整. Raises ValueError above sixteen figures."""
    rounded = abs(yuan).quantize(_CENT, ROUND_HALF_UP)
    whole, cents = int(rounded), int(rounded * 100) % 100
    tenths, cents = divmod(cents, 10)
    sign = "负" if yuan < 0 and rounded else ""
    written = f"{in_capitals(whole)}元" if whole or not (tenths or cents) else ""
    if tenths:
        written += f"{_FIGURES[tenths]}角"
    elif cents and whole:
        written += _FIGURES[0]
    return sign + written + (f"{_FIGURES[cents]}分" if cents else "整")


def _spelled(number: int) -> str:
    """The number in groups of four figures; "" for 0. What is left after a unit begins with 零 where figures lack."""
    for size, unit in _STEPS:
        if number >= size:
            high, low = divmod(number, size)
            zero = _FIGURES[0] if 0 < low < size // 10 else ""
            return f"{_spelled(high)}{unit}{zero}{_spelled(low)}"
    return _group(number)


def _group(number: int) -> str:
    """0 to 9,999."""
    written = ""
    for place in range(3, -1, -1):
        figure, number = divmod(number, 10**place)
        if figure:
            written += _FIGURES[figure] + _UNITS[place]
        elif written and number and not written.endswith(_FIGURES[0]):
            written += _FIGURES[0]
    return written
