"""A file of the generator's words (tuned on, or reported on) and what is made of them: names, firms, notes."""

import re
import tomllib
from pathlib import Path
from random import Random
from typing import Any

from app.domain.words import PiType
from tests.bench.detection import numbers
from tests.bench.detection.truth import Cell, TrueSpan

_SLOT = re.compile(r"\{(\w+)\}")
_SLOT_TYPES = {
    "name": PiType.PERSON_NAME,
    "org": PiType.ORG_NAME,
    "mobile": PiType.MOBILE_PHONE,
    "landline": PiType.LANDLINE_PHONE,
    "address": PiType.ADDRESS,
    "id": PiType.CN_RESIDENT_ID,
    "card": PiType.BANK_CARD,
    "email": PiType.EMAIL,
    "uscc": PiType.USCC,
    "wechat": PiType.WECHAT_ID,
    "qq": PiType.QQ_NUMBER,
    "plate": PiType.LICENCE_PLATE,
    "passport": PiType.CN_PASSPORT,
}


class Vocabulary:
    """The words of one file; every method draws from the random source given."""

    def __init__(self, words: str) -> None:
        self._words: dict[str, Any] = tomllib.loads(
            Path(__file__).with_name(f"words_{words}.toml").read_text(encoding="utf-8")
        )

    def pick(self, random: Random, key: str) -> str:
        """One of the words under the key."""
        found = self._words[key]
        chosen: str = random.choice(found if isinstance(found, list) else found.split())
        return chosen

    def header(self, random: Random, key: str) -> str:
        found: str = random.choice(self._words["headers"][key].split())
        return found

    def name(self, random: Random) -> str:
        chance = random.random()
        if chance < 0.03:
            return self.pick(random, "dotted")
        if chance < 0.05:
            return self.pick(random, "latin")
        if chance < 0.1:
            return self.pick(random, "compound") + self.pick(random, "given")
        return self.han_name(random)

    def han_name(self, random: Random) -> str:
        surnames = self._words["surnames"].split()
        common = random.random() < 0.6
        surname: str = random.choice(surnames[:20] if common else surnames)
        return surname + self.pick(random, "given")

    def org(self, random: Random) -> str:
        if random.random() < 0.2:
            return self.pick(random, "org_others")
        place = re.split(r"[省市区]", self.pick(random, "cities").replace("自治", ""))[0]
        brand, trade, form = self.pick(random, "brands"), self.pick(random, "trades"), self.pick(random, "org_forms")
        style = random.randrange(5)
        if style == 0:
            return f"{brand}（{place}）{trade}{form}"
        if style == 1:
            return f"{brand}{trade}{form}"
        return f"{place}{'市' if style == 2 and len(place) == 2 else ''}{brand}{trade}{form}"

    def address(self, random: Random) -> str:
        place = self.pick(random, "cities").replace(" ", "")
        number, house, room = random.randint(1, 1999), random.randint(1, 30), random.randint(101, 3204)
        road = f"{self.pick(random, 'roads')}{number}"
        estate = self.pick(random, "communities")
        style = random.randrange(7)
        if style == 0:
            return f"{place}{self.pick(random, 'villages')}{random.randint(1, 12)}{random.choice('组队号')}"
        return (
            f"{place}{road}号",
            f"{place}{road}号{house}幢{random.randint(1, 3)}单元{room}室",
            f"{place}{estate}{house}号楼{room}",
            f"{place}{road}号{estate}{random.choice('ABC')}座{room}室",
            f"{road}弄{random.randint(1, 99)}号{random.randint(101, 604)}室",
            f"{place}{road}号{house}-{random.randint(1, 4)}-{random.randint(101, 904)}",
        )[style - 1]

    def email(self, random: Random) -> str:
        local = random.choice(("zhang", "li.na", "wangwei", "service", "hr", "info", "x_y", "chen"))
        local += numbers.digits(random, random.randint(0, 5))
        hosts = ("qq.com", "163.com", "gmail.com", "sina.com.cn", "qiheng-consult.cn", "126.com")
        return f"{local}@{random.choice(hosts)}"

    def wechat(self, random: Random) -> str:
        letters = "".join(random.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(random.randint(4, 8)))
        return random.choice(
            (
                f"wxid_{letters}{numbers.digits(random, 6)}",
                f"{letters}{numbers.digits(random, 4)}",
                f"{letters}_{numbers.digits(random, 2)}",
                f"{letters.title()}{numbers.digits(random, 3)}",
            )
        )

    def qq(self, random: Random) -> str:
        return random.choice("123456789") + numbers.digits(random, random.randint(6, 9))

    def mobile(self, random: Random) -> str:
        """A mobile number as notes write it."""
        number = numbers.mobile(random)
        style = random.randrange(12)
        if style == 0:
            return f"{number[:3]}-{number[3:7]}-{number[7:]}"
        if style == 1:
            return f"{number[:3]} {number[3:7]} {number[7:]}"
        if style == 2:
            return f"+86{random.choice(('', ' ', '-'))}{number}"
        return number

    def landline(self, random: Random) -> str:
        return numbers.landline(random) if random.random() < 0.85 else numbers.service_number(random)

    def note(self, random: Random) -> Cell:
        """A note with its spans; a tenth are written with full-width digits."""
        template = self.pick(random, "notes")
        text, spans, at = "", [], 0
        for slot in _SLOT.finditer(template):
            text += template[at : slot.start()]
            value = self._slot(random, slot.group(1))
            if kind := _SLOT_TYPES.get(slot.group(1)):
                spans.append(TrueSpan(kind, len(text), len(text) + len(value)))
            text += value
            at = slot.end()
        text += template[at:]
        if random.random() < 0.05:
            text = text.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
        return Cell(text, spans=tuple(spans))

    def _slot(self, random: Random, slot: str) -> str:
        born = numbers.any_day(random, 1950, 2004)
        made = {
            "id": lambda: numbers.resident_id(random, born),
            "badid": lambda: numbers.wrong_id(random, born),
            "card": lambda: numbers.card(random),
            "badcard": lambda: numbers.wrong_card(random),
            "uscc": lambda: numbers.uscc(random),
            "plate": lambda: numbers.plate(random),
            "passport": lambda: numbers.passport(random),
            "order11": lambda: numbers.order11(random),
            "order12": lambda: random.choice(("SF", "7")) + numbers.digits(random, 12),
            "order18": lambda: numbers.order18(random),
            "service": lambda: self.pick(random, "services"),
        }
        if slot in made:
            return made[slot]()
        found: str = getattr(self, slot)(random)
        return found
