"""Invented people and companies. Numbers have right check digits and belong to nobody on purpose."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺"
)
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "慕容", "司徒")
MEN = "伟强磊军勇杰涛明超辉鹏俊峰浩宇轩博文海波志刚建国平华东宁斌"
WOMEN = "芳娜敏静丽娟艳霞玲婷雪琳慧颖佳欣怡梦洁倩雅悦晨露萍云兰梅珍"
RARE = ("李㛃", "王䶮", "陈𬱟", "阿依古丽·买买提", "古丽娜尔·阿不都拉")
DISTRICTS = {
    "310101": "黄浦区", "310104": "徐汇区", "310105": "长宁区", "310106": "静安区", "310107": "普陀区",
    "310109": "虹口区", "310110": "杨浦区", "310112": "闵行区", "310113": "宝山区", "310115": "浦东新区",
}  # fmt: skip
ELSEWHERE = ("320102", "330102", "340104", "370202", "410102", "420106", "510104", "650102")
ROADS = [
    "张杨路",
    "世纪大道",
    "虹桥路",
    "淮海中路",
    "中山北路",
    "漕溪北路",
    "四平路",
    "长寿路",
    "沪闵路",
    "共和新路",
    "杨高南路",
    "天山路",
]
GARDENS = [
    "阳光花园",
    "锦绣苑",
    "明日新村",
    "康桥半岛",
    "绿地公寓",
    "东方名苑",
    "瑞虹小区",
    "新家坡公寓",
]
PREFIXES = [
    "134",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "151",
    "152",
    "157",
    "158",
    "159",
    "177",
    "180",
    "181",
    "186",
    "187",
    "188",
    "189",
    "199",
]
TRADES = [
    "建筑设计",
    "商贸",
    "信息科技",
    "餐饮管理",
    "物业服务",
    "机电设备",
    "文化传播",
    "医疗器械",
    "物流",
    "教育咨询",
]
BRANDS = [
    "启衡",
    "众远",
    "鼎禾",
    "云帆",
    "嘉木",
    "博雅",
    "恒泰",
    "新锐",
    "汇成",
    "海岳",
    "天承",
    "宏宇",
    "盛和",
    "明川",
    "易达",
]


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; `id_number` has 18 digits with the right check digit (GB 11643-1999)."""

    name: str
    gender: str
    born: date
    id_number: str
    phone: str
    address: str
    email: str


@dataclass(frozen=True, slots=True)
class Company:
    """One invented company with a 统一社会信用代码 whose check character is right (GB 32100-2015)."""

    name: str
    uscc: str
    contact: str
    phone: str


def people(dice: random.Random, count: int, born: tuple[int, int]) -> list[Person]:
    """`count` people born in the years from `born[0]` to `born[1]`, every one with another ID number."""
    found: dict[str, Person] = {}
    while len(found) < count:
        one = _person(dice, born)
        found.setdefault(one.id_number, one)
    return list(found.values())


def _person(dice: random.Random, born: tuple[int, int]) -> Person:
    woman = dice.random() < 0.55
    name = _name(dice, woman=woman)
    first, last = date(born[0], 1, 1), date(born[1], 12, 31)
    day = first + timedelta(days=dice.randrange((last - first).days))
    area = dice.choice(list(DISTRICTS)) if dice.random() < 0.8 else dice.choice(ELSEWHERE)
    serial = dice.randrange(10, 500) * 2 + (0 if woman else 1)
    digits = f"{area}{day:%Y%m%d}{serial:03d}"[:17]
    phone = mobile(dice)
    return Person(
        name=name,
        gender="女" if woman else "男",
        born=day,
        id_number=digits + check_digit(digits),
        phone=phone,
        address=address(dice),
        email=f"{phone[3:]}@{dice.choice(('qq.com', '163.com', 'example.com'))}",
    )


def _name(dice: random.Random, *, woman: bool) -> str:
    if dice.random() < 0.006:
        return dice.choice(RARE)
    surname = dice.choice(COMPOUND) if dice.random() < 0.02 else dice.choice(SURNAMES)
    letters = WOMEN if woman else MEN
    return surname + "".join(dice.choice(letters) for _ in range(1 if dice.random() < 0.25 else 2))


def check_digit(digits: str) -> str:
    """ISO 7064 MOD 11-2 over the first 17 digits."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return "10X98765432"[total % 11]


def mobile(dice: random.Random) -> str:
    return dice.choice(PREFIXES) + f"{dice.randrange(10**8):08d}"


def address(dice: random.Random) -> str:
    district = dice.choice(list(DISTRICTS.values()))
    number, room = dice.randrange(1, 2000), dice.randrange(101, 2400)
    return f"上海市{district}{dice.choice(ROADS)}{number}弄{dice.choice(GARDENS)}{dice.randrange(1, 60)}号{room}室"


def companies(dice: random.Random, count: int) -> list[Company]:
    """`count` companies with different names and codes."""
    found: dict[str, Company] = {}
    while len(found) < count:
        name = f"上海{dice.choice(BRANDS)}{dice.choice(BRANDS)}{dice.choice(TRADES)}有限公司"
        body = f"91310{dice.randrange(1000):03d}MA1" + "".join(
            dice.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6)
        )
        contact = _name(dice, woman=dice.random() < 0.5)
        found.setdefault(
            name, Company(name, body + uscc_check(body), contact, f"021-{dice.randrange(5 * 10**7, 7 * 10**7)}")
        )
    return list(found.values())


def uscc_check(body: str) -> str:
    """The check character over the first 17 characters (GB 32100-2015)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(letter) * pow(3, index, 31) for index, letter in enumerate(body))
    return alphabet[(31 - total % 31) % 31]
