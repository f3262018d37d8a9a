"""Names of organisations in running text: found by their ending, followed back to where the name begins."""

import re
from collections.abc import Iterator

from app.detect import lexicon, places
from app.detect.names import HAN

# Endings that make a name of a firm; those of the second group only below a place or a name of its own.
_FIRM = (
    r"(?:股份)?有限(?:责任)?公司|股份公司|集团公司|总公司|分公司|合伙企业(?:[（(](?:有限|普通)合伙[)）])?|合伙\)|公司|集团|事务所|工作室|"
    r"研究院|研究所|设计院|商行|经营部|门市部|服务部|营业部|批发部|商贸部|合作社|基金会|药房|药店|大药房|诊所|门诊部"
)
_PLACE_OF = (
    r"支行|分行|分理处|营业厅|医院|卫生院|卫生服务中心|幼儿园|小学|中学|大学|学院|学校|税务局|派出所|公安局|法院|"
    r"管理局|协会|商会|学会|加工厂|工厂|服装厂|电子厂|食品厂|机械厂|超市|酒店|饭店|宾馆|酒楼|餐厅|培训中心|服务中心|银行|养老院|福利院|俱乐部|"
    r"五金店|建材店|便利店|水果店|美容店|美发店|理发店|花店|文具店|服装店|火锅店|小吃店|母婴店|专卖店|旗舰店|体验店|汽修厂|修理厂|养殖场"
)
_END = re.compile(rf"(?:{_FIRM}|{_PLACE_OF})(?!人|长|员|法|章|化|内|级|版)(?:[（(]{HAN}{{2,10}}[)）])?")
_BRANCH = ("分公司", "支行", "分行", "分理处", "营业部", "营业厅", "服务部", "门市部", "经营部", "事务所")
# A name may go on after these: 复旦大学附属华山医院, 建设银行股份有限公司.
_OPEN = ("银行", "大学", "学院", "集团", "医院", "协会")
_BODY = re.compile(rf"(?:{HAN}|[A-Za-z0-9&·（）()]){{1,40}}$")
_LATIN = re.compile(
    r"(?<![A-Za-z])[A-Z][\w&.'’-]*(?:,? (?:&|and|of|[A-Z(][\w&.'’()-]*)){0,6},? "
    r"(?:Co\.?,? ?Ltd\.?|Ltd\.?|Limited|Inc\.?|LLC|Corp\.?|Corporation|GmbH|LLP|Pte\.? Ltd\.?|Pty Ltd\.?|Group|Company)(?![A-Za-z])"
)
# A name does not go on to the left over these, whatever the dictionary calls them.
_STOP = frozenset(
    "客户 供应商 甲方 乙方 丙方 对方 单位 公司 我司 贵司 我方 联系 致电 通知 寄往 寄到 寄给 发往 发给 寄 送 送到 到 在 去 前往 来自 就职于 "
    "任职于 供职于 就职 任职 工作 上班 签 签订 签约 签署 委托 代表 属于 隶属 隶属于 承接 承包 开具 开给 开票 抬头 付给 付款 付 汇 汇给 汇至 转给 "
    "转账 打款 收到 收 由 被 把 将 给 向 与 和 及 以及 或 为 是 系 从 自 于 至 经 替 帮 找 叫 按 对 跟 同 并 已 已经 未 曾 原 现 现在 目前 了 的 地 "
    "得 着 过 说 称 表示 要求 希望 提供 介绍 推荐 名称 账户 户名 开户行 开户 收款人 付款人 购方 销方 法人 老板 员工 经理 财务 会计 关于 因 因为 由于 "
    "其 该 此 本 我 你 您 他 她 它 们 我们 他们 这 那 家 个 名 某 今天 昨天 明天 上午 下午 请 让 使 用 以 后 前 时 再 又 也 还 都 不 没 要 需 需要 "
    "发票 合同 快递 邮寄 安排 陪同 参观 拜访 回访 沟通 协调 咨询了 合作方 下属 所属 是否 曾在 就读 就读于 毕业于 毕业 就诊 就诊于 住院 持有 收购 入职 "
    "离职 签收 注册 成立 投资了 协助 负责 服务于 已与 已向 已由 已在 均 各 每 等 即 另 另外 核实 确认 对接 走访 上门 办理 申请 购买 采购 销售给".split()
)
_STOP_PARTS = frozenset("pcurdtN")
_GENERIC = frozenset(
    "保险 物流 快递 装修 装饰 装潢 搬家 家政 培训 贸易 分 总 子 母 外贸 广告 建筑 施工 设计 律师 会计师 会计 税务师 旅行 软件 网络 上市 "
    "国有 民营 私营 外资 合资 股份 有限 科技 投资 担保 物业 房产 房地产 中介 租赁 清洁 保洁 保安 劳务 派遣 劳务派遣 人力资源 小 中 大 高 "
    "一家 两家 几家 多家 本地 当地 附近 新 旧 老 专业 第三方 代理 代理记账 咨询 管理 服务 社区 连锁 大型 小型 中型 建设 工程 医疗 美容 餐饮 "
    "教育 文化 传媒 环保 汽车 电子 食品 服装 机械 供货 生产 制造 销售 母婴 三甲 公立 私立 人民 中心 市 县 区 省 镇 街道 街 私人 公办 民办 重点".split()
)


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of organisations in text[start:end], a stretch without other findings."""
    at = start
    for ending in _END.finditer(text, start, end):
        if ending.start() < at or _goes_on(text, ending.group(), ending.end(), end):
            continue
        first = _beginning(text, at, ending.start())
        if first is not None and _is_name(text[first : ending.start()], ending.group()):
            yield first, ending.end()
            at = ending.end()
    for match in _LATIN.finditer(text, start, end):
        yield match.start(), match.end()


def _goes_on(text: str, ending: str, at: int, end: int) -> bool:
    """Whether a longer name ends further right: 启衡咨询有限公司上海分公司, 中国工商银行股份有限公司."""
    following = _END.search(text, at, min(end, at + 16))
    if following is None or not (ending.endswith(_OPEN) or following.group().startswith(_BRANCH)):
        return False
    tokens, _ = lexicon.segment(text, at, following.start())
    if any(_is_stop(text[token.start : token.end], token.part) for token in tokens):
        return False
    return bool(tokens) or following.group().startswith((*_BRANCH, "股份", "有限", "集团"))


def _beginning(text: str, start: int, ending: int) -> int | None:
    body = _BODY.search(text, max(start, ending - 40), ending)
    if body is None:
        return None
    tokens, _ = lexicon.segment(text, body.start(), ending)
    first = ending
    for token in reversed(tokens):
        word = text[token.start : token.end]
        if _is_stop(word, token.part):
            break
        first = token.start
    first = _after_bracket(text, first, ending)
    return _from_place(text, first, ending) if first < ending else None


def _is_stop(word: str, part: str) -> bool:
    return word in _STOP or (part in _STOP_PARTS and word not in places.short_names())


def _after_bracket(text: str, first: int, ending: int) -> int:
    """A bracket that opens before the name and closes inside it, or the other way, is not the name's."""
    opened = [place for place in range(first, ending) if text[place] in "（("]
    closed = [place for place in range(first, ending) if text[place] in "）)"]
    if len(closed) > len(opened):
        return closed[0] + 1
    return opened[-1] + 1 if len(opened) > len(closed) else first


def _from_place(text: str, first: int, ending: int) -> int:
    """A name that holds a place begins with it, or with 中国; what stands before a place belongs to the sentence."""
    known = places.short_names()
    for at in range(first, max(first, ending - 2)):
        for length in (8, 7, 6, 5, 4, 3, 2):
            if at + length <= ending and text[at : at + length] in known:
                return at if at - first <= 4 and not _bracketed(text, at) else first
    return first


def _bracketed(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in "（("


def _is_name(body: str, ending: str) -> bool:
    """Whether the words before the ending name something: 保险公司 and 附近医院 do not."""
    if not body:
        return False
    if body in _GENERIC:
        return False
    tokens, _ = lexicon.segment(body, 0, len(body))
    words = [body[token.start : token.end] for token in tokens]
    own = [word for word in words if word not in _GENERIC]
    if not own or (len(body) < 2 and not ending.startswith(("有限", "股份"))):
        return False
    return True
