"""Rows of invented customers, with ID numbers whose check digits are right."""

import random
from datetime import date, timedelta

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英"
HEADS = ["姓名", "身份证号", "手机", "地址", "登记日期", "备注"]


def with_check_digit(seventeen: str) -> str:
    """The 18-digit ID number that begins so (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return seventeen + _CHECKS[total % 11]


def person(number: int) -> list[str]:
    """One customer's row under HEADS; the same for the same number, different for different ones."""
    dice = random.Random(number)
    born = date(1955, 1, 1) + timedelta(days=dice.randrange(17_000))
    name = dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)
    id_number = with_check_digit(f"310101{born:%Y%m%d}{number % 1000:03d}")
    phone = f"138{(number * 7_368_787 + 20_177) % 10**8:08d}"
    day = date(2018, 1, 1) + timedelta(days=dice.randrange(2000))
    return [name, id_number, phone, f"上海市黄浦区南京东路{number + 1}号", day.isoformat(), ""]


def people(count: int, first: int = 0) -> list[list[str]]:
    """Rows of several customers, without heads."""
    return [person(first + at) for at in range(count)]
