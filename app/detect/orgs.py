"""Names of companies, shops, schools, offices: known by how they end."""

import re

from app.detect import lists
from app.detect.surnames import HAN

_FIRM = r"(?:集团)?(?:股份)?有限(?:责任)?公司|合伙企业(?:[（(](?:有限|普通)合伙[)）])?|" + "|".join(
    sorted(lists.words("org_words.txt", "ending"), key=len, reverse=True)
)
# 公司人员 and 学院路 are no names, whatever stands before them.
_GOES_ON = r"(?!人|长|员|法|章|化|内|级|版|路|街|巷|大道|东路|西路|南路|北路)"
ENDING = re.compile(rf"(?:{_FIRM}){_GOES_ON}(?:[（(]{HAN}{{2,10}}[)）])?")
"""How a name ends, in running text too; a bracket behind it (（特殊普通合伙）) belongs to it."""
LATIN = re.compile(
    r"(?<![A-Za-z])[A-Z][\w&.'’-]*(?:,? (?:&|and|of|[A-Z(][\w&.'’()-]*)){0,6},? "
    r"(?:Co\.?,? ?Ltd\.?|Ltd\.?|Limited|Inc\.?|LLC|Corp\.?|Corporation|GmbH|LLP|Pte\.? Ltd\.?|Pty Ltd\.?|Group|Company)"
    r"(?![A-Za-z])"
)
"""A firm's English name."""
_LATIN_CELL = re.compile(
    r"[A-Z][\w&.,'’() -]{2,80}?\b"
    r"(?:Ltd|Limited|Inc|LLC|Corp|Corporation|Company|Co|GmbH|Group|Holdings|LLP|S\.A|AG|BV)\b\.?",
    re.IGNORECASE,
)
# As a whole cell these end a name too; in a sentence they would be too many things.
_CELL = re.compile(
    rf"[^，。；;\n]{{2,60}}?(?:{_FIRM}|中心|委员会|居委会|村委会|工商局|检察院|办事处|代表处|联合会|农场|商店|店|厂|馆)"
    r"(?:[（(][^（）()]{1,12}[)）])?"
)
_SENTENCE = re.compile(r"[，。！？；,;!?]|[的了吗呢]$")


def is_org_name(text: str) -> bool:
    """Whether the whole text is an organisation's name."""
    if not 4 <= len(text) <= 60 or _SENTENCE.search(text):
        return _LATIN_CELL.fullmatch(text) is not None
    return _CELL.fullmatch(text) is not None or _LATIN_CELL.fullmatch(text) is not None
