"""Evidence with the longest names that a firm may have in it, whatever document it is for."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from app.domain.firm import Firm
from app.domain.words import Closure

E = TypeVar("E")

ORGANISATION = (
    "新疆维吾尔自治区伊犁哈萨克自治州霍尔果斯经济开发区"
    "丝绸之路国际文化艺术交流与青少年素质教育发展咨询服务集团有限责任公司"
)
PERSON = "买买提·吐尔逊·阿不都热依木·麦麦提明·艾力𬱟䶮𫟹·古丽娜"
ENGLISH = "Bartholomew Christopher Montgomery-Featherstonehaugh van der Westhuizen"
ADDRESS = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县" + "坎乡阿帕尔村三巷十八号院二单元六零二室，" * 9
FILE = "2016—2025年客户登记表（门店、网店、企业客户合并，含历年补录与更正，最终定稿第七版）-" + "勿删" * 20 + ".xlsx"
FIRM = Firm(ORGANISATION, "91310115MA1K3X5L7Q", Closure.DEREGISTRATION)

# Of the fields of every kind of evidence: those that hold what somebody wrote, with what they become.
_LONG = {
    "operator": PERSON, "prepared_by": PERSON, "made_by": ENGLISH, "signer": PERSON, "restored_by": PERSON,
    "recipient": ORGANISATION, "contact": f"{ENGLISH}，0999-8123456 转 8062，{ADDRESS[:60]}", "address": ADDRESS,
    "file": FILE, "package": FILE.replace(".xlsx", ".qdpkg"),
    "sheet": "2016—2025年门店会员及企业客户登记明细表（合并）",
    "source": FILE, "purpose": ADDRESS[:120], "place": ADDRESS,
    "reason": ADDRESS, "contractor": ORGANISATION, "how": ADDRESS, "proof": ADDRESS, "evidence": ADDRESS,
    "customer_name": PERSON, "added_by": PERSON, "entered_by": PERSON, "firm": ORGANISATION, "file_name": FILE,
    "vault": f"{ORGANISATION}.qingdang", "issuer": ORGANISATION, "file_number": "会计档案-2016-000123-补-07",
    "opinion": ADDRESS, "conclusion": ADDRESS, "note": ADDRESS, "notes": ADDRESS,
    "box": "会计档案-2016-000123-补-07", "volume": "第一百二十三卷至第二百四十五卷",
    "header": "客户（会员）的姓名或者单位全称",
}  # fmt: skip
# A person's name, and what a file or volume is called; elsewhere such fields hold words of the law.
_TITLED = ("PaperEntry", "Volume", "VolumeItem")
_NAMES = ("OperatorFact", "SignedBy", "Addressee", "PageSigner", "Opinion", "Supervisor")


def stretched(evidence: E) -> E:
    """The same evidence with every text that somebody wrote at its longest; figures and words of the law stay."""
    return cast("E", _stretched(evidence, ""))


def _stretched(value: Any, name: str) -> Any:
    if isinstance(value, Firm):
        return replace(value, name=ORGANISATION)
    if is_dataclass(value) and not isinstance(value, type):
        named = {"name": PERSON} if type(value).__name__ in _NAMES else {}
        named |= {"title": f"{PERSON} · {ADDRESS[:60]}"} if type(value).__name__ in _TITLED else {}
        found = {
            one.name: named.get(one.name) or _stretched(getattr(value, one.name), one.name)
            for one in fields(value)
            if one.init
        }
        return replace(value, **found)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_stretched(one, name) for one in value)
    if type(value) is str and value and name in _LONG:
        return _LONG[name]
    return value
