"""Values of the held-out sheets, in the ways of writing that other offices have."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.bench.detection import numbers

Words = Mapping[str, Any]
_HAN_DIGITS = "〇一二三四五六七八九"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SYLLABLES = [
    "wang",
    "li",
    "zhang",
    "xiao",
    "ming",
    "jia",
    "hui",
    "yu",
    "chen",
    "mei",
    "fang",
    "qing",
    "bo",
    "wen",
    "tao",
    "rui",
    "lan",
    "shu",
    "kai",
    "xin",
    "yue",
    "han",
]
BANKS = [
    "中国银行",
    "中国建设银行",
    "交通银行",
    "宁波银行",
    "上海农商银行",
    "浦发银行",
    "民生银行",
    "光大银行",
    "邮储银行",
]
DATES = (
    "%Y-%m-%d",
    "%Y/%-m/%-d",
    "%Y.%m.%d",
    "%Y年%-m月%-d日",
    "%Y%m%d",
    "%y-%m-%d",
    "%Y-%-m-%-d",
    "%m/%d/%Y",
    "%Y.%-m.%-d",
)
MOMENTS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%-m/%-d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y%m%d%H%M%S",
    "%Y.%m.%d %H:%M",
)


def han_date(day: date) -> str:
    """二〇二一年三月十五日."""

    def number(value: int) -> str:
        tens, ones = divmod(value, 10)
        head = "" if not tens else ("十" if tens == 1 else _HAN_DIGITS[tens] + "十")
        return head + (_HAN_DIGITS[ones] if ones else "")

    return f"{''.join(_HAN_DIGITS[int(digit)] for digit in str(day.year))}年{number(day.month)}月{number(day.day)}日"


def mobile(random: Random) -> str:
    return (
        "1"
        + random.choice(
            [
                "30",
                "31",
                "35",
                "36",
                "38",
                "39",
                "50",
                "51",
                "52",
                "58",
                "59",
                "66",
                "73",
                "75",
                "76",
                "77",
                "78",
                "80",
                "82",
                "85",
                "86",
                "87",
                "88",
                "89",
                "91",
                "98",
                "99",
            ]
        )
        + numbers.digits(random, 8)
    )


def written_mobile(random: Random) -> str:
    number = mobile(random)
    return random.choice(
        (
            *[number] * 7,
            f"{number[:3]}-{number[3:7]}-{number[7:]}",
            f"{number[:3]} {number[3:7]} {number[7:]}",
            f"+86 {number}",
            f"86-{number}",
            f"+86-{number[:3]}-{number[3:7]}-{number[7:]}",
            f"0086{number}",
        )
    )


def landline(random: Random) -> str:
    area, length = random.choice(
        (
            ("0574", 8),
            ("028", 8),
            ("0871", 8),
            ("0411", 8),
            ("0451", 8),
            ("029", 8),
            ("0595", 8),
            ("0471", 7),
            ("0577", 8),
            ("020", 8),
            ("0379", 8),
            ("0991", 7),
            ("022", 8),
            ("010", 8),
        )
    )
    local = random.choice("25678") + numbers.digits(random, length - 1)
    extension = random.choice(("", "", "", "", "-801", "转8006", " 转 12", "-2"))
    if random.random() < 0.08:
        return "400" + random.choice(("-{0}-{1}", "{0}{1}", " {0} {1}")).format(
            numbers.digits(random, 3), numbers.digits(random, 4)
        )
    return (
        random.choice(("{0}-{1}", "{0}-{1}", "{0}{1}", "({0}){1}", "（{0}）{1}", "{0} {1}", "+86-{2}-{1}")).format(
            area, local, area[1:]
        )
        + extension
    )


def resident_id(random: Random) -> str:
    number = numbers.resident_id(random, numbers.any_day(random, 1948, 2006))
    if number.endswith("X") and random.random() < 0.5:
        number = number[:-1] + "x"
    return f"{number[:6]} {number[6:14]} {number[14:]}" if random.random() < 0.03 else number


def plate(random: Random) -> str:
    start = random.choice("浙川云湘辽黑陕闽蒙皖粤豫新渝京沪贵") + random.choice("ABCDEFG")
    return random.choice(
        (
            start + numbers.digits(random, 5),
            start + random.choice(LETTERS) + numbers.digits(random, 4),
            f"{start}·{random.choice(LETTERS)}{numbers.digits(random, 3)}{random.choice(LETTERS)}",
            start + random.choice("DF") + numbers.digits(random, 5),
            start + "D" + random.choice(LETTERS) + numbers.digits(random, 4),
            "粤Z" + numbers.digits(random, 4) + random.choice("港澳"),
            start + numbers.digits(random, 4) + random.choice("学挂警"),
        )
    )


def card(random: Random) -> str:
    start, length = random.choice(
        (
            ("621226", 19),
            ("622262", 19),
            ("623052", 19),
            ("6214", 16),
            ("6228480", 19),
            ("4367", 16),
            ("5187", 16),
            ("3568", 16),
            ("621799", 19),
        )
    )
    body = start + numbers.digits(random, length - 1 - len(start))
    number = body + numbers.luhn_check(body)
    return " ".join(number[at : at + 4] for at in range(0, length, 4)) if random.random() < 0.2 else number


def wechat(random: Random) -> str:
    word = random.choice(_SYLLABLES) + random.choice(_SYLLABLES)
    tail = numbers.digits(random, random.choice((2, 4, 6)))
    return random.choice(
        (f"wxid_{word}{tail}x", f"{word}{tail}", f"{word}_{tail}", f"{word.title()}-{tail}", f"a{tail}{word}")
    )


def email(random: Random) -> str:
    local = (
        random.choice(_SYLLABLES)
        + random.choice(("", ".", "_"))
        + random.choice(_SYLLABLES)
        + random.choice(("", "88", "2020"))
    )
    hosts = (
        "139.com",
        "foxmail.com",
        "hotmail.com",
        "yeah.net",
        "aliyun.com",
        "sohu.com",
        "mail.yunxia.cn",
        "outlook.com",
    )
    return f"{local}@{random.choice(hosts)}"


def account(random: Random) -> str:
    return random.choice(("3901", "7415", "1202", "8110", "33050", "571908")) + numbers.digits(
        random, random.choice((8, 10, 11, 13))
    )


def listed(words: Words, key: str) -> list[str]:
    """The words under a key: a list, or a text set apart by bars or spaces."""
    found = words[key]
    if isinstance(found, list):
        return found
    text: str = found
    return text.split("|") if "|" in text else text.split()


def any_name(random: Random, words: Words) -> str:
    chance = random.random()
    if chance < 0.03:
        return random.choice(listed(words, "dotted"))
    if chance < 0.04:
        return random.choice(listed(words, "latin"))
    return random.choice(listed(words, "names"))


def moment(random: Random, first: int, last: int) -> datetime:
    day = numbers.any_day(random, first, last)
    return datetime(day.year, day.month, day.day) + timedelta(seconds=random.randrange(28_800, 75_000))  # noqa: DTZ001  # office time


def summary(random: Random, words: Words) -> str:
    return random.choice(
        (
            "付{org}货款",
            "收{org}往来款",
            "{name}报销交通费",
            "提现",
            "结息",
            "计提本月工资",
            "支付电费",
            "{name}借备用金",
            "手续费",
            "结转损益",
        )
    ).format(org=random.choice(listed(words, "orgs")), name=random.choice(listed(words, "names")))


def pinyin(random: Random) -> str:
    first, given = random.choice(_SYLLABLES[:3]), random.choice(_SYLLABLES) + random.choice(_SYLLABLES)
    return random.choice(
        (f"{first.upper()} {given.upper()}", f"{first.title()} {given.title()}", f"{first.upper()}/{given.upper()}")
    )


def nick(random: Random, words: Words) -> str:
    return random.choice(
        (
            f"tb{numbers.digits(random, 8)}",
            "小小鱼儿",
            f"{random.choice(_SYLLABLES)}{numbers.digits(random, 4)}",
            "爱吃糖的猫",
            "一米阳光2010",
            "平安是福",
        )
    )


def money(random: Random) -> float:
    return random.choice((random.randint(1, 60) * 100, random.randint(9, 9999), round(random.random() * 50_000, 2)))


def day(random: Random, style: str = "%Y%m%d") -> str:
    return numbers.any_day(random, 2018, 2024).strftime(style)


def digits(count: int, start: str = "") -> Callable[[Random], str]:
    return lambda random: start + numbers.digits(random, count)


def rounded(random: Random) -> str:
    number = numbers.resident_id(random, numbers.any_day(random, 1950, 2000))
    lucky = numbers.id_check(number[:15] + "00") == "0"
    return f"{number[0]}.{number[1:15]}E+17" if lucky or random.random() < 0.5 else number[:15] + "000"
