"""The shape of a column: what many cells show together and none alone."""

import re
from collections import Counter
from itertools import islice

from app.detect import cells, dates, lexicon, lists, texts
from app.domain.words import PiType

_ELEVEN = re.compile(r"[1-9]\d{10}")
_NOBODYS = re.compile(r"(?:1[0-2]|[2-9]\d)\d{9}")
_MONTH_DAY = re.compile(r"1\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{5}")
_POSTCODE = re.compile(r"(?:0[1-7]|[1-8]\d)\d{4}")
_FEW = 6
_LIKE_LEAST = 8
_LOOKED = 60
_SHORTEST = 4
_SAID = frozenset(
    {PiType.PERSON_NAME, PiType.ORG_NAME, PiType.ADDRESS, PiType.HEALTH, PiType.RELIGION, PiType.ETHNICITY}
)
_DOING = frozenset("vp")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PLAIN_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
_PHONES = frozenset({PiType.MOBILE_PHONE, PiType.LANDLINE_PHONE})


def are_drawn_numbers(sample: Counter[str], hint: PiType | None) -> bool:
    """Whether numbers of eleven digits are counted up, dated or drawn: some look like mobile phones by chance."""
    numbers = [text for text in sample if _ELEVEN.fullmatch(text)]
    if len(numbers) < max(_FEW, len(sample) * 0.6):
        return False
    nobodys = sum(_NOBODYS.fullmatch(text) is not None for text in numbers)
    if nobodys / len(numbers) >= 0.12:
        return True
    # A firm's own block of numbers counts up too: under a phone's header only what can't be a phone, or days, speak.
    if hint not in _PHONES and _are_counted(numbers):
        return True
    if hint is PiType.ORDER_NUMBER and _are_alike(numbers):
        return True
    days = {text[2:6] for text in numbers if _MONTH_DAY.fullmatch(text)}
    dated = sum(text[2:6] in days for text in numbers)
    return len(days) >= _FEW // 2 and dated / len(numbers) >= (0.6 if hint is PiType.ORDER_NUMBER else 0.9)


def _are_alike(numbers: list[str]) -> bool:
    """Whether they begin in few ways: people's phones begin in dozens, a maker's serial numbers in two or three."""
    return len(numbers) >= _LIKE_LEAST and len({number[:3] for number in numbers}) <= _FEW // 2


def _are_counted(numbers: list[str]) -> bool:
    ordered = sorted(map(int, numbers))
    return ordered[-1] - ordered[0] < 1_000 * len(ordered)


def are_sentences(sample: Counter[str], least: float) -> bool:
    """Whether the share of cells that read like notes reaches `least`, and hardly any note is said twice."""
    read = sum(count for text, count in sample.items() if cells.is_sentence(text))
    return read / sample.total() >= least and len(sample) >= min(4, sample.total())


def are_wordy(sample: Counter[str]) -> bool:
    """Whether the cells say more than terms do: some read like notes, or they are long and hardly ever the same."""
    read = sum(count for text, count in sample.items() if cells.is_sentence(text))
    long = sum(count for text, count in sample.items() if len(text) >= 12)
    return read >= 0.1 * sample.total() or (long >= 0.3 * sample.total() and len(sample) > 0.5 * sample.total())


def tell(sample: Counter[str], least: float) -> bool:
    """Whether the share of cells that say something around a name, a number or an address reaches `least`.

    退押金给王伟芳, 业主微信lantao45: short notes read unlike sentences, and a name alone is none.
    """
    looked = Counter(dict(islice(sample.items(), _LOOKED)))
    told = Counter({text: count for text, count in looked.items() if len(text) >= _SHORTEST and _says_more(text)})
    return len(told) >= min(2, len(looked)) and told.total() >= max(1, least * looked.total())


_LABELLED = re.compile(r"[一-鿿A-Za-z ]{2,10}[:：]\s*\S")


def are_labelled(sample: Counter[str]) -> bool:
    """姓名：王芳, 电话：139…: lines of a form, each with its own label before the colon."""
    labels = Counter[str]()
    for text, count in sample.items():
        if match := _LABELLED.match(text):
            labels[match[0].rstrip()[:-1]] += count
    return labels.total() >= 0.5 * sample.total() and len(labels) >= 2


def _says_more(text: str) -> bool:
    """Whether words stand around what is found: any around a number, those of doing around a name (no 李子园牛奶)."""
    spans = texts.find(text)
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    rest = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    if len({span.type for span in spans}) > 1 and not _SAID.issuperset(span.type for span in spans):
        return True
    if not spans or len(_HAN.findall("".join(rest))) < 2:
        return False
    return any(span.type not in _SAID for span in spans) or any(_does(part) for part in rest)


def _does(text: str) -> bool:
    tokens, _ = lexicon.segment(text, 0, len(text))
    return any(token.part in _DOING for token in tokens)


def are_few_halves(sample: Counter[str]) -> bool:
    """1, 1.5, 2: lessons, hours and pieces, no money."""
    numbers = [float(text) for text in sample if _PLAIN_NUMBER.fullmatch(text)]
    return bool(numbers) and max(numbers) <= 20 and all(2 * number == int(2 * number) for number in numbers)


