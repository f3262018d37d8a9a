"""Cites articles of law: in Chinese as the law numbers them, otherwise by the law's English name in figures."""

import re
from collections.abc import Callable, Iterable

from app.domain.marks import N_
from app.domain.retention import Basis

Translate = Callable[[str], str]

# The Chinese catalogue gives each law its own name back, exactly as the rule pack has it.
LAWS: dict[str, str] = {
    "会计法": N_("Accounting Law"),
    "会计档案管理办法": N_("Measures on Accounting Archives (Order 79)"),
    "税收征收管理法": N_("Tax Collection Law"),
    "税收征收管理法实施细则": N_("Implementing Rules of the Tax Collection Law"),
    "发票管理办法": N_("Measures on Invoices"),
    "个人信息保护法": N_("Personal Information Protection Law"),
    "网络数据安全管理条例": N_("Regulations on Network Data Security"),
    "小型个人信息处理者个人信息保护简化措施规定": N_("Provisions on Small Handlers of Personal Information (Order 25)"),
    "电子商务法": N_("E-Commerce Law"),
    "网络安全法": N_("Cybersecurity Law"),
    "互联网信息服务管理办法": N_("Measures on Internet Information Services"),
    "公共安全视频图像信息系统管理条例": N_("Regulations on Public Security Video Systems"),
    "反洗钱法": N_("Anti-Money Laundering Law"),
    "劳动合同法": N_("Labour Contract Law"),
    "法释〔2025〕4号": N_("Judicial Interpretation No. 4 of 2025"),
    "民法典": N_("Civil Code"),
    "人力资源市场暂行条例": N_("Interim Regulations on the Human Resources Market"),
    "拍卖法": N_("Auction Law"),
    "保安服务管理条例": N_("Regulations on Security Services"),
    "精神卫生法": N_("Mental Health Law"),
    "征信业管理条例": N_("Regulations on Credit Reporting"),
    "公司法": N_("Company Law"),
    "合伙企业法": N_("Partnership Enterprise Law"),
    "个人独资企业法": N_("Sole Proprietorship Enterprise Law"),
    "市场主体登记管理条例": N_("Regulations on the Registration of Market Entities"),
    "市场主体登记管理条例实施细则": N_("Implementing Rules on the Registration of Market Entities"),
    "消费者权益保护法实施条例": N_("Implementing Regulations of the Consumer Protection Law"),
    "上海市单用途预付消费卡管理规定": N_("Shanghai Provisions on Single-Purpose Prepaid Cards"),
    "未成年人网络保护条例": N_("Regulations on the Online Protection of Minors"),
    "档案法": N_("Archives Law"),
    "国务院关于国家行政机关和企业事业单位社会团体印章管理的规定": N_("State Council Provisions on Seals"),
}
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN = "[〇零一二三四五六七八九十百千]+"
_GROUP = re.compile(
    rf"(?:附表(?P<annex>{_HAN}))?(?:第(?P<article>{_HAN})条)?(?:第(?P<paragraph>{_HAN})款)?(?:第(?P<item>{_HAN})项)?"
)


def cite(basis: Iterable[Basis], translate: Translate) -> str:
    """These articles as one phrase in the language of `translate`; articles of one law stand together."""
    laws: dict[str, list[str]] = {}
    for one in basis:
        laws.setdefault(one.law, []).append(one.article)
    cited = [_cite_law(law, articles, translate) for law, articles in laws.items()]
    if len(cited) < 2:
        return "".join(cited)
    first = translate(N_(", ")).join(cited[:-1])
    return translate(N_("{first} and {last}")).format(first=first, last=cited[-1])


def cite_text(text: str, translate: Translate) -> str:
    """The articles of a reason's parameter ("LAW ARTICLE; LAW ARTICLE") as one phrase."""
    entries = (entry.partition(" ") for entry in text.split("; ") if entry)
    return cite((Basis(law, article) for law, _, article in entries), translate)


def _cite_law(law: str, articles: list[str], translate: Translate) -> str:
    name = LAWS.get(law, "")
    shown = translate(name) if name else law
    if shown == law and law.endswith("号"):
        # A document's number is no title.
        return f"{law}{'、'.join(articles)}"
    if shown == law:
        return translate(N_("{law} {article}")).format(law=law, article="、".join(articles))
    return f"{shown}, {plain_articles('、'.join(articles))}"


def plain_articles(text: str) -> str:
    """第十四条、附表一第一项、第二项 as "art. 14, annex 1 no. 1, 2"; what can't be read is left as it is."""
    said: list[str] = []
    label = ""
    for group in text.split("、"):
        match = _GROUP.fullmatch(group)
        if not match or not group:
            said.append(group)
            continue
        words, label_before = _plain(match), label
        label, _, figure = words.rpartition(" ")
        said.append(figure if label in ("no.", label_before) or label_before.endswith(label) else words)
    return ", ".join(said)


def _plain(match: re.Match[str]) -> str:
    """第四十七条第二款 as "art. 47(2)", 附表一第一项 as "annex 1 no. 1"."""
    words = f"annex {number(match['annex'])}" if match["annex"] else ""
    if match["article"]:
        words = f"{words} art. {number(match['article'])}".strip()
    if match["paragraph"]:
        words += f"({number(match['paragraph'])})"
    if match["item"]:
        words = f"{words} no. {number(match['item'])}".strip()
    return words


def number(text: str) -> int:
    """A Chinese number up to the thousands: 一百八十八 is 188, 十 is 10, 二〇一九 is 2019."""
    if not any(character in _UNITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or (1 if character == "十" and not total else 0)) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
