"""Numbers with right and with wrong check digits, written the ways that offices write them."""

from datetime import date, timedelta
from random import Random

# Districts all over the country; the first six digits of IDs and the third to eighth of credit codes.
REGIONS = tuple(
    f"{number}" for number in (
        110101, 110105, 310115, 310104, 330106, 320508, 440305, 440106, 510107, 420111,
        370202, 610113, 410105, 120101, 500103, 350203, 430104, 210202, 340104, 530102,
        320106, 330212, 130102, 230103, 450103, 650102, 150105, 520103, 341225, 411627,
    )
)  # fmt: skip
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def id_check(body: str) -> str:
    """The 18th character by the weights that GB 11643 prints, not by the program's way."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


def resident_id(random: Random, born: date) -> str:
    body = random.choice(REGIONS) + f"{born:%Y%m%d}" + f"{random.randint(1, 999):03}"
    return body + id_check(body)


def wrong_id(random: Random, born: date) -> str:
    good = resident_id(random, born)
    return good[:17] + random.choice([digit for digit in "0123456789X" if digit != good[17]])


def old_id(random: Random, born: date) -> str:
    return random.choice(REGIONS) + f"{born:%y%m%d}" + f"{random.randint(1, 999):03}"


def luhn_check(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def card(random: Random) -> str:
    start, length = random.choice(
        (
            ("622202", 19),
            ("621700", 19),
            ("622848", 19),
            ("622588", 16),
            ("625", 16),
            ("4", 16),
            ("52", 16),
            ("6217", 19),
        )
    )
    body = start + digits(random, length - 1 - len(start))
    return body + luhn_check(body)


def wrong_card(random: Random) -> str:
    good = card(random)
    return good[:-1] + str((int(good[-1]) + random.randint(1, 9)) % 10)


def uscc(random: Random) -> str:
    body = random.choice(("91", "91", "91", "92", "93", "52", "12")) + random.choice(REGIONS)
    body += "".join(random.choice(_USCC[:10] if random.random() < 0.6 else _USCC) for _ in range(9))
    total = sum(_USCC.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return body + _USCC[-total % 31]


def wrong_uscc(random: Random) -> str:
    good = uscc(random)
    return good[:17] + random.choice([character for character in _USCC if character != good[17]])


def mobile(random: Random) -> str:
    second, thirds = random.choice(
        (("3", "01256789"), ("5", "01235689"), ("7", "013678"), ("8", "0256789"), ("9", "189"))
    )
    return f"1{second}{random.choice(thirds)}" + digits(random, 8)


def landline(random: Random) -> str:
    area = random.choice(("021", "010", "0571", "0512", "0755", "020", "028", "027", "0592", "0731", "0411"))
    local = random.choice("2345678") + digits(
        random, 7 if len(area) == 3 or area in {"0571", "0512", "0755", "0731", "0411"} else 6
    )
    style = random.randrange(6)
    if style == 0:
        return f"({area}){local}"
    if style == 1:
        return f"{area}{local}"
    if style == 2:
        return f"{area} {local}"
    extension = random.choice(("", "", "", f"-{random.randint(1, 9999)}", f"转{random.randint(100, 9999)}"))
    return f"{area}-{local}{extension}"


def service_number(random: Random) -> str:
    number = random.choice(("400", "800")) + digits(random, 7)
    return random.choice((number, f"{number[:3]}-{number[3:6]}-{number[6:]}", f"{number[:3]}-{number[3:]}"))


def plate(random: Random) -> str:
    start = random.choice("京沪浙苏粤鲁川鄂豫津渝闽湘皖") + random.choice("ABCDEFGHJK")
    dot = random.choice(("", "", "", "·", " "))
    if random.random() < 0.3:
        return start + dot + random.choice("DF") + digits(random, 5)
    return start + dot + random.choice(_LETTERS + "0123456789").replace("I", "A").replace("O", "B") + digits(random, 4)


def passport(random: Random) -> str:
    return random.choice(
        ("E" + digits(random, 8), "G" + digits(random, 8), "E" + random.choice("ABCDEFGH") + digits(random, 7))
    )


def hk_permit(random: Random) -> str:
    return random.choice(
        (
            "C" + digits(random, 8),
            "H" + digits(random, 10),
            "M" + digits(random, 8),
            "H0" + digits(random, 7),
            "C" + random.choice("ABCDEF") + digits(random, 7),
        )
    )


def taiwan_permit(random: Random) -> str:
    return "0" + digits(random, 7) if random.random() < 0.5 else digits(random, 8)


def order11(random: Random) -> str:
    return random.choice(
        (
            f"20{random.randint(15, 24)}{random.randint(1, 12):02}{digits(random, 5)}",
            f"1{random.choice('012')}{digits(random, 9)}",
        )
    )


def order18(random: Random) -> str:
    return f"20{random.randint(15, 24)}{random.randint(1, 12):02}{random.randint(1, 28):02}{digits(random, 10)}"


def any_day(random: Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=random.randrange((last - first + 1) * 365))
