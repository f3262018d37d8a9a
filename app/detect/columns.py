"""A column's type: each cell has a voice, the header has one too, and neither rules alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.detect import cells, headers
from app.detect.sensitivity import grade_of
from app.detect.values import narrow
from app.domain.retention import Reason
from app.domain.words import PiType, Sensitivity

_HEADER_VOICE = 0.25
# What these hold shows in the header only: eight digits are a QQ number, a permit or a landline.
_NEEDS_HEADER = frozenset(
    {
        PiType.AGE,
        PiType.AMOUNT,
        PiType.BIOMETRIC,
        PiType.BIRTH_DATE,
        PiType.FINANCIAL_ACCOUNT,
        PiType.HEALTH,
        PiType.LOCATION_TRACK,
        PiType.MINOR,
        PiType.POSTCODE,
        PiType.QQ_NUMBER,
        PiType.TAIWAN_PERMIT,
        PiType.WECHAT_ID,
        PiType.EVENT_DATE,
        PiType.ETHNICITY,
        PiType.RELIGION,
    }
)


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """What a column holds: `index` from 0, `share` of the cells with content that carry the type, 0 to 1."""

    index: int
    header: str
    type: PiType
    share: float
    sensitivity: Sensitivity
    reasons: tuple[Reason, ...]


def inspect(index: int, header: str, texts: Sequence[str]) -> ColumnReport:
    """The report of one column from its data cells as stored, blank ones included."""
    counts = Counter(narrow(text).strip() for text in texts if not cells.is_blank(text))
    hint = headers.hint(header)
    kind, fitting = _vote(counts, hint.type if hint else None)
    total = sum(counts.values())
    share = fitting / total if total else 0.0
    return ColumnReport(index, header, kind, round(share, 4), grade_of(kind), _reasons(header, kind, fitting, total))


def _vote(counts: Counter[str], hinted: PiType | None) -> tuple[PiType, int]:
    total = sum(counts.values())
    if not total:
        return hinted or PiType.OTHER, 0
    votes: Counter[PiType] = Counter()
    for text, count in counts.items():
        votes[cells.proven(text)] += count
    best, _ = max(votes.items(), key=lambda vote: vote[1] + (_HEADER_VOICE * total if vote[0] is hinted else 0))
    if hinted and hinted not in {PiType.OTHER, PiType.FREE_TEXT}:
        fitting = _fitting(counts, hinted)
        weak = hinted in _NEEDS_HEADER or best in {PiType.OTHER, PiType.FREE_TEXT, PiType.ORDER_NUMBER}
        if fitting / total >= (0.5 if weak else 0.6) and (weak or fitting >= votes[best]):
            return hinted, fitting
    if hinted is PiType.FREE_TEXT and best in {PiType.OTHER, PiType.ORDER_NUMBER}:
        best = PiType.FREE_TEXT
    return best, _fitting(counts, best)


def _fitting(counts: Counter[str], kind: PiType) -> int:
    return sum(count for text, count in counts.items() if cells.fits(kind, text))


def _reasons(header: str, kind: PiType, fitting: int, total: int) -> tuple[Reason, ...]:
    fit = Reason("cells-fit", (("type", kind.value), ("fitting", str(fitting)), ("cells", str(total))))
    return (fit, Reason("header-is", (("header", header),))) if header else (fit,)
