"""One cell: which types its text could carry, those it proves first."""

import re

from app.detect import addresses, dates, names, orgs, values
from app.domain.words import PiType

_BLANK = re.compile(
    r"[\s\-—–_/\\.*?？]*|无|不详|没有|暂无|未知|未填|空|n/?a|null|none|nil|#n/a|nan|（空）|\(空\)", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"(?:[-－+(（])?\s*(?:[¥￥$]|RMB|CNY|人民币)?\s*[-－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*(?:元整?|万元?|亿元?|块|美元)?\s*[)）]?",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[¥￥$元]|RMB|CNY|万|\d,\d{3}|\.\d{1,2}[)）]?$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_CODE = re.compile(
    r"(?=[A-Za-z0-9一-鿿#/.\-_ ]*\d{3})[A-Za-z一-鿿]{0,6}[-_#/ ]?[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*(?:号)?"
)
_GENDER = frozenset(
    {"男", "女", "男性", "女性", "M", "F", "male", "female", "Male", "Female", "MALE", "FEMALE", "m", "f"}
)
_AGE = re.compile(r"(?:1[01]\d|\d{1,2})(?:岁|周岁)?")
_RELIGION = re.compile(
    r"佛教|道教|基督教|天主教|伊斯兰教|东正教|喇嘛教|藏传佛教|新教|犹太教|印度教|无宗教信仰|信佛|信教"
)
_COORDINATE = re.compile(
    r"[(（\[]?(?:[EW东经]*\s*)?-?\d{1,3}\.\d{3,}°?\s*[,，;； ]\s*(?:[NS北纬]*\s*)?-?\d{1,3}\.\d{3,}°?[)）\]]?"
)
_DEGREE = re.compile(r"-?(?:1[0-3]\d|\d{2})\.\d{4,}")
_WECHAT = re.compile(r"wxid_[a-z0-9]{6,}|[A-Za-z][A-Za-z0-9_-]{5,19}")
_QQ = re.compile(r"[1-9]\d{4,10}")
_POSTCODE = re.compile(r"(?:0[1-7]|[1-8]\d)\d{4}")
_ACCOUNT = re.compile(r"[A-Z]?\d{8,25}|\d{3,8}(?:[- ]\d{2,8}){1,5}")
_HEX = re.compile(r"[0-9a-fA-F]{16,}|[A-Za-z0-9+/]{24,}={0,2}|\S+\.(?:jpg|jpeg|png|bmp|dat|fpt|wav)", re.IGNORECASE)
_SENTENCE = re.compile(r"[，。；！？,;!?：:]|\s")
ETHNICITIES = frozenset(
    [
        "汉",
        "蒙古",
        "回",
        "藏",
        "维吾尔",
        "苗",
        "彝",
        "壮",
        "布依",
        "朝鲜",
        "满",
        "侗",
        "瑶",
        "白",
        "土家",
        "哈尼",
        "哈萨克",
        "傣",
        "黎",
        "傈僳",
        "佤",
        "畲",
        "高山",
        "拉祜",
        "水",
        "东乡",
        "纳西",
        "景颇",
        "柯尔克孜",
        "土",
        "达斡尔",
        "仫佬",
        "羌",
        "布朗",
        "撒拉",
        "毛南",
        "仡佬",
        "锡伯",
        "阿昌",
        "普米",
        "塔吉克",
        "怒",
        "乌孜别克",
        "俄罗斯",
        "鄂温克",
        "德昂",
        "保安",
        "裕固",
        "京",
        "塔塔尔",
        "独龙",
        "鄂伦春",
        "赫哲",
        "门巴",
        "珞巴",
        "基诺",
    ]
)
_HEALTH = re.compile(
    r"病|炎|癌|瘤|过敏|血压|血糖|血脂|骨折|手术|住院|怀孕|孕|残疾|哮喘|中风|贫血|感冒|发烧|发热|头痛|失眠|抑郁|焦虑|近视|"
    r"接种|疫苗|诊断|结节|息肉|囊肿|增生|阳性|阴性|健康|良好|正常|[ABO]{1,2}型|Rh|症$|综合征|梗|痛|损伤"
)


