"""What stands around a name in running text: roles and deeds before it, titles, debts and deeds behind it."""

import re
from typing import NamedTuple

from app.detect import lexicon
from app.detect.lists import any_of

_ROLES = (
    "客户 联系人 姓名 学员 学生 家长 会员 患者 业主 租客 房东 车主 司机 同事 顾客 用户 老师 教师 医生 经办人 经办 "
    "负责人 业务员 销售 采购 制单 开单 开票人 审批人 报价人 验收 质检 顾问 客服 律师 会计 收件人 收货人 寄件人 "
    "监护人 岳父 岳母 公公 婆婆 女婿 儿媳 上司 同桌 女朋友 男朋友 交警队 父亲 母亲 爸爸 妈妈 妻子 丈夫 老公 老婆 "
    "爱人 儿子 女儿 孩子 配偶 法人 法定代表人 代表人 股东 经理 总监 主管 店长 助理 师傅 技师 员工 朋友 代理人 "
    "委托人 担保人 推荐人 介绍人 申请人 投保人 被保险人 受益人 持卡人 户名 外教 宝妈 宝爸 教练 财务 出纳 护士 "
    "保安 保洁 管家 阿姨 房主 机主 店员 前台 租户 住户 访客 家属 女友 男友 失主 事主 货主 雇主 买家 卖家 买方 "
    "卖方 对方 邻居 亲戚 同学 班长 组长 队长 厂长 院长 校长 主任 书记 老板 老人 病友 室友 舍友 瓦工 木工 电工 "
    "水工 漆工 焊工 钳工 普工 工人 工长 包工头 中介 管理员 快递员 外卖员 保姆 月嫂 护工 楼上 楼下 隔壁 对门 "
    "门卫 保管 库管 掌柜 伙计 其妻 其夫 妻 夫 签收人 签收 接待人 本人 乘客 病人 当事人 原告 被告 投诉人 来电人"
)
_ROLE = rf"(?:{any_of(_ROLES.split())}|[^个本成令众行法何每某多无有主][人员者师]|\d[.、)）]\s?)"
_ROLE_BEFORE = re.compile(rf"{_ROLE}\s*$")
# What is done to somebody, where a clause begins: 付李四工资, 退款给张三, 不许王伟接走.
_DEEDS = (
    "收 收到 付 支付 退 退还 代 替 帮 找 请 转 还 欠 补 报 报销 支 领 借 发 催 催收 接 送 约 陪 让 问 见 补发 "
    "预支 代付 代收 代缴 代交 归还 结 结清 扣 扣除 奖励 赔 赔付 应付 应收 预付 预收 暂借 暂付 冲 核销 慰问 看望 "
    "探望 邀请 聘请 招聘 录用 辞退 开除 表扬 感谢 麻烦 提醒 关注 拜访 走访"
)
_DEEDS_ANYWHERE = (
    "不许 不准 不让 禁止 给 借给 还给 退给 付给 转给 交给 发给 寄给 送给 卖给 租给 退款给 打款给 汇给 归还 带朋友 "
    "带客户 带孩子 带女儿 带儿子"
)
_CLAUSE_BEGINS = r"(?:^|[，,。；;：:、（(\s]|(?<=[已再先请应需另补款费金资钱]))"
_DONE_TO = rf"(?:{_CLAUSE_BEGINS}{any_of(_DEEDS.split())}|{any_of(_DEEDS_ANYWHERE.split())})"
_DONE_BEFORE = re.compile(rf"{_DONE_TO}\s*$")
_LINKS = "叫 名叫 是 由 找 给 与 和 跟 向 经 应 代 转 陪同 通知 联系 致电 回访 转告 委托 介绍 推荐 带 及 、 ： :"
_BEFORE = re.compile(rf"(?:{_ROLE}|{_DONE_TO}|{any_of(_LINKS.split())})\s*$")
# None of these begins a name's clause anew and says at once who is meant.
_CLAUSE_ENDS = frozenset("，,。；;（(")
# 货款, 工资, 押金: what is owed to somebody or by somebody, right behind the name.
_OWED = (
    r"(?:的)?(?:工资|薪水|房租|租金|押金|定金|订金|订单|预付款|货款|尾款|借款|还款|退款|欠款|报销|差旅|提成|奖金|劳务|社保|公积金|借条|发票|合同|"
    r"[一-鿿]{1,3}[费款](?![用项]))"
)
_OWED_AFTER = re.compile(_OWED)
_AFTER = re.compile(
    r"\s*(?:先生|女士|小姐|老师|同学|经理|总监|主管|师傅|医生|律师|阿姨|太太|同志|本人|主任|董事长|[科处局部所站院校园店厂队组班会]长(?![会室时]|期)|书记|教授|护士(?!站)|总(?![共计额价数量])|"
    r"[姐哥姨叔嫂婶爷](?![妹夫弟哥姐爷])|(?:爸|妈|爷|奶|姥)[爸妈爷奶姥]|(?:爸|妈)(?=[来接送打说])|父亲|母亲|家长|家属|夫妇|一家|"
    r"家(?=[漏里装没门孩老狗猫水电暖说]|空调|噪音|太吵|的)|同(?=[屋住房桌班组校行])|一起|一同|"
    r"[（(,，]?\s*(?:身份证|手机|电话|联系电话|联系方式|男|女|微信|QQ|住|家住|邮箱|卡号|1\d{10}|\d{17}))"
)
_CALLED = re.compile(r"(?:先生|女士|小姐|同学|老师|太太|阿姨|师傅)")
_VERB_AFTER = re.compile(
    r"\s*(?:来(?=[接送取拿办问看找帮开交领退换修买卖订签补报洗租借还谈闹催讨要付存充])|挪|充(?=话费|值)|垫|发(?=[奖红工])|来电|致电|来访|到店|反映|反馈|表示|要求|咨询|询问|投诉|确认|签收|签字|签约|称|说|办理|申请|预约|购买|下单|付款|已付|"
    r"已|转账|汇款|领取|代领|代办|代签|陪同|介绍|推荐|提供|提出|同意|希望|想|需要|未|没|于|因|在|的|今天|昨天|明天|上午|下午|现|报名|"
    r"等(?=\d|[一二两三四五六七八九十几多]|人|户|$)|转让|变更|嫌|欠|说|问|推荐|新婚|早日|快乐|安康|乔迁|升级|办卡|续费|改|生日|"
    r"[收阅](?=[，,。；\s]|$)|退款|谈|签|打电话|打来|带看|带人|接走|接回|拿|交|缴|处理|负责|上门|吃饭|见面|在国外|在外|不在|没来|没到|未到|生日|"
    r"住院|请假|缺课|补课|来了|走了|去了|买|卖|租|借|还|退|换|修|装|量|送货|打车|出差|加班|入职|离职|转正|复诊|回国|开门|"
    r"退款|续费|缴纳|缴费|寄|取|送|接|本|，|,|。|；|、|和|与|及|（|\()"
)
# What a form says in front of a name; with nothing more behind the name it is one, be it a word as well (高山, 于洋).
_LABEL = re.compile(
    r"(?:姓名|名字|户名|[系经办付收取签持介荐护委保请诉接责开当代借贷购买租房人][人]|家长|学员|学生|会员|患者|业主|车主|司机|客户|本人|房东|"
    r"老师|教练|顾问|客服|财务|师傅|经理|外教|爱人|老公|老婆|妻子|丈夫|父亲|母亲|爸爸|妈妈|儿子|女儿|名叫|叫)\s*[：:]?\s*$"
)
_BREAK = re.compile(r"\s+|\s*(?:$|[，,。；;、：:（(）)/|！!？?\n])")
_PLACE_AFTER = re.compile(
    r"街道|镇(?!定)|乡|村(?![里民])|社区|小区|新村|大道|大厦|广场|花园|公园|工业[区园]|路(?=\d|[一-鿿])|地铁|火车站|机场"
)
# Surnames that begin a word of time: 明天|来 is nobody.
_TIME = re.compile(r"明[天早晚]|年[前后底初]|时[常间段候]|全[天年程]|常年|季[末初度]|周[末内]|元旦|平[时日]")
_TIME_BEGINS = frozenset("明年时全常季周元平")
_SET_OFF = frozenset("()（）[]【】/、,，;；:：|\n") | {""}
_FAR = 6
_LABEL_FAR = 8


