"""One cell: which type it shows by itself, and whether it carries the type of its column."""

import re
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from app.detect import addresses, amounts, dates, lists, names, orgs, proofs, sensitive, values
from app.detect.joined import Form
from app.domain.words import PiType

NOTHING = frozenset(form for word in lists.words("terms.txt", "nothing") for form in (word, word.upper(), word.title()))
"""The words that say that there is nothing, as they are written."""
_SIGNS = re.compile(r"[\s\-—–_/\\.*?？、]*")
_DIGIT = re.compile(r"\d")
_HAN_FIRST = re.compile("[一-鿿]").match
_CODE = re.compile(
    r"(?=[^\d]*\d)(?:[A-Za-z]{1,8}\.?|[一-鿿]{1,6})?(?: ?[-_#/:.] ?| )?(?:字第|第|№)?[〔\[（(【]?[A-Za-z0-9]+"
    r"(?:(?: ?[-_/.·] ?|[〕\])）】]第?|[〔\[（(【])[A-Za-z0-9]+){0,6}[〕\])）】]?号?"
)
_HAN_CODE = re.compile(r"[一-鿿]{1,8}[〔\[（(]?\d{4}[〕\])）]?[一-鿿]{0,4}[-第]?\d+号?")
_GENDER = lists.words("terms.txt", "gender")
_AGE = re.compile(r"(?:1[01]\d|\d{1,2})(?:\.\d)?(?:周?岁(?:半|多|\d{1,2}个?月)?|个?半?月(?:大|龄)?|天|[Yy])?")
_TOLD_AGE = re.compile(r"(?:1[01]\d|\d{1,2})周?岁(?:半|多|\d{1,2}个?月)?")
_COORDINATE = re.compile(
    r"[(（\[]?(?:东经|经度|E|W|北纬|纬度|N|S)?[:：]?\s*-?\d{1,3}\.\d{3,}°?[EWNS]?\s*[,，;；/ ]\s*"
    r"(?:东经|经度|E|W|北纬|纬度|N|S)?[:：]?\s*-?\d{1,3}\.\d{3,}°?[EWNS]?[)）\]]?",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"-?(?:1[0-3]\d|\d{1,2})\.\d{3,}°?")
_WECHAT = re.compile(r"wxid_[a-z0-9]{6,}|[A-Za-z][A-Za-z0-9_-]{5,19}")
_WXID = re.compile(r"wxid_[a-z0-9]{6,}")
_QQ = re.compile(r"[1-9]\d{4,10}")
_POSTCODE = re.compile(r"(?:0[1-7]|[1-8]\d)\d{4}")
# Whose bank it is, in front of the account itself: 建行 0512…, 招商银行北京分行：1109….
_AT_BANK = re.compile(r"[一-鿿（）()]{1,24}(?:行|社|银行|支付宝|微信|账号|账户|帐号)[:： /-]{0,3}")
# 身份证：1101…, 手机号 139…（本人）: what a form puts around a number.
_LABEL = re.compile(
    r"(?:(?:身份)?证件?(?:号码?)?|[一-鿿]{0,4}(?:电话|手机|号码)(?:号码?)?|[Tt]el|TEL|[Ii][Dd])\s*[:： .]?\s*(?=[\d+(])"
)
_TO_LAST_DIGIT = re.compile(r".*[\dXx]", re.DOTALL)
_BRACKETED = re.compile(
    r"\s*[（(【\[][^（）()【】\[\]]{1,8}[)）】\]]|\s*(?:本人|父亲?|母亲?|爸爸?|妈妈?|爷爷|奶奶|家长|妻子?|夫|老公|老婆)"
)
_ACCOUNT = re.compile(r"[A-Z]{0,2}\d{8,25}|\d{2,8}(?:[- ]\d{2,8}){1,6}|[A-Z]\d{9,12}")
_TEMPLATE = re.compile(
    r"[0-9a-fA-F]{16,}|[A-Za-z0-9+/_-]{20,}={0,2}|\S+\.(?:jpg|jpeg|png|bmp|dat|fpt|wav|mp3)|(?:FP|FACE|FID|VP)[-_]?\w{3,}",
    re.IGNORECASE,
)
# Under a header of biometrics any code in Latin letters and digits is somebody's: IR-0215998.
_TEMPLATE_CODE = re.compile(r"(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9+/_-]{6,}={0,2}")
_WEAK_TEMPLATE = re.compile(r"已(?:采集|录入|登记)|指纹\d+枚?|[左右]手?[拇食中无小]指")
_SENTENCE = re.compile(r"[，。；！？,;!?]")
_WORDS = re.compile(r"[一-鿿]{3}|[A-Za-z]{2,30} [A-Za-z]{2,30} [A-Za-z]{2,}")
_HAN = re.compile(r"[一-鿿]{2}")
_FLAG = lists.words("terms.txt", "flag")


