"""Notes: each name, firm, address and number is one span, and words of the sentence are none of it."""

import itertools
import re
from functools import partial

import pytest

from app.detect import texts
from app.domain.words import PiType
from tests.helpers.steps import calls

_MARK = re.compile(r"\[([a-z]+):([^\]]*)\]")
_TYPES = {
    "name": PiType.PERSON_NAME, "org": PiType.ORG_NAME, "at": PiType.ADDRESS, "mobile": PiType.MOBILE_PHONE,
    "tel": PiType.LANDLINE_PHONE, "id": PiType.CN_RESIDENT_ID, "card": PiType.BANK_CARD, "mail": PiType.EMAIL,
    "wx": PiType.WECHAT_ID, "qq": PiType.QQ_NUMBER, "plate": PiType.LICENCE_PLATE, "pass": PiType.CN_PASSPORT,
    "hk": PiType.HK_MACAU_PERMIT, "tw": PiType.TAIWAN_PERMIT, "uscc": PiType.USCC, "ill": PiType.HEALTH,
    "age": PiType.AGE, "born": PiType.BIRTH_DATE, "people": PiType.ETHNICITY, "account": PiType.FINANCIAL_ACCOUNT,
    "post": PiType.POSTCODE,
}  # fmt: skip

NOTES = """
付[name:贺涛]介绍费
代[name:万飞]交电费
找[name:于刚]谈合同
不许[name:季飞]接走，不许[name:于沐阳]接走
支付[name:王静]劳务费，预支[name:赵铁柱]工资，补发[name:孙丽]奖金
收[name:王伟芳]货款，退款给[name:张三丰]
退[name:李国强]押金，报销[name:陈晓东]差旅费
司机[name:于宏伟] [mobile:15196216511]
电梯困人，被困者[name:萧勇] [mobile:15226833711]
请[name:向文静]老师给孩子调课，妈妈[name:向一诺]来电请假
中午要吃药，[name:曹立新]妈妈会送来
请[org:上海王宝和大酒店有限公司][name:朱雪]吃饭
已和[org:招商银行股份有限公司苏州分行]对账，转[org:中国平安财产保险股份有限公司]处理
已向[org:常州天宁区郑陆镇人民政府]、[org:上海徐家汇街道办事处]发函
送到[at:广东省深圳市南山区科技园南区R2-B栋5楼]
购方地址：[at:闵行区七莘路1839号财富108广场南楼]
建议上级医院就诊
付清全款，收到货款，代收代付，发工资，付供应商货款，付广告费，收水电费
陈列费已付，许可证到期，应收未收，常规保养完成，方便面两箱，和平牌电池
于是高兴地走了，成功办理
客户[name:王伟]强烈要求退款，电话[mobile:13812345678]
[name:张建军]（[mobile:13912345678]）投保车险，车牌[plate:苏E8K3H2]，受益人[name:张悦]
家长[name:欧阳娜娜]已缴费，孩子[name:司马光]请假
联系[name:阿依古丽·买买提]确认收货，[name:约翰·史密斯]先生投诉物流慢
[name:王㛃]本人到店，[name:文𬱟]未接
[name:John Smith]要求退款，由[name:Li Na]接待
与[name:张明]和[name:王芳]沟通，下周一签约
[org:北京中科创达软件股份有限公司]采购部[name:徐磊]要求开具专票
我司与[org:启衡咨询有限公司]签订合同
[org:中国工商银行股份有限公司上海浦东支行]已受理
发票抬头：[org:深圳市腾飞（集团）股份有限公司]，税号[uscc:91110000600037341L]
[org:王小明建材经营部]送货到[at:浦东新区张江路88号3幢502室]
在[org:复旦大学附属华山医院]住院，[ill:高血压]
供应商[org:广州市越秀区老王五金店]，由[org:德勤会计师事务所]审计
与[org:ABC Trading Co., Ltd.]签约
家住[at:河南省周口市太康县马头镇王庄村3组]
寄到[at:广州市天河区体育西路103号维多利广场B塔2501室]，货到付款
客户[name:王芳]要求改送到[at:长宁路1189弄12号楼501]
座机[tel:021-58812345转803]，传真[tel:021-58812346-12]，或拨[tel:400-820-8820]
电话[tel:(010)88886666]，单位电话[tel:58812345转8012]
手机[mobile:１３８１２３４５６７８]，[mobile:＋８６ 138 1234 5678]，[mobile:138-1234-5678]
微信：[wx:xiaoming_88]，QQ：[qq:12345678]，邮箱[mail:zhang.san@qq.com]
卡号[card:6222 0210 0111 6245 702]，户名[name:陈思思]
身份证[id:110101199003070134]，旧证[id:310104450612123]
护照[pass:E12345678]，港澳通行证[hk:C12345678]，台胞证[tw:01234567]
车牌[plate:沪AD12345]、[plate:京A·12345]停在门口
孩子[age:8岁]，对[ill:花生过敏]，[people:回族]
[name:吴京]，[born:1990年3月5日]出生，对公账号[account:1001234509876543210]
邮编[post:200120]
订单号13812345678未发货，流水号6222021001116245702
该公司负责人表示，保险公司已受理，转账到分公司
李先生来电，王女士回访，张经理批准
由于天气原因，安排在明天，何时到账需要财务确认
白天无人接听，马上更正，尾款未结，温馨提示
约在人民广场店见面，走了三公里路
常规保养，更换机油机滤，毛利偏低，全款到账
已与[org:长沙市芙蓉区民政局]沟通，[org:株洲市公安局交通警察支队]出警
[org:镇江恒顺醋业有限公司工会委员会]的款到了，[org:启衡咨询有限公司]法务[name:王芳]来函
租客在[org:嘉兴南湖区陈阿婆粽子铺]上班，到门店自提，约在火车站
[name:梁山]姐约了下周三，推荐人：[name:高山]；渠道：地推
寄[at:吉林省延边州延吉市河南街兴安胡同6号]，[name:陈静]收
家住[at:北京市朝阳区朝外大街甲6号万通中心D座2308]，[at:苏州工业园区星湖街328号创意产业园10-3F]
[at:江西南昌西湖区孺子路488号]门口路灯不亮，[at:台湾省台北市信义区松寿路12号]停电
祝[name:何佳]财安，贺[name:柳岩]荣升，恭喜[name:周敏]乔迁，感谢[name:何平]支持
请[name:何佳]阅处，转[name:陈志强]阅办，[name:李国发]验货，[name:刘洋]发邮件
已转租给[name:李国发]，房东[name:严华]涨租，[name:云飞]来退卡，由[name:萧蔷]介绍
送[at:上海市闵行区桃花坞大街12号丹桂飘香6-2-301]，[at:南京市玄武区珠江路12号江南里6幢301]没人
住[at:哈尔滨市南岗区西大直街52号副3号]，老家[at:陈家桥镇陈西村5组]
支付[org:嘉美（武汉）机电有限公司]货款，代[org:云裳（北京）服饰有限公司]付，收[org:成都喜来食品有限公司]定金
[org:姑苏区同和面馆]送来两箱，[org:相城区德和茶楼]订三桌，[org:德和堂大药房]开业，结[org:合肥方正律师事务所]费用
和[org:鑫达五金店]对账，问[org:阳光幼儿园]要资料，保证人[org:易成贸易公司]，[org:张江高科技园区管委会]来函
由學員[name:陳志強]簽收，請[name:簡文彬]覆電，支付[org:興發貿易有限公司]貨款，客戶[name:張偉民]來電
送给[name:方金水]，[name:孙军]开回来，[name:唐凯]原话，[name:罗娟]组，门卫[name:于海]，业主[name:金鑫]
寄到[at:苏州市姑苏区青年路7号]（空置），[at:香港灣仔道8號2樓D室]收，在[org:泰州佳和房产有限公司]上班
抬头变更成[org:锦绣（合肥）商贸有限公司]，去过[org:锦绣（合肥）商贸有限公司]
收银员多找零，请拨[tel:+86-451-88293691]或[tel:0595 58049837 转 12]
""".strip().split("\n")