def is_blank(text: str) -> bool:
    """Whether the cell is empty or says that there is nothing (无, -, 不详, N/A)."""
    return not text or _BLANK.fullmatch(text.strip()) is not None


def fits(kind: PiType, text: str) -> bool:
    """Whether the cell carries the type where its column is of that type."""
    return _TESTS[kind](text)


def proven(text: str) -> PiType:
    """The type that the text shows by itself; OTHER where it proves nothing."""
    for kind in _ORDER:
        if _TESTS[kind](text):
            return kind
    if orgs.is_org_name(text):
        return PiType.ORG_NAME
    if names.is_person_name(text):
        return PiType.PERSON_NAME
    if text in _GENDER:
        return PiType.GENDER
    if _MONEY.search(text) and _AMOUNT.fullmatch(values.narrow(text)):
        return PiType.AMOUNT
    if len(text) >= 6 and _CODE.fullmatch(text):
        return PiType.ORDER_NUMBER
    return PiType.FREE_TEXT if len(text) >= 12 and _SENTENCE.search(text) else PiType.OTHER


def _is_ethnicity(text: str) -> bool:
    return text.removesuffix("族") in ETHNICITIES


def _is_proven_ethnicity(text: str) -> bool:
    return text.endswith("族") and _is_ethnicity(text)


def _is_date(text: str) -> bool:
    return dates.parse(text) is not None or dates.is_month_day(text) or dates.of_serial(text) is not None


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(values.narrow(text)) is not None


def _is_wechat(text: str) -> bool:
    return _WECHAT.fullmatch(text) is not None or values.is_mobile(text)


_TESTS = {
    PiType.PERSON_NAME: names.could_be_name,
    PiType.ORG_NAME: orgs.is_org_name,
    PiType.CN_RESIDENT_ID: values.is_resident_id,
    PiType.CN_PASSPORT: values.is_passport,
    PiType.HK_MACAU_PERMIT: values.is_hk_macau_permit,
    PiType.TAIWAN_PERMIT: values.is_taiwan_permit,
    PiType.MOBILE_PHONE: values.is_mobile,
    PiType.LANDLINE_PHONE: lambda text: values.is_landline(text) or values.is_local_landline(text),
    PiType.EMAIL: values.is_email,
    PiType.ADDRESS: addresses.is_address,
    PiType.POSTCODE: lambda text: _POSTCODE.fullmatch(text) is not None,
    PiType.BANK_CARD: values.is_bank_card,
    PiType.USCC: values.is_uscc,
    PiType.WECHAT_ID: _is_wechat,
    PiType.QQ_NUMBER: lambda text: _QQ.fullmatch(text) is not None,
    PiType.LICENCE_PLATE: values.is_plate,
    PiType.BIRTH_DATE: _is_date,
    PiType.GENDER: lambda text: text in _GENDER,
    PiType.AGE: lambda text: _AGE.fullmatch(text) is not None,
    PiType.ETHNICITY: _is_ethnicity,
    PiType.RELIGION: lambda text: _RELIGION.search(text) is not None,
    PiType.HEALTH: lambda text: _HEALTH.search(text) is not None,
    PiType.BIOMETRIC: lambda text: _HEX.fullmatch(text) is not None,
    PiType.LOCATION_TRACK: lambda text: _COORDINATE.search(text) is not None or _DEGREE.fullmatch(text) is not None,
    PiType.FINANCIAL_ACCOUNT: lambda text: _ACCOUNT.fullmatch(text) is not None,
    PiType.MINOR: lambda text: text in {"是", "否", "Y", "N"},
    PiType.AMOUNT: _is_amount,
    PiType.EVENT_DATE: _is_date,
    PiType.ORDER_NUMBER: lambda text: _CODE.fullmatch(text) is not None,
    PiType.FREE_TEXT: lambda text: True,
    PiType.OTHER: lambda text: True,
}
_ORDER = (
    PiType.EMAIL,
    PiType.CN_RESIDENT_ID,
    PiType.USCC,
    PiType.MOBILE_PHONE,
    PiType.BANK_CARD,
    PiType.LICENCE_PLATE,
    PiType.HK_MACAU_PERMIT,
    PiType.CN_PASSPORT,
)