def is_blank(text: str) -> bool:
    """Whether the cell is empty or says that there is nothing (无, -, 不详, N/A)."""
    inner = text.strip()
    return not inner or inner in NOTHING or (not inner[0].isalnum() and _SIGNS.fullmatch(inner) is not None)


def fits(kind: PiType, text: str) -> bool:
    """Whether the narrowed cell carries the type where its column is of that type."""
    return TESTS[kind](text)


def strangers(kind: PiType, texts: Collection[str]) -> list[str]:
    """The cells that do not carry the type: plain forms and right numbers are found all at once, others alone."""
    if kind in _ANYTHING:
        return []
    left = texts
    if (plain := _PLAIN.get(kind)) is not None:
        left = plain.missed(left)
    if (right := _RIGHT.get(kind)) is not None:
        left = _without(right(left), left, left)
        numbers = values.compacted(left)
        left = _without(right(numbers), numbers, left)
    test = TESTS[kind]
    return [text for text in left if not test(text)]


def _without(right: set[str], numbers: Collection[str], texts: Collection[str]) -> list[str]:
    return [text for text, number in zip(texts, numbers, strict=True) if number not in right]


def proven(text: str) -> PiType:
    """The type that the narrowed text shows by itself; OTHER where it shows none."""
    proofs_of = _WITHOUT_DIGITS
    if _DIGIT.search(text):
        proofs_of = _BEHIND_HAN if _HAN_FIRST(text) else _WITH_DIGITS
    return next((kind for kind, test in proofs_of if test(text)), PiType.OTHER)


def _bare(text: str) -> str:
    """A number without the label in front and the bracket behind it."""
    label, end = _LABEL.match(text), len(text)
    told = _TO_LAST_DIGIT.match(text)
    digits = told.end() if told else end
    tail = _BRACKETED.fullmatch(text, digits)
    return text[label.end() if label else 0 : digits if tail else end]


def _labelled(proof: Callable[[str], bool]) -> Callable[[str], bool]:
    """The proof, for a number with its label too; behind a character there is a number only with its label."""

    def proves(text: str) -> bool:
        told = len(text) > 11 and not text.isascii()
        if _HAN_FIRST(text):
            return told and _LABEL.match(text) is not None and proof(_bare(text))
        return proof(text) or (told and (bare := _bare(text)) != text and proof(bare))

    return proves


def is_sentence(text: str) -> bool:
    """Whether the text reads like a note rather than a term."""
    return (
        len(text) >= 8 and _WORDS.search(text) is not None and (_SENTENCE.search(text) is not None or len(text) >= 25)
    )


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    return dates.parse(text) is not None or dates.is_partial(text)


def _is_dated(text: str) -> bool:
    return _is_date(text) or dates.of_serial(text) is not None or dates.is_month(text) or dates.is_day_of_year(text)


def _is_order(text: str) -> bool:
    """A code with digits enough to show that it is one.

    A number that would be an ID, card or credit code but for its check digit shows nothing of the kind.
    """
    if not _is_code(text) or values.is_misread(text) or _NO_ORDER.fullmatch(text):
        return False
    return len(text) >= 8 if text.isdecimal() else sum(map(str.isdecimal, text)) >= 3