_CHOSEN = re.compile(r"(?:[a-z]|[A-Z][a-z])[A-Za-z_-]*\d*|[一-鿿]{2,}\w*")


def are_chosen(sample: Counter[str]) -> bool:
    """Whether the cells are names that people gave themselves (xiaoyu88, 一米阳光2010): codes look like each other."""
    chosen = [text for text in sample if _CHOSEN.fullmatch(text)]
    stems = {text.rstrip("0123456789_-") for text in chosen}
    return len(chosen) >= 0.4 * len(sample) and len(stems) >= max(2, 0.4 * len(chosen))


_FINE = re.compile(r"-?\d{1,3}\.\d{4,}")


def are_degrees(sample: Counter[str]) -> bool:
    """Whether the cells are latitudes or longitudes of China to ten metres and finer; nothing else is as fine."""
    fine = [float(text) for text in sample if _FINE.fullmatch(text)]
    if len(fine) < max(3, 0.9 * len(sample)):
        return False
    return all(73 <= number <= 136 for number in fine) or all(17 <= number <= 54 for number in fine)


def are_postcodes(sample: Counter[str]) -> bool:
    """Six digits in every cell, of many places, most of them a town's main office (ending in 0)."""
    fit = [text for text in sample if _POSTCODE.fullmatch(text)]
    round_ones = sum(text.endswith("0") for text in fit)
    return len(fit) >= max(_FEW // 2, len(sample) * 0.95) and round_ones >= len(fit) * 0.5


def are_birth_dates(sample: Counter[str]) -> bool:
    """Whether dates spread over the years as births do, and end some time ago."""
    days = sorted(day for text in sample if (day := dates.parse(text)) is not None)
    if len(days) < _FEW:
        return False
    first, middle, last = days[len(days) // 10], days[len(days) // 2], days[-(len(days) // 10) - 1]
    today = dates.today()
    return last <= today and last.year - first.year >= 12 and today.year - middle.year >= 17


def are_counted(sample: Counter[str]) -> bool:
    """1, 2, 3, …: the rows' own numbers."""
    numbers = sorted(int(text) for text in sample if text.isdecimal() and len(text) < 8)
    return len(numbers) >= 3 and numbers[-1] - numbers[0] == len(numbers) - 1


_MONTH_AND_DAY = re.compile(r"(?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])")


def are_days(sample: Counter[str]) -> bool:
    """03.12, 11/05: a month of two digits each time; no sum and no score begins with a nought as January does."""
    led = any(text.startswith("0") for text in sample)
    return len(sample) >= 3 and led and all(_MONTH_AND_DAY.fullmatch(text) for text in sample)


def are_round(sample: Counter[str]) -> bool:
    """Whether most numbers end in two noughts, as sums do and phones hardly ever."""
    numbers = [text for text in sample if text.isdecimal() and len(text) > 2]
    return bool(numbers) and sum(text.endswith("00") for text in numbers) >= 0.8 * len(numbers)


def are_unparted(sample: Counter[str]) -> bool:
    """Whether hardly a number has a sign between its parts: whoever writes down a landline parts its area code."""
    return sum(text.isdecimal() for text in sample) >= 0.8 * len(sample)


def are_short_words(sample: Counter[str]) -> bool:
    """Whether the cells are names of a few characters without a number: 中国香港 as where somebody is from."""
    return all(len(text) <= 6 and text.isalpha() for text in sample)


_TENTHS = re.compile(r"-?\d+\.\d")
_HUNDREDTHS = re.compile(r".*\.\d\d+")


def are_tenths(sample: Counter[str]) -> bool:
    """30.5, 44.7: measured to one place each time; sums have two, or half of a yuan at most."""
    tenths = [text for text in sample if _TENTHS.fullmatch(text) and text[-1] not in "05"]
    return len(tenths) >= 3 and not any(map(_HUNDREDTHS.fullmatch, sample))


_PLACES = frozenset("厅线湾城苑园居桥郡府村寨屯镇庄坡岭坝坊阁馆楼站厂店质")
_LEAST_DISTINCT = 3
_TOO_MANY_SHORT = 8  # a fifth of persons have two characters: four colleagues may well all have them
_CALLED = frozenset("姐哥姨叔婶嫂爷总工董老师")


def are_places(sample: Counter[str]) -> bool:
    """余家桥, 马家湾, 安居苑: half of the cells end as villages, estates and halls do."""
    return sum(text[-1] in _PLACES for text in sample) >= 0.5 * len(sample)


def are_no_persons(sample: Counter[str]) -> bool:
    """Whether what passes for names is called as things are: by what stands at the end, or by English terms."""
    if len(sample) < _LEAST_DISTINCT:
        return False
    alike = Counter(text[-1] for text in sample).most_common(1)[0][1]
    if are_places(sample) or alike > max(_LEAST_DISTINCT, 0.7 * len(sample)):
        return True
    # 云峰, 正宏: of so many persons some would have three.
    if len(sample) >= _TOO_MANY_SHORT and all(len(text) == 2 and text[-1] not in _CALLED for text in sample):
        return True
    terms = lists.words("terms.txt", "english") | lists.words("terms.txt", "heading")
    told = sum(not terms.isdisjoint(text.lower().split()) for text in sample if text.isascii())
    return told >= 0.4 * len(sample)