class Behind(NamedTuple):
    """What follows where a name may end."""

    called: bool
    titled: bool
    owed: bool
    does: bool
    acts: bool
    place: bool
    breaks: bool


def behind(text: str, at: int) -> Behind:
    """What stands from a place on; `acts`: somebody before it owes or does anything; not asked before a title."""
    titled, owed = _AFTER.match(text, at) is not None, _OWED_AFTER.match(text, at) is not None
    does = _VERB_AFTER.match(text, at) is not None
    goes_on = text[at : at + 1].isalnum()
    return Behind(
        goes_on and _CALLED.match(text, at) is not None,
        titled,
        owed,
        does,
        not titled and (owed or does or (goes_on and _is_verb(text, at))),
        goes_on and _PLACE_AFTER.match(text, at) is not None,
        not goes_on and _BREAK.match(text, at) is not None,
    )


def _is_verb(text: str, at: int) -> bool:
    """Whether a verb of two characters or three begins here: whoever stands before it does something."""
    known = lexicon.words()
    if at + 2 > len(text):
        return False
    return "v" in (known.get(text[at : at + 3], _NOTHING)[1], known.get(text[at : at + 2], _NOTHING)[1])


_NOTHING = (0.0, "")


_WISH = re.compile(r"(?:祝|贺|恭喜|祝愿)(?:[您你]|全家)?$")