# Spans of years and of wages, addresses of computers and pages, rooms (18-2902, 1F-18, B1-205), pressures (122/97),
# days (04-10), words that lead to a phone (联系13812345678).
_NO_ORDER = re.compile(
    r"(?:19|20)\d{2}(?:[./]\d{1,2})?[-~—－](?:19|20)\d{2}(?:[./]\d{1,2})?|\d{1,4}\.\d{3}|[1-9]\d{0,3}00[-~—－][1-9]\d{0,3}00|\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d+)?|/.*|https?:.*|[A-Za-z]?\d{1,3}(?:[Ff楼层])?[-#]\d{1,4}(?:-\d{1,4})?|\d{1,3}/\d{1,3}"
    r"|[一-鿿]{1,4}[区苑园舍楼]\d{1,2}[-#]\d{2,4}(?:室|号|床)?"
    r"|[A-Za-z]?\d{1,3}(?:号楼|栋|幢|座|单元|层|楼)[A-Za-z]?\d{1,4}(?:室|号|床)?|\d{1,2}-\d{1,2}-\d{2,4}[A-Za-z]?"
    r"|[一-鿿]{2,}1[3-9]\d{9}"
)
_MEASURE = re.compile(r"\d+(?:\.\d+)?\s*(?:[a-zA-Z]{1,3}|[一-鿿]{1,3})|\d+(?:\.\d+)?E\+\d+")


def _is_code(text: str) -> bool:
    """A code with a digit, by whatever system."""
    if _CODE.fullmatch(text) is None and _HAN_CODE.fullmatch(text) is None:
        return False
    return text.isdecimal() or _MEASURE.fullmatch(text) is None


def _is_wechat(text: str) -> bool:
    return _WECHAT.fullmatch(text) is not None or values.is_mobile(text)


_is_own_mobile = _labelled(values.are_mobiles)


def _is_mobile(text: str) -> bool:
    """Under its header: of Hong Kong's numbers none shows which phone it is."""
    return _is_own_mobile(text) or values.is_phone_abroad(text)


def _is_landline(text: str) -> bool:
    return values.is_landline(text) or values.is_local_landline(text) or values.is_phone_abroad(text)


_NOBODY = frozenset({PiType.OTHER, PiType.PERSON_NAME})  # 盤尼西林 passes for a name


def _is_health(text: str) -> bool:
    """What a column of health says of somebody: words for it, what is measured, any word that shows nothing else."""
    return (
        sensitive.is_health(text)
        or sensitive.is_measured(text)
        or (len(text) <= 12 and proven(text) in _NOBODY and _HAN.match(text) is not None)
    )


def _is_biometric(text: str) -> bool:
    whole = _TEMPLATE.fullmatch(text) or _TEMPLATE_CODE.fullmatch(text)
    return whole is not None or _WEAK_TEMPLATE.search(text) is not None


def _is_account(text: str) -> bool:
    if (bank := _AT_BANK.match(text)) is not None and _ACCOUNT.fullmatch(text, bank.end()):
        return True
    return _ACCOUNT.fullmatch(text) is not None or values.is_email(text) or values.is_mobile(text)


def _always(text: str) -> bool:
    return bool(text)


