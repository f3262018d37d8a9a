"""Names of companies, shops, schools, offices: known by how they end."""

import re

SUFFIX = (
    r"(?:(?:股份)?有限(?:责任)?公司|总公司|分公司|子公司|公司|集团|合伙企业|工作室|事务所|研究院|研究所|设计院|中心|"
    r"商行|商店|经营部|门市部|服务部|营业部|批发部|维修部|超市|药店|药房|大药房|诊所|医院|卫生院|卫生室|门诊部|"
    r"幼儿园|小学|中学|高中|大学|学院|学校|培训学校|酒店|饭店|餐厅|宾馆|酒楼|餐饮店|加工厂|厂|农场|合作社|"
    r"银行|支行|分行|信用社|协会|学会|基金会|商会|委员会|居委会|村委会|管理局|税务局|工商局|公安局|派出所|法院|检察院|"
    r"办事处|代表处|联络处|联合会|俱乐部|店|部|局|院|所|社|站|馆|行)"
)
_STRONG = re.compile(
    r"[^，。；;\n]{2,60}?(?:有限公司|有限责任公司|股份公司|集团|合伙）?|公司|事务所|工作室|商行|经营部|中心|支行|分行|银行|医院|学校|"
    r"幼儿园|小学|中学|大学|学院|合作社|超市|药店|药房|诊所|酒店|饭店|宾馆|加工厂|商店|门市部|服务部|研究院|研究所|设计院|"
    r"协会|委员会|管理局|税务局|公安局|法院|店|厂)(?:[（(][^（）()]{1,12}[)）])?"
)
_LATIN = re.compile(
    r"[A-Z][\w&.,'’ -]{2,80}?\b(?:Ltd|Limited|Inc|LLC|Corp|Corporation|Company|Co|GmbH|Group|Holdings|Pte|Pty|LLP|S\.A|AG|BV)\b\.?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[，。！？；,;!?]|[的了吗呢]$")


def is_org_name(text: str) -> bool:
    """Whether the whole text is an organisation's name."""
    if not 4 <= len(text) <= 60 or _SENTENCE.search(text):
        return _LATIN.fullmatch(text) is not None
    return _STRONG.fullmatch(text) is not None or _LATIN.fullmatch(text) is not None