def _truth(marked: str) -> tuple[str, list[tuple[PiType, str]]]:
    return _MARK.sub(r"\2", marked), [(_TYPES[kind], text) for kind, text in _MARK.findall(marked)]


@pytest.mark.parametrize("marked", NOTES)
def test_notes(marked: str) -> None:
    text, wanted = _truth(marked)
    assert [(span.type, text[span.start : span.end]) for span in texts.find(text)] == wanted


def test_spans_are_in_order_and_never_overlap() -> None:
    text = _truth("".join(NOTES))[0]
    spans = texts.find(text)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("text", ["", " ", "·", "（", "公司", "a·b", "\n\n", "1" * 500, "张" * 300, "路" * 200])
def test_odd_texts_are_read_too(text: str) -> None:
    texts.find(text)


def test_a_day_that_never_was_is_no_birth_date() -> None:
    assert [span.type for span in texts.find("出生日期1900-02-29，已核")] == []
    assert [span.type for span in texts.find("出生日期1904-02-29，已核")] == [PiType.BIRTH_DATE]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("保证人国家税务总局苏州市税务局", "国家税务总局苏州市税务局"),
        ("捐给海盐县武原街道总工会", "海盐县武原街道总工会"),
        ("自称江阴陈氏纺织有限公司员工，要求结清工资", "江阴陈氏纺织有限公司"),
        ("付上海明德咨询中心（有限合伙）货款", "上海明德咨询中心（有限合伙）"),
        ("在上海闵行区莘庄镇秦家羊肉馆上班", "上海闵行区莘庄镇秦家羊肉馆"),
        ("楼下冯建国家漏水", "冯建国"),
        ("走访次仁旺堆家", "次仁旺堆"),
        ("钱前进报销差旅费", "钱前进"),
        ("戴勇挪车", "戴勇"),
        ("住苏州市姑苏区锦绣家园2期-18-502，不在家", "苏州市姑苏区锦绣家园2期-18-502"),
        ("住上海市闵行区七宝镇漕宝路3055号5栋B门302", "上海市闵行区七宝镇漕宝路3055号5栋B门302"),
    ],
)
def test_whole_names_and_places_among_words(text: str, found: str) -> None:
    assert [text[span.start : span.end] for span in texts.find(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        *("收钱码收款", "买机油", "安亭镇污水管网工程", "遮阳帘", "空调师傅明天来", "主色白金", "房源已下架"),
        *("祝财安", "祝秋祺", "祝好，顺颂商祺", "祝学业有成", "由經理批示", "延誤兩天", "转告公司停业", "登记公司信息"),
        *("有经验者优先", "去税务局", "原告住所地人民法院", "祝您安康", "预祝兴隆", "修锁师傅已到", "由家政师傅做"),
    ],
)
def test_words_that_look_like_names_are_none(text: str) -> None:
    assert texts.find(text) == []


def test_a_list_of_places_takes_steps_by_its_length() -> None:
    few, many = (calls(partial(texts.find, "北京市海淀区" * count + "店")) for count in (50, 200))
    assert many < 6 * few


def test_an_endless_word_is_no_firms_name() -> None:
    assert texts.find("A" * 40 + " Ltd") != []
    assert texts.find("A" * 42 + " Ltd") == []
