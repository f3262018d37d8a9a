"""Names of persons: surnames, given names, names with a middle dot, foreign names."""

import re

from app.detect import lexicon, lists
from app.detect.surnames import HAN, given_weights, surname_of, surnames

_HAN_NAME = re.compile(rf"{HAN}{{2,4}}")
_DOTTED = re.compile(rf"{HAN}{{1,8}}(?:[·•・‧.．]{HAN}{{1,8}}){{1,4}}")
_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_WORD = rf"[{_UPPER}](?:[{_LOWER}]*(?:['’-][{_UPPER}]?[{_LOWER}]+)*\.?|[{_UPPER}'’-]+)"
_LATIN = re.compile(rf"{_WORD}(?:[ ,·/]{{1,2}}(?:(?:de|van|von|der|la|bin|al|el|da|di)\s)?{_WORD}){{1,3}}")
_STRETCHED = re.compile(rf"{HAN} +{HAN}(?: +{HAN})?")
# What no given name ends in: 万达店, 高新区, 金卡.
_THINGS = frozenset("店厂部室楼层区卡款费单班组站校院所局处科栋幢岁号型类级项套台辆")
_BRACKET = re.compile(r"[（(【\[][^（）()【】\[\]]*[)）】\]]$")
# 程志明全家, 丁勇等3人, 蒋文博、吕春梅: several persons in one cell.
_TAIL = re.compile(
    r"(?:等(?:\d{1,3}|[一二两三四五六七八九十]+)?(?:人|位|户|名)?|全家|一家|夫妇|夫妻|父子|父女|母子|母女|兄弟|姐妹|姊妹)$"
)
_SEVERAL = re.compile(r"\s*[、,，/／&＆+;；\n]\s*|(?<=[一-鿿]{2})\s*[和与及]\s*(?=[一-鿿]{2})| {1,3}(?=[一-鿿]{2,4}$)")
_TITLE = re.compile(r"(?:先生|女士|小姐|老师|同学|经理|总监|总|太太|医生|师傅|阿姨)$")
_TITLED = re.compile(rf"{HAN}{{1,4}}(?:先生|女士|小姐|太太)")


def _closed(text: str) -> str:
    """王 伟 as 王伟: names of two characters are often stretched to the width of three."""
    return text.replace(" ", "") if len(text) < 8 and _STRETCHED.fullmatch(text) else text


def is_person_name(text: str) -> bool:
    """Whether the whole text is likely a person's name, taken alone."""
    return (
        is_han_name(text) or _DOTTED.fullmatch(text) is not None or is_latin_name(text) or bool(_TITLED.fullmatch(text))
    )


def is_han_name(text: str) -> bool:
    """Surname and one or two characters, and not a common word."""
    text = _closed(text)
    if _HAN_NAME.fullmatch(text) is None or lexicon.is_word(text):
        return False
    surname = surname_of(text)
    given = text[len(surname) :]
    if text[-1] in _THINGS:
        return False
    return (bool(surname) and 1 <= len(given) <= 2 and not lexicon.is_word(given)) or _is_telling(surname, given)


def _is_telling(surname: str, given: str) -> bool:
    weights = given_weights()
    return bool(surname) and 1 <= len(given) <= 2 and all(weights.get(character, 0) >= 2 for character in given)


def is_latin_name(text: str) -> bool:
    if text[:1] >= "一" or _LATIN.fullmatch(text) is None:
        return False
    words = text.lower().split()
    return len(words) < 3 or lists.words("terms.txt", "english").isdisjoint(words)


def could_be_name(text: str) -> bool:
    """Whether the text may be a name where its column is one of names: 高峰, 白雪 and rare surnames too."""
    if is_person_name(text) or _LATIN.fullmatch(text.title()) is not None:
        return True
    people = _people(text)
    if people != [text]:
        return bool(people[0]) and all(could_be_name(one) for one in people if one)
    return _could_be_one(_closed(_TITLE.sub("", text)))


def _people(text: str) -> list[str]:
    """Those whom a cell names, without what is said of them: 程志明【老】, 高志强全家, 蒋文博、吕春梅."""
    whole = _TAIL.sub("", _BRACKET.sub("", text))
    return _SEVERAL.split(whole) if len(whole) >= 5 else [whole]


def _could_be_one(text: str) -> bool:
    if text.title() in lists.words("name_parts.txt", "english"):
        return True
    if _HAN_NAME.fullmatch(text) is None:
        return text in surnames()
    if surname_of(text) or (text[0] in "小老阿大" and text[1:] in surnames()):
        return True
    # A surname that no list has, in front of what given names are made of.
    weights = given_weights()
    return not lexicon.is_word(text) and all(weights.get(character, 0) >= 2 for character in text[1:])
