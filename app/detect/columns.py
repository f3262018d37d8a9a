"""A column's type: each cell has a voice, the header has one too, and neither rules alone."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.detect import cells, headers, shapes
from app.detect.joined import BREAK, joined
from app.detect.values import ENDS, narrowed
from app.domain.retention import Reason
from app.domain.words import PiType, Sensitivity

_SAMPLE = 400
# Header and cells agree that these are meant; the cells alone would be numbers, dates or short words.
_TOLD_BY_HEADER = frozenset(
    {
        PiType.AGE,
        PiType.AMOUNT,
        PiType.BIOMETRIC,
        PiType.BIRTH_DATE,
        PiType.ETHNICITY,
        PiType.EVENT_DATE,
        PiType.FINANCIAL_ACCOUNT,
        PiType.GENDER,
        PiType.HEALTH,
        PiType.LANDLINE_PHONE,
        PiType.LOCATION_TRACK,
        PiType.MINOR,
        PiType.ORDER_NUMBER,
        PiType.POSTCODE,
        PiType.QQ_NUMBER,
        PiType.RELIGION,
        PiType.TAIWAN_PERMIT,
        PiType.HK_MACAU_PERMIT,
        PiType.CN_PASSPORT,
        PiType.WECHAT_ID,
    }
)
# What a cell shows that no header can talk away, and the share of cells from which it outweighs the header.
# In this order: of two that as many cells show, the first is taken.
_STRONG = (
    PiType.CN_RESIDENT_ID,
    PiType.MOBILE_PHONE,
    PiType.EMAIL,
    PiType.BANK_CARD,
    PiType.USCC,
    PiType.LANDLINE_PHONE,
    PiType.LICENCE_PLATE,
    PiType.ORG_NAME,
    PiType.ADDRESS,
    PiType.EVENT_DATE,
    PiType.PERSON_NAME,
    PiType.HK_MACAU_PERMIT,
    PiType.CN_PASSPORT,
    PiType.LOCATION_TRACK,
)
# Signs that may stand around what is in a cell or be written full-width. All by name: sre looks a set up faster so.
_SPACES = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000"
_CARE = re.compile(f"[\"'`‘’\ufeff\u202a-\u202e\uff01-\uff5e{_SPACES}]")
_WORDLESS = re.compile(f"{BREAK}((?:[^\\w{BREAK}]|_)*)(?![^{BREAK}])")
_WORD = re.compile(r"[^\W_]")
_ARMOUR = re.compile(r'^="([^"]*)"$')  # ="2024…": a formula that keeps digits as they are
_DATES = frozenset({PiType.BIRTH_DATE, PiType.EVENT_DATE})
_PARTIES = frozenset({PiType.PERSON_NAME, PiType.ORG_NAME})
_PHONES = frozenset({PiType.MOBILE_PHONE, PiType.LANDLINE_PHONE})


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """What a column holds: `index` from 0, `share` of the cells with content that carry the type, 0 to 1.

    `cells` have content; `others` counts those that carry another type than the column's, by type; `holds` are the
    types of those and of what its notes tell.
    """

    index: int
    header: str
    type: PiType
    share: float
    sensitivity: Sensitivity
    reasons: tuple[Reason, ...]
    cells: int = 0
    others: tuple[tuple[PiType, int], ...] = ()
    holds: frozenset[PiType] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A column's cells with content, narrowed and counted, and what a sample of them shows."""

    header: str
    hint: PiType | None
    counts: Counter[str]
    total: int
    sample: Counter[str]
    votes: Counter[PiType]

    def voted(self, kind: PiType) -> float:
        """The share of the sample that shows the type by itself."""
        return self.votes[kind] / self.sample.total() if self.sample else 0.0

    def fitting(self, kind: PiType) -> float:
        """The share of the sample that may be of the type."""
        fit = sum(count for text, count in self.sample.items() if cells.fits(kind, text))
        return fit / self.sample.total() if self.sample else 0.0


