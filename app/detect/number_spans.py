"""Numbers in running text: each by its form, its check digit, and the words before it where the form is not enough."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.detect import values
from app.domain.words import PiType

_NOT_IN_WORD = r"(?<![A-Za-z0-9_.@-])"
_END = r"(?![A-Za-z0-9_@])"
# The same behind a number's first sign: sre looks for one of a set at once, for what must not stand before it slowly.
_BEGUN = r"(?<![A-Za-z0-9_.@-].)"
_AREA = r"0(?:10|2[0-57-9]|[3-9]\d{2})"
_EXTENSION = r"(?:\s?(?:转|分机号?|ext\.?|[-－—#xX])[:：]?\s?\d{1,5}(?!\d)|\s?[(（](?:转|分机)?\s?\d{1,5}[)）])?"
# Behind the country's number the area's 0 is left out: +86-571-88881234, +86 (0)10 88881234.
_ABROAD = r"(?:\+?86|0086)[- ]?(?:\(0\))?"
# An order number of eleven digits is no phone, one of sixteen no card: these words say what it is.
_ORDER_BEFORE = re.compile(
    r"(?:订单|单号|编号|流水|运单|快递|物流|凭证|发票|合同|协议|工单|受理|序列|型号|案号|批次|交易号|商户号|票号|票据|追踪|条码|设备号|学号|工号|"
    r"会员号|注册号|SN|sn|No|NO|no|order|Order|ORDER)[号码编为是：:#.\s（(]*[A-Za-z]{0,6}[-#]?$"
)
_PHONE_BEFORE = re.compile(
    r"(?:电话|手机|座机|固话|总机|传真|来电|致电|热线|拨打|联系方式|号码|Tel|TEL|tel|☎|T|t|回电|宅电|电联|单位|家里|家)[号码为是：:.\s]*$"
)
_CARD_BEFORE = re.compile(r"(?:卡号?|账号|账户|帐号|卡|银行)[为是：:\s]*$")
_ACCOUNT_BEFORE = re.compile(r"(?:账号|账户|帐号|帐户|公积金号?|社保号|保单号|股东号|资金号)[为是：:\s]*$")
_QQ_BEFORE = re.compile(r"(?:QQ|qq|Qq|企鹅)(?:号码?)?[为是：:\s]*$")
_WECHAT_BEFORE = re.compile(
    r"(?:微信|weixin|wechat|WeChat|vx|VX|Vx|V信|v信|薇信|wx|WX|加[vV])(?:号|ID|id|账号)?(?:已?(?:改|换|变更|更换|更新)[成为了]?)?[为是：:\s（(]*$"
)
_POSTCODE_BEFORE = re.compile(r"(?:邮编|邮政编码)[为是：:\s]*$")
_TAIWAN_BEFORE = re.compile(r"(?:台胞证|台湾居民来往大陆通行证|台湾通行证)(?:号码?)?[为是：:\s]*$")
_LOOK_BACK = 16


@dataclass(frozen=True, slots=True)
class _Rule:
    """`accept` sees the number and the words before it.

    It is not asked at all where the text has fewer digits than any such number, or no sign that the rule needs.
    """

    type: PiType
    pattern: re.Pattern[str]
    accept: Callable[[str, str], bool]
    digits: int
    needs: str = ""


def is_order(before: str) -> bool:
    """Whether the words before a number say that it is an order's, a document's, a thing's."""
    return _ORDER_BEFORE.search(before) is not None


def _mobile(number: str, before: str) -> bool:
    if is_order(before):
        return False
    return values.is_mobile(number) or _PHONE_BEFORE.search(before) is not None


def _card(number: str, before: str) -> bool:
    digits = values.compact(number)
    if not 13 <= len(digits) <= 19 or not values.luhn(digits) or is_order(before):
        return False
    return values.is_bank_card(digits) or (not values.is_misread(digits) and _CARD_BEFORE.search(before) is not None)


