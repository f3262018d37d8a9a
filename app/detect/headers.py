"""Header words: what a column says it holds. One voice among others, never the last word."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from app.detect import lists
from app.detect.simplified import simplified
from app.detect.values import narrow
from app.domain.words import Field, PiType

_LONGEST = 16
# 奖励金/季, 伙食费每月: for how long or for how much of it the sum is.
_EACH = re.compile(r"(?:[/每](?:人|次|个|件|斤|亩|平米|平|㎡|户|小?时|天|日|周|月|季度?|年))$")
# What only says "number of": 微信账号 is about 微信, 发票编号 about 发票.
_TAIL = re.compile(r"(?:号码|编号|序号|代码|号|id|no|信息|情况|名称|登记)?(?:\d|[一二三四])?$")
# Words that say nothing behind another word: 单据编号 is no customer's number, 计量单位 no firm.
_ALONE = lists.words("terms.txt", "alone")
# What stands above columns but says nothing about what they hold.
_HEADINGS = lists.words("terms.txt", "heading")
# The customer's own number, by whatever word: 客户代号, 会员编码.
_OWN_CODE = re.compile(
    r"(?:客户|会员|学员|学生|员工|职工|用户|顾客|业主|患者|病人|人员|供应商|商户|门店|档案)(?:编号|代号|代码|编码|序号|号|id|no)"
)
# 接听人, 验收员: whoever does what the words before say.
_PERSON = re.compile(r"[一-鿿]{2,5}(?<!本)(?<!成)[人员者]")
# 未满14岁, 十四周岁以下, 是否未成年: asked of each row, whoever it is about.
_CHILD = re.compile(r"(?:未满|不满|不足|小于|低于)(?:14|十四)|(?:14|十四)周?岁?(?:以下|以内)|未成年|under14|minor")
# Invoice date, Shared on, source_ip, Phone 1 - Value: a short English phrase that begins or ends with a known word.
_LATIN = re.compile(r"[A-Za-z][A-Za-z.&'/]*(?:(?:[\s_-]+| \d - )[A-Za-z][A-Za-z.&'/]*){1,4}")
_LATIN_TAIL = re.compile(r"[A-Za-z]+[\s_-]+(?:on|at|by|from|to|until|date|time|no|id)\.?", re.IGNORECASE)
_BRACKETS = re.compile(r"[（(【\[].*?[)）】\]]|[（(].*$")
# 1. 姓名, Q3：手机, （2）地址, 第4题：年龄, *姓名（必填）: questionnaires count their questions.
_COUNTED = re.compile(
    r"^\s*(?:[Qq]?\d{1,3}\s*(?:[、．：:)）]|\.(?!\d))|[Qq]\d{1,3}\s+|[（(【\[]\d{1,3}[)）】\]][、.．]?|第\d{1,3}[题项][：:、.]?|"
    r"[一二三四五六七八九十]{1,3}、|[①-⑳])\s*(?=[*＊]?[一-鿿A-Za-z])"
)
_NOISE = re.compile(r"[\s*＊:：（）()【】\[\]/、_.?\-]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a header word stands for; `field` None where the column keeps its header as its name."""

    word: str
    type: PiType
    field: Field | None


@lru_cache(maxsize=8192)
def normal(header: str) -> str:
    """Without spaces, signs and brackets, in lower case and simplified characters: 聯繫 電話* is 联系电话."""
    return _NOISE.sub("", uncounted(narrow(simplified(header)))).lower()


def uncounted(header: str) -> str:
    """Without the number that a questionnaire puts in front: 1. 姓名 is 姓名."""
    return _COUNTED.sub("", header)


def _unbracketed(header: str) -> str:
    """Without what stands in brackets behind it, for how much it is each, nor a question's number."""
    return _EACH.sub("", _BRACKETS.sub("", uncounted(narrow(header))).strip())


def is_counted(header: str) -> bool:
    """Whether it begins with the number of a question."""
    return _COUNTED.match(header) is not None


