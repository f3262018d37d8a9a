"""Names of companies, shops, schools, offices: known by how they end."""

import re

from app.detect import lists, places
from app.detect.surnames import HAN

_PARTNERS = r"(?:中心|企业|基金|事务所)[（(](?:有限合伙|普通合伙|特殊普通合伙|个人独资)[)）]"
_FIRM = (
    rf"{_PARTNERS}|"
    r"(?:集团)?(?:股份)?有限(?:责任)?公司|合伙企业(?:[（(](?:有限|普通)合伙[)）])?|"
    + "|".join(sorted(lists.words("org_words.txt", "ending"), key=len, reverse=True))
)
# 公司人员 and 学院路 are no names, whatever stands before them.
_GOES_ON = r"(?!人(?!事)|长|员(?!工)|法(?!务)|章|化|内|级|版|[东西南北中]?[路街巷]|大道|大街|路\d)"
# The two characters that any of these begins with: where no such two stand, none is asked.
_HEADS = ["中心", "企业", "基金", "事务", "集团", "股份", "有限", "合伙", *lists.words("org_words.txt", "ending")]
_MAY_BEGIN = "(?={})".format("".join(f"[{re.escape(''.join({head[at] for head in _HEADS}))}]" for at in (0, 1)))
ENDING = re.compile(rf"{_MAY_BEGIN}(?:{_FIRM}){_GOES_ON}(?:[（(]{HAN}{{2,10}}[)）])?")
"""How a name ends, in running text too; a bracket behind it (（特殊普通合伙）) belongs to it."""
LOOSE = re.compile(
    r"(?:委员会|支队|大队|总队|车队|小吃(?![街城店摊车])|联盟|中心|基地|广场|处(?![理方罚置于在])|[局厅馆店铺坊行](?![面部域程业政驶李为动走内里员])|站(?![点台])|"
    r"厂(?![区家商房])|部(?![门分位落])|城(?![市区镇乡里关东西南北中])|场(?![所地景])|社(?![区会保群交])|"
    r"院(?![子士校])|所(?![有以在需属得])|园(?![区林丁])|[轩阁堂](?![口食]))"
    rf"(?:工会(?:委员会)?)?{_GOES_ON}"
)
"""How nearly anything may end; a name only where a place stands in front (长沙市芙蓉区民政局) or a trade (眼镜店)."""
LATIN = re.compile(
    r"(?<![A-Za-z])[A-Z][\w&.'’-]{0,40}(?:,? (?:&|and|of|[A-Z(][\w&.'’()-]{0,40})){0,6},? "
    r"(?:Co\.?,? ?Ltd\.?|Ltd\.?|Limited|Inc\.?|LLC|Corp\.?|Corporation|GmbH|LLP|Pte\.? Ltd\.?|Pty Ltd\.?|Group|Company|"
    r"Bank|A/S|B\.V\.|S\.A\.|PLC|AG|AB|Oy|SpA|KG|Holdings|University|Hospital|Institute)(?![A-Za-z])"
)
"""A firm's English name, of words no longer than words are: an endless one would be looked through from each sign."""
_LATIN_CELL = re.compile(
    r"[A-Z][\w&.,'’() -]{2,80}?\b"
    r"(?:Ltd|Limited|Inc|LLC|Corp|Corporation|Company|Co|GmbH|Group|Holdings|LLP|S\.A|AG|BV|B\.V|AB|A/S|Oy|SpA|S\.r\.l|PLC|Pvt|Bhd|"
    r"Bank|University|School|Hospital|Institute|Hotel|Trading|Enterprises?|Industries|Foundation|Association|Technologies|Solutions|Logistics)\b\.?",
    re.IGNORECASE,
)
# As a whole cell these end a name too; in a sentence they would be too many things.
_CELL = re.compile(
    rf"[^，。；;\n]{{2,60}}?(?:{_FIRM}|中心|委员会|居委会|村委会|工商局|检察院|办事处|代表处|联合会|农场|商店|(?<![到进来离去回出本各全在])店|厂|馆)"
    r"(?:[（(][^（）()]{1,12}[)）])?"
)
_LOOSE_CELL = re.compile(
    r"[一-鿿A-Za-z0-9·（）()]{4,40}(?:[局厅馆店铺坊行社队厂部处]|[茶商旅杂报诗]社|联盟|基地|时装城|[家服鞋建小][纺装材吃]城|灯饰广场)"
)
_SENTENCE = re.compile(r"[，。！？；,;!?]|[的了吗呢]$")


def is_org_name(text: str) -> bool:
    """Whether the whole text is an organisation's name."""
    if text.isascii():
        return not text[-1:].isdecimal() and _LATIN_CELL.fullmatch(text) is not None
    if not 4 <= len(text) <= 60 or _SENTENCE.search(text):
        return _LATIN_CELL.fullmatch(text) is not None
    if _CELL.fullmatch(text) is not None or _LATIN_CELL.fullmatch(text) is not None:
        return True
    return _LOOSE_CELL.fullmatch(text) is not None and _is_placed(text)


def _is_placed(text: str) -> bool:
    """Whether a place stands in front of a name of its own: 扬州|富春茶社, not 上海火车站."""
    at = 0
    while (after := places.match(text, at, len(text))) > at:
        at = after
    return 0 < at <= len(text) - 3 and text[at:-1] not in lists.words("org_words.txt", "nobodys")
