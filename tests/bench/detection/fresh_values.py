"""Values that the templates of the fresh sheets draw, one function a slot."""

from collections.abc import Callable, Mapping
from itertools import count
from random import Random
from typing import Any

from app.domain.words import PiType
from tests.bench.detection import numbers
from tests.bench.detection.held_values import account, email, mobile, moment, rounded, wechat

SPAN_TYPES = {
    "name": PiType.PERSON_NAME,
    "org": PiType.ORG_NAME,
    "mobile": PiType.MOBILE_PHONE,
    "mob3": PiType.MOBILE_PHONE,
    "mobd": PiType.MOBILE_PHONE,
    "mob86": PiType.MOBILE_PHONE,
    "tel": PiType.LANDLINE_PHONE,
    "address": PiType.ADDRESS,
    "id": PiType.CN_RESIDENT_ID,
    "idx": PiType.CN_RESIDENT_ID,
    "card": PiType.BANK_CARD,
    "card4": PiType.BANK_CARD,
    "email": PiType.EMAIL,
    "uscc": PiType.USCC,
    "wechat": PiType.WECHAT_ID,
    "qq": PiType.QQ_NUMBER,
    "plate": PiType.LICENCE_PLATE,
    "passport": PiType.CN_PASSPORT,
    "ill": PiType.HEALTH,
    "age": PiType.AGE,
}
_WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


class Values:
    """Draws values for one sheet; `wrong` gathers the numbers whose check digit is not right."""

    def __init__(self, random: Random, words: Mapping[str, Any]) -> None:
        self.random = random
        self.wrong: set[str] = set()
        self._words = words
        self._counts: dict[str, count[int]] = {}
        self._slots: dict[str, Callable[[str], str]] = {
            "name": self._name,
            "seq": self._next,
            "d": self._day,
            "n": self._number,
            "f": self._fraction,
            "m": self._money,
            "p": self._pattern,
            "one": lambda how: random.choice(how.split(",")),
            "w": self._of,
            "sur": lambda _: self._of("surnames"),
            "org": lambda _: self._of("orgs"),
            "address": lambda _: self._of("addresses"),
            "mobile": lambda _: mobile(random),
            "mob3": lambda _: self._parted(" "),
            "mobd": lambda _: self._parted("-"),
            "mob86": lambda _: random.choice(("+86", "+86 ", "86-")) + mobile(random),
            "mobwide": lambda _: mobile(random).translate(_WIDE),
            "tel": self._landline,
            "id": lambda how: self._id(how or "1955,2004"),
            "idx": lambda how: self._lower_id(how or "1955,2004"),
            "id15": lambda _: numbers.old_id(random, numbers.any_day(random, 1945, 1985)),
            "rounded": lambda _: self._is_wrong(rounded(random)),
            "badid": lambda _: self._is_wrong(numbers.wrong_id(random, numbers.any_day(random, 1955, 2004))),
            "badcard": lambda _: self._is_wrong(numbers.wrong_card(random)),
            "baduscc": lambda _: self._is_wrong(numbers.wrong_uscc(random)),
            "card": lambda _: numbers.card(random),
            "card4": lambda _: self._in_fours(numbers.card(random)),
            "uscc": lambda _: numbers.uscc(random),
            "account": lambda _: account(random),
            "email": lambda _: email(random),
            "wechat": lambda _: wechat(random),
            "qq": lambda _: random.choice("123456789") + numbers.digits(random, random.choice((7, 8, 9))),
            "plate": lambda _: numbers.plate(random),
            "passport": lambda _: numbers.passport(random),
            "hk": lambda _: numbers.hk_permit(random),
            "taiwan": lambda _: numbers.taiwan_permit(random),
        }

    def drawn(self, slot: str, how: str) -> str:
        """The next value of a slot: `{d:%Y-%m-%d,2019,2023}`, `{n:1,30}`, `{p:SO-######}`, `{w:goods}`."""
        return self._slots[slot](how)

    def _of(self, key: str) -> str:
        found = self._words[key]
        words = found if isinstance(found, list) else found.split("|") if "|" in found else found.split()
        return str(self.random.choice(words))

    def _name(self, how: str) -> str:
        chance = self.random.random()
        if how == "plain" or chance < 0.9:
            return self._of("surnames") + self._of("given")
        return self._of("rare_names") if chance < 0.97 else self._of("dotted")

    def _next(self, how: str) -> str:
        first = self.random.choice((1, 1, 1, 17, 301))
        return (how or "%d") % next(self._counts.setdefault(how, count(first)))

    def _day(self, how: str) -> str:
        style, *years = how.split(",")
        first, last = (int(year) for year in years) if years else (2016, 2025)
        return moment(self.random, first, last).strftime(style)

    def _number(self, how: str) -> str:
        least, most = how.split(",")
        return str(self.random.randint(int(least), int(most)))

    def _fraction(self, how: str) -> str:
        least, most, style = how.split(",")
        return style % self.random.uniform(float(least), float(most))

    def _money(self, how: str) -> str:
        value = self.random.choice(
            (self.random.randint(1, 80) * 100, self.random.randint(9, 9_999), round(self.random.random() * 60_000, 2))
        )
        return f"{value:,.2f}" if how == "," else f"{value:.2f}" if how == "2" else f"{value:g}"

    def _pattern(self, how: str) -> str:
        """# is a digit, ^ a capital letter, the rest stands for itself."""
        drawn = {"#": "0123456789", "^": "ABCDEFGHJKLMNPQRSTUVWXYZ"}
        return "".join(self.random.choice(drawn.get(sign, sign)) for sign in how)

    def _parted(self, mark: str) -> str:
        number = mobile(self.random)
        return f"{number[:3]}{mark}{number[3:7]}{mark}{number[7:]}"

    def _landline(self, how: str) -> str:
        area = self._of("area_codes")
        local = self.random.choice("25678") + numbers.digits(self.random, 7)
        extension = self.random.choice(("", "", "", "-8012", "转603")) if how == "ext" else ""
        return (
            self.random.choice((f"{area}-{local}", f"{area}-{local}", f"({area}){local}", f"{area}{local}")) + extension
        )

    def _id(self, how: str) -> str:
        first, last = map(int, how.split(","))
        return numbers.resident_id(self.random, numbers.any_day(self.random, first, last))

    def _lower_id(self, how: str) -> str:
        """One that ends in a small x."""
        number = self._id(how)
        while not number.endswith("X"):
            number = self._id(how)
        return number[:-1] + "x"

    def _in_fours(self, number: str) -> str:
        return " ".join(number[at : at + 4] for at in range(0, len(number), 4))

    def _is_wrong(self, number: str) -> str:
        self.wrong.add(number)
        return number