@cache
def vocabulary() -> dict[str, Hint]:
    """All header words in their normal form."""
    found: dict[str, Hint] = {}
    for kind, field, texts in lists.rows("headers.txt"):
        for text in texts.split():
            word = normal(text)
            found.setdefault(word, Hint(word, PiType(kind), Field(field) if field != "-" else None))
    return found


@cache
def _endings() -> dict[str, Hint]:
    found: dict[str, Hint] = {}
    for kind, field, texts in lists.rows("header_endings.txt"):
        for text in texts.split():
            found.setdefault(text, Hint(text, PiType(kind), Field(field) if field != "-" else None))
    return found


def _split(text: str, length: int) -> bool:
    """Whether the word at the end is only the tail of another: 发生|日 is no 生日."""
    return text[-length - 1 : -length + 1 or None] in {"发生", "产生", "学生"} and text[-length:] == "生日"


@cache
def hint(header: str) -> Hint | None:
    """The known word that the header is, ends with, or holds, the longest first; None where it says nothing known."""
    text, bare = normal(header), normal(_unbracketed(header))
    whole = (_whole(candidate) for candidate in (text, bare))
    tail = (_tail(candidate) for candidate in (bare or text, text))
    steps = (*whole, _of_form(header, text), *tail, _inside(text))
    return next((found for found in steps if found is not None), None)


def _whole(text: str) -> Hint | None:
    known = vocabulary()
    return known.get(text) or known.get(_TAIL.sub("", text))


# 优惠（元）, 金额(万元): the unit says what is counted; 面积(㎡), 重量kg, 消课 count things.
_MONEY_UNIT = re.compile(
    r"[（(【\[](?:单位[:：]?|人民币|含税|RMB|[¥￥])?[百千万亿]?元?(?<=[元万亿B¥￥])(?:/[一-鿿]{1,2})?[)）】\]]|(?<![单公次])元$",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"(?:(?<![额钱款])[量数]|(?<![价产市净原残总面充储增保现估押])值|重|[吨斤克磅升亩码]|[长宽高厚深径距]|(?<!制)[度速压流耗产含]|[车里路行航]程|(?:学|总|均|得|评|打|灰|水|糖|盐|氮)分|时|分钟|小时|次)$|"
    r"(?:code|编码|代码|科目)$|吨位|成绩|压差|进料|出料|绩点|电流|电压|噪[声音]|照度|氨氮|余氯|蛋白|位移|沉降|标高|高程|坐标|土方|方数|立方|收成|收割|过磅|排放|权重|表底|[起止]码|折扣|(?<![a-z])(?:ph|cod|bod|toc|ppm|qty|hours?|hrs|weight|length|width|height|volume)(?![a-z])|"
    r"面积|米数|尺寸|重量|净重|毛重|体积|长度|宽度|高度|厚度|里程|公里|时长|工时|学时|课时|消课|节数|次数|件数|箱数|数量|份数|人数|天数|浓度|温度|湿度|速度|"
    r"[围宽]$|[（(](?:天|日|吨|t|小时|h|次|个|人|台|斤|亩|米|升|分钟?|页)[)）]$|\d米|跳[远高绳]|[^利]率$|cm|mm|ml|容量|比例|占比|比率|系数|指数|读数|用量|㎡|平方|平米|m2|kg|千克|公斤|km|%|％|分数|得分|评分|积分|血压|血糖|心率|体温|身高|体重|[视听]力"
)


@cache
def is_measure(header: str) -> bool:
    """Whether the header names what is measured or counted, and no money."""
    return _MEASURE.search(narrow(header).lower()) is not None


# 0-30天, 1年以内, 90天以上: what is owed for so long. 折旧年限(月) is a length of time, whatever wears off.
_AGEING = re.compile(
    r"(?:\d{1,3}|[一二三四五])(?:[-~～至—](?:\d{1,3}|[一二三四五]))?(?:天|日|个?月|年)(?:以[内上下外])?(?:[（(].*)?"
)
_TERM = re.compile(r"(?:年限|月数|期数|年数|天数|次数|期限|倍数|张数|页数)(?:[（(\[].*)?$")