TESTS: Mapping[PiType, Callable[[str], bool]] = MappingProxyType(
    {
        PiType.PERSON_NAME: names.could_be_name,
        PiType.ORG_NAME: orgs.is_org_name,
        PiType.CN_RESIDENT_ID: _labelled(values.is_resident_id),
        PiType.CN_PASSPORT: values.is_passport,
        PiType.HK_MACAU_PERMIT: values.is_hk_macau_permit,
        PiType.TAIWAN_PERMIT: values.is_taiwan_permit,
        PiType.MOBILE_PHONE: _is_mobile,
        PiType.LANDLINE_PHONE: _is_landline,
        PiType.EMAIL: values.is_email,
        PiType.ADDRESS: addresses.is_address,
        PiType.POSTCODE: _matches(_POSTCODE),
        PiType.BANK_CARD: values.is_bank_card,
        PiType.USCC: values.is_uscc,
        PiType.WECHAT_ID: _is_wechat,
        PiType.QQ_NUMBER: _matches(_QQ),
        PiType.LICENCE_PLATE: values.is_plate,
        PiType.BIRTH_DATE: lambda text: _is_dated(text) or dates.is_birth_year(text),
        PiType.GENDER: _GENDER.__contains__,
        PiType.AGE: _matches(_AGE),
        PiType.ETHNICITY: sensitive.is_ethnicity,
        PiType.RELIGION: sensitive.is_religion,
        PiType.HEALTH: _is_health,
        PiType.BIOMETRIC: _is_biometric,
        PiType.LOCATION_TRACK: lambda text: _COORDINATE.search(text) is not None or _DEGREE.fullmatch(text) is not None,
        PiType.FINANCIAL_ACCOUNT: _is_account,
        PiType.MINOR: _FLAG.__contains__,
        PiType.AMOUNT: amounts.is_amount,
        PiType.EVENT_DATE: _is_dated,
        PiType.ORDER_NUMBER: _is_code,
        PiType.FREE_TEXT: _always,
        PiType.OTHER: _always,
    }
)
_ANYTHING = frozenset({PiType.FREE_TEXT, PiType.OTHER})
# Forms that are of the type beyond doubt and make up most of such a column; each implies the type's test.
_PLAIN = MappingProxyType(
    {
        PiType.MOBILE_PHONE: Form(values.MOBILE_BODY),
        PiType.AMOUNT: Form(r"-?\d{1,9}(?:\.\d{1,2})?"),
        PiType.EVENT_DATE: Form(r"20[0-2]\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"),
        PiType.ORDER_NUMBER: Form(r"[A-Z]{2,6}-?\d{4,14}"),
        PiType.ORG_NAME: Form("[一-鿿]{6,40}(?<=有限公司)|[一-鿿]{8,40}(?<=有限责任公司)"),
    }
)
# The right ones among numbers without spaces and hyphens; each passes the type's test.
_RIGHT: Mapping[PiType, Callable[[Collection[str]], set[str]]] = MappingProxyType(
    {
        PiType.CN_RESIDENT_ID: proofs.right_ids,
        PiType.BANK_CARD: proofs.right_cards,
        PiType.MOBILE_PHONE: lambda numbers: set(_PLAIN[PiType.MOBILE_PHONE].of(numbers)),
    }
)
_Proof = tuple[PiType, Callable[[str], bool]]
_WITH_DIGITS: tuple[_Proof, ...] = (
    (PiType.MOBILE_PHONE, _is_own_mobile),
    (PiType.EVENT_DATE, _is_date),
    (PiType.AMOUNT, amounts.is_money),
    (PiType.CN_RESIDENT_ID, _labelled(values.is_resident_id)),
    (PiType.BANK_CARD, values.is_bank_card),
    (PiType.USCC, values.is_uscc),
    (PiType.LANDLINE_PHONE, values.is_landline),
    (PiType.EMAIL, values.is_email),
    (PiType.LICENCE_PLATE, values.is_plate),
    (PiType.HK_MACAU_PERMIT, values.is_hk_macau_permit),
    (PiType.CN_PASSPORT, values.is_lettered_passport),
    (PiType.WECHAT_ID, _matches(_WXID)),
    (PiType.LOCATION_TRACK, _matches(_COORDINATE)),
    (PiType.ADDRESS, addresses.is_postal),
    (PiType.ORG_NAME, orgs.is_org_name),
    (PiType.HEALTH, sensitive.is_illness),
    (PiType.AGE, _matches(_TOLD_AGE)),
    (PiType.ORDER_NUMBER, _is_order),
    (PiType.FREE_TEXT, is_sentence),
)
# What no text that begins with a Chinese character is: numbers and codes begin with what they are made of.
_NEVER_BEHIND_HAN = frozenset(
    {
        PiType.BANK_CARD,
        PiType.USCC,
        PiType.LANDLINE_PHONE,
        PiType.EMAIL,
        PiType.HK_MACAU_PERMIT,
        PiType.CN_PASSPORT,
        PiType.WECHAT_ID,
        PiType.AGE,
    }
)
_BEHIND_HAN = tuple((kind, test) for kind, test in _WITH_DIGITS if kind not in _NEVER_BEHIND_HAN)
_WITHOUT_DIGITS: tuple[_Proof, ...] = (
    (PiType.GENDER, _GENDER.__contains__),
    (PiType.PERSON_NAME, names.is_han_name),
    (PiType.ORG_NAME, orgs.is_org_name),
    (PiType.ADDRESS, addresses.is_postal),
    (PiType.ETHNICITY, sensitive.is_full_ethnicity),
    (PiType.RELIGION, sensitive.is_religion),
    (PiType.HEALTH, sensitive.is_illness),
    (PiType.EVENT_DATE, _is_date),
    (PiType.PERSON_NAME, names.is_person_name),
    (PiType.EMAIL, values.is_email),
    (PiType.FREE_TEXT, is_sentence),
)