def _account(number: str, before: str) -> bool:
    """An account by the words before it; a card number or an ID with a wrong digit is not one."""
    told = _ACCOUNT_BEFORE.search(before) is not None
    return told and not values.has_issuer(number) and not values.is_misread(number)


def _landline(number: str, before: str) -> bool:
    return values.is_landline(number) and not is_order(before)


def _local_landline(number: str, before: str) -> bool:
    return _PHONE_BEFORE.search(before) is not None and values.is_local_landline(number)


def _unless_order(_number: str, before: str) -> bool:
    return not is_order(before)


def _always(_number: str, _before: str) -> bool:
    return True


def _check(proof: Callable[[str], bool]) -> Callable[[str, str], bool]:
    return lambda number, _before: proof(number)


def _prompted(words: re.Pattern[str]) -> Callable[[str, str], bool]:
    return lambda _number, before: words.search(before) is not None


# In the order in which they claim their characters.
_RULES = (
    _Rule(
        PiType.EMAIL,
        re.compile(rf"(?<![A-Za-z0-9._%+-]){values.EMAIL_BODY}"),
        _check(values.is_email),
        digits=0,
        needs="@",
    ),
    _Rule(
        PiType.CN_RESIDENT_ID,
        re.compile(rf"[1-9]{_BEGUN}(?:\d{{5}}[ ]?\d{{8}}[ ]?\d{{3}}[\dXx]|\d{{14}}){_END}"),
        lambda number, before: values.is_resident_id(number) and (len(number) > 15 or not is_order(before)),
        digits=15,
    ),
    _Rule(
        PiType.USCC,
        re.compile(rf"[1-9ANYany]{_BEGUN}[0-9A-Za-z]\d{{6}}[0-9A-Za-z]{{10}}{_END}"),
        _check(values.is_uscc),
        digits=6,
    ),
    _Rule(
        PiType.BANK_CARD,
        re.compile(rf"\d{_BEGUN}(?:\d{{3}}([ -])\d{{4}}\1\d{{4}}\1\d{{1,4}}(?:\1\d{{1,4}})?|\d{{12,18}}){_END}"),
        _card,
        digits=13,
    ),
    _Rule(PiType.QQ_NUMBER, re.compile(r"(?<!\d)[1-9]\d{4,10}(?!\d)"), _prompted(_QQ_BEFORE), 5, "[Qq企]"),
    _Rule(
        PiType.MOBILE_PHONE,
        re.compile(
            r"(?<![\dA-Za-z_.@])(?:(?:\(\+?86\)|（\+?86）|\+?86|0086)[- ]?)?"
            r"1[3-9]\d(?:[- ]?)\d{4}(?:[- ]?)\d{4}"
            rf"(?:{values.MOBILE_EXTENSION}(?![-\dA-Za-z])|(?![\dA-Za-z_@]))"
        ),
        _mobile,
        digits=11,
    ),
    _Rule(
        PiType.LANDLINE_PHONE,
        re.compile(
            rf"(?<![\dA-Za-z_.@-])(?:(?:(?:\+?86|0086)[- ]?)?(?:[(（]{_AREA}[)）]|{_AREA})|"
            rf"{_ABROAD}[(（]?(?:10|2[0-57-9]|[3-9]\d{{2}})[)）]?)[- —－]{{0,2}}"
            rf"[2-9]\d{{2,3}}[- ]?\d{{4}}"
            rf"{_EXTENSION}(?!\d)"
        ),
        _landline,
        digits=10,
    ),
    _Rule(
        PiType.LANDLINE_PHONE,
        re.compile(rf"[48]{_BEGUN}00(?:[- ]?\d{{3}}[- ]?\d{{4}}|[- ]?\d{{4}}[- ]?\d{{3}}){_EXTENSION}(?!\d)"),
        _unless_order,
        digits=10,
    ),
    _Rule(
        PiType.TAIWAN_PERMIT,
        re.compile(rf"{_NOT_IN_WORD}(?:\d{{8}}|\d{{10}}(?:[A-Z]|\([A-Z0-9]\))?){_END}"),
        _prompted(_TAIWAN_BEFORE),
        digits=8,
        needs="证",
    ),
    _Rule(
        PiType.TAIWAN_PERMIT,
        re.compile(rf"{_NOT_IN_WORD}[LT]\d{{8}}{_END}"),
        _prompted(re.compile(r"通行证(?:号码?)?[为是：:\s]*$")),
        digits=8,
        needs="通行证",
    ),
    _Rule(
        PiType.FINANCIAL_ACCOUNT, re.compile(rf"{_NOT_IN_WORD}[A-Z]?\d{{8,25}}{_END}"), _account, 8, "[账帐公社保股资]"
    ),
    _Rule(
        PiType.LANDLINE_PHONE,
        re.compile(rf"[2-8]{_BEGUN}\d{{2,3}}-?\d{{4}}{_EXTENSION}(?!\d)"),
        _local_landline,
        digits=7,
    ),
    _Rule(
        PiType.HK_MACAU_PERMIT, re.compile(rf"{_NOT_IN_WORD}{values.HK_MACAU_BODY}{_END}"), _unless_order, 7, "[CHMW]"
    ),
    _Rule(
        PiType.CN_PASSPORT,
        re.compile(rf"{_NOT_IN_WORD}(?:[EG]\d{{8}}|E[A-HJ-NP-Z]\d{{7}}|[DSP]\d{{8}}|(?:DE|SE|PE)\d{{7}}){_END}"),
        _unless_order,
        digits=7,
        needs="[DEGPS]",
    ),
    _Rule(
        PiType.CN_PASSPORT,
        re.compile(rf"{_NOT_IN_WORD}(?:[A-Z]{{1,2}}\d{{6,8}}|1[45]\d{{7}}){_END}"),
        _prompted(re.compile(r"护照(?:号码?)?[为是：:\s]*$")),
        digits=6,
        needs="护照",
    ),
    _Rule(PiType.LICENCE_PLATE, re.compile(rf"{values.PLATE_BODY}(?![A-Za-z0-9])"), _always, 0),
    _Rule(PiType.WECHAT_ID, re.compile(r"(?<![A-Za-z0-9_-])wxid_[a-z0-9]{6,}"), _always, 0, "wxid_"),
    _Rule(
        PiType.WECHAT_ID,
        re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z][A-Za-z0-9_-]{5,19}(?![A-Za-z0-9_@-])"),
        _prompted(_WECHAT_BEFORE),
        digits=0,
        needs="[信xXt加]",
    ),
    _Rule(PiType.POSTCODE, re.compile(r"(?<!\d)\d{6}(?!\d)"), _prompted(_POSTCODE_BEFORE), 6, "邮"),
)

_ASKED = tuple((rule, re.compile(rule.needs) if rule.needs else None) for rule in _RULES)
_DIGIT = re.compile(r"\d")
# Without one of these no rule can find anything; most words of most notes have none.
_ANY = re.compile(r"\d[\d -]{3}|@|[A-Za-z][A-Za-z0-9_-]{5}|[A-Za-z][·•.\s-]?[A-Za-z0-9]{5}")


def find(text: str) -> Iterator[tuple[PiType, int, int]]:
    """The numbers in a narrowed text, none overlapping another."""
    if _ANY.search(text) is None:
        return
    digits = len(_DIGIT.findall(text))
    taken: list[tuple[int, int]] = []
    for rule, needs in _ASKED:
        if digits < rule.digits or (needs and needs.search(text) is None):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if any(start < last and end > first for first, last in taken):
                continue
            if rule.accept(match.group(), text[max(0, start - _LOOK_BACK) : start]):
                taken.append((start, end))
                yield rule.type, start, end