# What is counted or kept of papers, points and things, whatever word stands beside it: 单据数, 积分结余, 座钟毛病.
_NO_MONEY = re.compile(
    r"(?:单据|票据|合同|发票|凭证|订单|附件)数$|积分(?!抵|兑换额)|"
    r"(?:[钟车机器灯锁琴鞋猫狗犬宠鸡猪牛羊禽畜咪]|[手腕]表)(?:的|[^人患者老儿]{0,2})?(?:毛病|故障|症状|疫苗|病情|病症|用药|病)$"
)


def _of_form(header: str, text: str) -> Hint | None:
    if (_TERM.search(header) or _NO_MONEY.search(text)) and not _MONEY_UNIT.search(header):
        return Hint(text, PiType.OTHER, None)
    if _AGEING.fullmatch(header):
        return Hint(text, PiType.AMOUNT, Field.AMOUNT)
    if _MONEY_UNIT.search(header) and not is_measure(header):
        return Hint(text, PiType.AMOUNT, Field.AMOUNT)
    if _OWN_CODE.fullmatch(text):
        return Hint(text, PiType.OTHER, Field.CODE)
    return Hint(text, PiType.MINOR, None) if _CHILD.search(text) else None


def _tail(text: str) -> Hint | None:
    """The longest known word that it ends with, else what such an ending means."""
    known = vocabulary()
    if text.endswith("情况") and (about := _tail(text[:-2])) is not None and about.type is PiType.HEALTH:
        return about
    for length in range(min(len(text), _LONGEST), 1, -1):
        part = text[-length:]
        if part in known and part not in _ALONE | _EYES and not _split(text, length):
            return known[part]
    endings = _endings()
    return next((endings[text[at:]] for at in range(len(text)) if text[at:] in endings), None)


# The optician's eyes are whole words: no MODEL and no COST_NO holds one.
_EYES = frozenset({"od", "os"})


def _is_within_word(text: str, start: int, part: str) -> bool:
    """Whether a short Latin word is only letters of another."""
    around = text[start - 1 : start] + text[start + len(part) :][:1]
    return len(part) < 4 and part.isascii() and any(letter.isascii() and letter.isalpha() for letter in around)


def _inside(text: str) -> Hint | None:
    known = vocabulary()
    for length in range(min(len(text), _LONGEST), 1, -1):
        for start in range(len(text) - length):
            part = text[start : start + length]
            if part in known and part not in _ALONE and not _is_within_word(text, start, part):
                return known[part]
    return None


_REMARK = re.compile(
    r"(?:备注|附[注记]|注|留言|评语|备忘|记事|(?<![a-z])remarks?|notes?|comments?|memo)(?:信息|栏|\d)?$"
)


@cache
def is_remark(header: str) -> bool:
    """Whether the column is there for anything that anybody wants to note: even single words in it are notes."""
    return _REMARK.search(normal(_unbracketed(header))) is not None


# 联系人：孟辉, 区域：____: a line of a form, with its value or room for it.
_VALUED = re.compile(r"[一-鿿A-Za-z]\s?[:：]\s*[^\s:：]|_{3,}")


@cache
def is_exact(text: str) -> bool:
    """Whether the text is a known header word, whatever stands in brackets behind it."""
    bare = normal(_unbracketed(text))
    return any(word in vocabulary() or word in _HEADINGS for word in (normal(text), bare))


@cache
def is_header(text: str) -> bool:
    """Whether the text could stand above a column: a known word, or a short phrase that ends in one."""
    if _VALUED.search(_unbracketed(text)):
        return False
    if is_exact(text):
        return True
    bare = _unbracketed(text).strip()
    if _LATIN.fullmatch(bare):
        words = [normal(word) for word in re.split(r"[\s_-]+", bare)]
        return bool(_LATIN_TAIL.fullmatch(bare)) or any(is_exact(word) for word in (words[0], words[-1]))
    short = normal(bare)
    if not 2 <= len(short) <= 9 or any(map(str.isdecimal, short[:-1])):
        return False
    known = vocabulary()
    if _PERSON.fullmatch(short) or short.rstrip("一二三123") in known:
        return True
    ends = any(short[at:] in known for at in range(1, len(short) - 1))
    return ends or any(short[:at] in known for at in range(max(2, len(short) - 2), len(short)))