def evidence(header: str, texts: Sequence[str], group: str = "") -> Evidence:
    """The evidence of a column's data cells as stored, blank ones included; `group` is the header above the header."""
    counts = Counter(texts)
    for word in cells.NOTHING:
        counts.pop(word, None)
    _narrow(counts)
    distinct = list(counts)
    step = max(1, len(distinct) // _SAMPLE)
    sample = Counter({text: counts[text] for text in distinct[::step]})
    votes: Counter[PiType] = Counter()
    for text, count in sample.items():
        votes[cells.proven(text)] += count
    hint = headers.hint(header) if header else None
    if hint is None and group and not headers.is_measure(header):
        above = headers.hint(group)
        hint = above if above is not None and above.type is PiType.AMOUNT else None
    told = hint.type if hint else None
    if told is not PiType.PERSON_NAME and votes[PiType.PERSON_NAME] and shapes.are_no_persons(sample):
        votes[PiType.OTHER] += votes.pop(PiType.PERSON_NAME)
    return Evidence(header, told, counts, counts.total(), sample, votes)


def _narrow(counts: Counter[str]) -> None:
    """Count the cells that need care by what is in them, without what stands around it; blank ones are left out."""
    careful = _careful(counts)
    times = [counts.pop(text) for text in careful]
    bare = [_ARMOUR.sub(r"\1", text) if text[:1] == "=" else text for text in careful]
    for text, plain, count in zip(bare, narrowed(bare), times, strict=True):
        if not cells.is_blank(text):
            inner = plain.strip(ENDS)
            counts[inner] = counts.get(inner, 0) + count


def _careful(texts: Collection[str]) -> list[str]:
    """Those with spaces, quotes or full-width signs, or without any letter and digit; the others are as they are."""
    whole = joined(texts)
    if whole is None:
        return [text for text in texts if _CARE.search(text) or not _WORD.search(text)]
    wordless = frozenset(_WORDLESS.findall(whole))
    if _CARE.search(whole):
        return [text for text in texts if _CARE.search(text) or text in wordless]
    return [text for text in texts if text in wordless] if wordless else []


def decide(found: Evidence) -> PiType:
    """The type that most of the column's cells have."""
    if not found.total:
        return found.hint or PiType.OTHER
    if found.hint in _DATES and found.fitting(found.hint) >= 0.5:
        return found.hint
    if shapes.are_drawn_numbers(found.sample, found.hint):
        return PiType.ORDER_NUMBER
    if party := _party(found):
        return party
    strong = max(_STRONG, key=found.voted)
    if found.hint is not None and _agrees(found, found.hint, strong):
        return found.hint
    shows = found.voted(strong) >= _outweighs(found, strong)
    if shows and found.hint is not None and _is_chance(found, found.hint, strong):
        shows = False
    return _shown(found, strong) if shows else _weaker(found)


def _shown(found: Evidence, strong: PiType) -> PiType:
    """What the cells show by themselves; 放学去宝山区共富二村87号学琴 passes for an address, and tells more."""
    if strong is PiType.ADDRESS and shapes.tell(found.sample, 0.3):
        return PiType.FREE_TEXT
    named_alone = strong is PiType.ADDRESS and found.hint is PiType.OTHER and shapes.are_short_words(found.sample)
    return PiType.OTHER if named_alone else strong


def _party(found: Evidence) -> PiType | None:
    """Persons and firms in one column are one sort, customers: whichever are more. None where it has not both."""
    persons, firms = found.voted(PiType.PERSON_NAME), found.voted(PiType.ORG_NAME)
    told = found.hint in _PARTIES
    if told and firms:
        persons = min(found.fitting(PiType.PERSON_NAME), 1.0 - firms)
    if not (persons and firms) or persons + firms < (0.6 if told else 0.8):
        return None
    return PiType.PERSON_NAME if persons >= firms else PiType.ORG_NAME


def _weaker(found: Evidence) -> PiType:
    """Neither the header is borne out nor do the cells show one thing by themselves."""
    if found.hint is PiType.ADDRESS and shapes.are_places(found.sample):
        return PiType.ADDRESS
    return _despite(found, found.hint) if found.hint in {PiType.FREE_TEXT, PiType.OTHER} else _untold(found)


def _agrees(found: Evidence, hint: PiType, strong: PiType) -> bool:
    """Whether the cells bear out what the header says."""
    if hint in {PiType.FREE_TEXT, PiType.OTHER}:
        return False
    fit = found.fitting(hint)
    if hint in _TOLD_BY_HEADER:
        rival = 0.0 if strong is hint or _is_chance(found, hint, strong) else found.voted(strong)
        if hint is PiType.FINANCIAL_ACCOUNT and strong in {PiType.EMAIL, PiType.MOBILE_PHONE}:
            rival = 0.0
        if hint is PiType.HEALTH and strong is PiType.PERSON_NAME and rival < 0.95:
            rival = 0.0
        if hint is PiType.WECHAT_ID and strong is PiType.MOBILE_PHONE and rival < 0.9:
            rival = 0.0
        return fit >= 0.5 and rival < 0.5
    if hint is PiType.PERSON_NAME:
        return fit >= 0.5 and fit > max(found.voted(kind) for kind in _STRONG if kind is not PiType.PERSON_NAME)
    if hint in _PHONES:
        return fit >= 0.5 and fit >= max(map(found.voted, _PHONES))
    return fit >= 0.5


def _is_chance(found: Evidence, hint: PiType, strong: PiType) -> bool:
    """Whether numbers that the header calls otherwise look like phones by chance: 13900182000 paid."""
    if hint is PiType.AMOUNT and strong is PiType.MOBILE_PHONE:
        return shapes.are_round(found.sample)
    coded = hint in {PiType.FINANCIAL_ACCOUNT, PiType.ORDER_NUMBER, PiType.OTHER}
    return coded and strong is PiType.LANDLINE_PHONE and shapes.are_unparted(found.sample)


def _outweighs(found: Evidence, strong: PiType) -> float:
    """From which share of the cells a type is the column's, whatever the header says."""
    if strong is PiType.PERSON_NAME:
        return 0.8 if found.hint in {PiType.OTHER, PiType.FREE_TEXT, PiType.ADDRESS, PiType.ORG_NAME} else 0.55
    if strong in {PiType.ORG_NAME, PiType.ADDRESS, PiType.EVENT_DATE}:
        return 0.7 if found.hint in {PiType.OTHER, PiType.FREE_TEXT} else 0.45
    return 0.6 if found.hint is PiType.FREE_TEXT else 0.4


def _despite(found: Evidence, hint: PiType | None) -> PiType:
    """A header of notes or of things: its cells are that unless nearly all show otherwise."""
    for kind, share in ((PiType.AMOUNT, 0.9), (PiType.GENDER, 0.9), (PiType.ETHNICITY, 0.9), (PiType.HEALTH, 0.5)):
        if found.voted(kind) >= share and not (kind is PiType.AMOUNT and headers.is_measure(found.header)):
            return kind
    if hint is PiType.FREE_TEXT:
        noted = headers.is_remark(found.header) or shapes.are_wordy(found.sample) or shapes.tell(found.sample, 0.1)
        return PiType.FREE_TEXT if noted else PiType.OTHER
    noted = shapes.are_sentences(found.sample, 0.6) or shapes.tell(found.sample, 0.4)
    return PiType.FREE_TEXT if noted else PiType.OTHER


def _untold(found: Evidence) -> PiType:
    """No header, or one that the cells do not bear out: the shape of the column decides."""
    if shapes.are_labelled(found.sample):
        return PiType.FREE_TEXT
    for kind in (PiType.GENDER, PiType.ETHNICITY, PiType.RELIGION, PiType.HEALTH, PiType.WECHAT_ID, PiType.AGE):
        if found.voted(kind) >= 0.5:
            return kind
    if told := next((kind for kind, is_told in _SHAPES.items() if is_told(found)), None):
        return told
    best, count = found.votes.most_common(1)[0]
    return best if best in _STRONG and count / found.sample.total() >= 0.4 else PiType.OTHER


# What a column shows by its shape alone, the surest first.
_SHAPES: Mapping[PiType, Callable[[Evidence], bool]] = MappingProxyType(
    {
        PiType.LOCATION_TRACK: lambda found: shapes.are_degrees(found.sample),
        PiType.EVENT_DATE: lambda found: shapes.are_days(found.sample),
        PiType.FREE_TEXT: lambda found: shapes.are_sentences(found.sample, 0.4) or shapes.tell(found.sample, 0.3),
        PiType.AMOUNT: lambda found: (
            found.voted(PiType.AMOUNT) >= 0.15
            and found.fitting(PiType.AMOUNT) >= 0.8
            and not headers.is_measure(found.header)
            and not shapes.are_few_halves(found.sample)
            and not shapes.are_tenths(found.sample)
        ),
        PiType.POSTCODE: lambda found: shapes.are_postcodes(found.sample),
        PiType.ORDER_NUMBER: lambda found: (
            found.voted(PiType.ORDER_NUMBER) >= 0.5 and not shapes.are_chosen(found.sample)
        ),
    }
)