_WISH_ENDS = frozenset("祝贺喜愿您你家")


def wished(text: str, at: int) -> int:
    """Where what is wished begins, behind 祝 at the place or before it; -1 where nothing is."""
    if text[at] in "祝贺":
        return at + 1
    told = text[at - 1 : at] in _WISH_ENDS and _WISH.search(text, max(0, at - _FAR), at)
    return at if told else -1


def begins_time(text: str, at: int) -> bool:
    return text[at] in _TIME_BEGINS and _TIME.match(text, at) is not None


def is_prompted(text: str, at: int) -> bool:
    """Whether a role, a deed or a word that links persons stands before the place."""
    return _ends(_BEFORE, text, at)


def is_role(text: str, at: int) -> bool:
    return _ends(_ROLE_BEFORE, text, at)


def is_done_to(text: str, at: int) -> bool:
    return _ends(_DONE_BEFORE, text, at)


def _ends(form: re.Pattern[str], text: str, at: int) -> bool:
    """Whether one of the forms that stand before a name ends at the place."""
    if not at or text[at - 1] in _CLAUSE_ENDS:
        return False
    return form.search(text, max(0, at - _FAR), at) is not None


def is_labelled(text: str, at: int) -> bool:
    """Whether a form's label stands before the place."""
    return _LABEL.search(text, max(0, at - _LABEL_FAR), at) is not None


def is_spoken_of(text: str, start: int, end: int) -> bool:
    """Whether the words and signs around a name say that it is somebody's: (丁勇), 吕春梅还借款, 与吕春梅同屋."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before in _SET_OFF and after in _SET_OFF) and (before or after):
        return True
    return is_prompted(text, start) or is_told_of(text, end) or _OWED_AFTER.match(text, end) is not None


def is_told_of(text: str, end: int) -> bool:
    """Whether a title or a deed follows."""
    return _AFTER.match(text, end) is not None or _VERB_AFTER.match(text, end) is not None
