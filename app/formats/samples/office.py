"""The demo firm's files: customers, orders, services, contracts, accounting, a class list, staff.

Each has what such files have: title rows, merged titles, totals, broken ID numbers, GB18030, notes with names in them.
"""

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.firm import Firm
from app.domain.words import Closure
from app.formats.samples.people import Company, Person, companies, people, uscc_check

SEED = 20261121
MEMBERS, SHOPPERS, FIRMS, CHILDREN, STAFF = 2400, 720, 160, 96, 36
ORDERS, SERVICES, VOUCHERS = 5200, 2900, 1320
BRANCH_MEMBERS = 60
Cell = str | int | float | date | None

_CODE = "91310115MA1H8NQ7C"
FIRM = Firm("上海禾木亲子文化有限公司", _CODE + uscc_check(_CODE), Closure.DEREGISTRATION)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who appears in the files."""

    members: list[Person]
    shoppers: list[Person]
    children: list[Person]
    staff: list[Person]
    firms: list[Company]


def write_samples(folder: Path) -> list[Path]:
    """Write the demo firm's files into the folder (plain files: the user asked for them); returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(SEED)  # noqa: S311 - invented data, the same every time
    cast = Cast(
        members=people(dice, MEMBERS, (1955, 2004)),
        shoppers=people(dice, SHOPPERS, (1965, 2003)),
        children=people(dice, CHILDREN, (2013, 2020)),
        staff=people(dice, STAFF, (1970, 2000)),
        firms=companies(dice, FIRMS),
    )
    books = {
        "客户名单2016-2025.xlsx": _customers(dice, cast),
        "服务记录.xlsx": _services(dice, cast),
        "合同台账.xlsx": _contracts(dice, cast),
        "会计档案目录.xlsx": _accounting(dice, cast),
        "少儿班报名表.xlsx": _class_list(dice, cast),
        "员工劳动合同.xlsx": _staff(dice, cast),
    }
    paths = []
    for name, book in books.items():
        book.save(folder / name)
        paths.append(folder / name)
    orders = folder / "网店订单导出.csv"
    orders.write_bytes(_orders(dice, cast))
    return [*paths, orders]


def write_branch(path: Path) -> Path:
    """Write the customer list of the firm's branch, as a comma-separated file; returns its path."""
    dice = random.Random(SEED + 1)  # noqa: S311 - invented data, the same every time
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["会员姓名", "身份证号", "手机号码", "家庭住址", "入会日期"])
    for one in people(dice, BRANCH_MEMBERS, (1960, 2002)):
        writer.writerow([one.name, one.id_number, one.phone, one.address, _day(dice, 2018, 2024)])
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def _book(sheets: Iterable[tuple[str, Sequence[Sequence[Cell]]]]) -> Workbook:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in sheets:
        sheet: Worksheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return book


def _day(dice: random.Random, first: int, last: int) -> date:
    start = date(first, 1, 4)
    return start + timedelta(days=dice.randrange((date(last, 12, 28) - start).days))


def _customers(dice: random.Random, cast: Cast) -> Workbook:
    head = ["序号", "会员姓名", "性别", "身份证号", "联系方式", "家庭住址", "入会日期", "备注"]
    rows: list[list[Cell]] = [
        [FIRM.name + "会员登记表"],
        ["制表：前台", None, None, None, None, "单位：人"],
        list(head),
    ]
    for number, one in enumerate(cast.members, 1):
        row: list[Cell] = [
            *(number, one.name, one.gender, one.id_number, one.phone, one.address),
            _day(dice, 2016, 2024),
            _note(dice, cast),
        ]
        rows.append(_worn(dice, row))
        if dice.random() < 0.008:
            rows.append([*row])
    rows += [[], ["合计", None, None, None, MEMBERS, None, None, None], ["审核：", None, None, "日期："]]
    shop: list[list[Cell]] = [["微信昵称", "收货人", "手机", "收货地址", "邮箱", "首次下单"]]
    shop += [
        [
            f"小{one.name[-1]}{dice.randrange(99)}",
            one.name,
            int(one.phone),
            one.address,
            one.email,
            f"{_day(dice, 2018, 2024):%Y/%m/%d}",
        ]
        for one in cast.shoppers
    ]
    firms: list[list[Cell]] = [["企业客户一览"], ["单位名称", "统一社会信用代码", "联系人", "电话", "合作起始"]]
    firms += [[one.name, one.uscc, one.contact, one.phone, _day(dice, 2016, 2023)] for one in cast.firms]
    book = _book([("门店会员", rows), ("网店会员", shop), ("企业客户", firms)])
    book["门店会员"].merge_cells("A1:H1")
    return book


def _worn(dice: random.Random, row: list[Cell]) -> list[Cell]:
    """What years of editing do to a row: rounded IDs, wrong digits, spaces, full-width digits, blanks."""
    id_number, phone = str(row[3]), str(row[4])
    luck = dice.random()
    if luck < 0.006:
        row[3] = float(id_number[:15] + "000")
    elif luck < 0.010:
        row[3] = id_number[:17] + ("1" if id_number[17] != "1" else "2")
    elif luck < 0.05:
        row[3] = None if dice.random() < 0.5 else "无"
    elif luck < 0.07:
        row[4] = f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    elif luck < 0.08:
        row[4] = phone.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    elif luck < 0.082:
        row[6] = "2019-02-30"
    return row


def _note(dice: random.Random, cast: Cast) -> str | None:
    luck = dice.random()
    if luck < 0.75:
        return None
    friend = dice.choice(cast.members)
    return dice.choice(
        (
            f"{friend.name}介绍",
            f"紧急联系人{friend.name}，{friend.phone}",
            "孩子对花生过敏",
            "周末不方便接电话",
            "已退卡",
            f"发票寄到{friend.address}",
        )
    )


def _orders(dice: random.Random, cast: Cast) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(
        ["订单编号", "买家姓名", "收货手机", "收货地址", "商品", "数量", "实付金额", "付款时间", "交易完成时间"]
    )
    goods = ("亲子陶艺套装", "手工皂材料包", "儿童水彩颜料", "木工体验券", "绘本盲盒", "植物拓印礼盒")
    for number in range(ORDERS):
        buyer = dice.choice(cast.shoppers if dice.random() < 0.7 else cast.members)
        paid = _day(dice, 2018, 2025)
        writer.writerow(
            [
                f"{paid:%Y%m%d}{dice.randrange(10**10):010d}",
                *(buyer.name, buyer.phone, buyer.address, dice.choice(goods), dice.randrange(1, 4)),
                f"{dice.randrange(39, 699)}.00",
                f"{paid} {9 + number % 12:02d}:15:00",
                paid + timedelta(days=9),
            ]
        )
    return text.getvalue().encode("gb18030")


def _services(dice: random.Random, cast: Cast) -> Workbook:
    head: list[Cell] = ["服务日期", "客户姓名", "联系电话", "服务项目", "服务人员", "时长（分钟）", "服务记录"]
    kinds = ("陶艺课", "亲子烘焙", "绘画课", "上门布置", "生日会", "售后维护")
    sheets = []
    for year in (2021, 2022, 2023, 2024, 2025):
        rows: list[list[Cell]] = [[f"{year}年度服务记录"], list(head)]
        for _ in range(SERVICES // 5):
            one = dice.choice(cast.members)
            staff = dice.choice(cast.staff)
            rows.append(
                [
                    _day(dice, year, year),
                    one.name,
                    one.phone,
                    dice.choice(kinds),
                    staff.name,
                    dice.choice((45, 60, 90, 120)),
                    _log(dice, one),
                ]
            )
        sheets.append((str(year), rows))
    return _book(sheets)


def _log(dice: random.Random, one: Person) -> str:
    return dice.choice(
        (
            "到课，作品已带走",
            f"{one.name[0]}女士来电改期，回电{one.phone}",
            "请假一次，顺延",
            "家长反映老师迟到，已致歉",
            f"上门地址：{one.address}",
            "孩子有哮喘，需带药",
        )
    )


def _contracts(dice: random.Random, cast: Cast) -> Workbook:
    rows: list[list[Cell]] = [
        ["合同编号", "甲方", "统一社会信用代码", "联系人", "联系电话", "合同金额（元）", "签订日期", "终止日期"]
    ]
    for number in range(420):
        one = dice.choice(cast.firms)
        signed = _day(dice, 2016, 2024)
        rows.append(
            [
                f"HM-{signed:%Y}-{number:04d}",
                one.name,
                one.uscc,
                one.contact,
                one.phone,
                dice.randrange(20, 900) * 100,
                signed,
                signed + timedelta(days=364),
            ]
        )
    return _book([("客户合同", rows)])


def _accounting(dice: random.Random, cast: Cast) -> Workbook:
    vouchers: list[list[Cell]] = [
        ["记账凭证目录"],
        ["凭证日期", "凭证字号", "摘要", "科目", "借方金额", "贷方金额", "往来单位/个人", "附件张数"],
    ]
    for number in range(VOUCHERS):
        one = dice.choice(cast.members).name if dice.random() < 0.6 else dice.choice(cast.firms).name
        amount = float(dice.randrange(50, 20000))
        vouchers.append(
            [
                _day(dice, 2014, 2025),
                f"记-{number + 1:04d}",
                f"收{one}课程款",
                "预收账款",
                amount,
                amount,
                one,
                dice.randrange(1, 6),
            ]
        )
    bank: list[list[Cell]] = [["银行对账单"], ["所属月份", "开户行", "账号", "期末余额", "页数"]]
    bank += [
        [f"{year}年{month}月", "上海银行张杨路支行", "31600703003312345", float(dice.randrange(9000, 900000)), 4]
        for year in range(2014, 2026)
        for month in range(1, 13)
    ]
    annual: list[list[Cell]] = [["会计年度", "名称", "页数", "保管期限"]]
    annual += [[f"{year}年度", "年度财务会计报告", dice.randrange(18, 40), "永久"] for year in range(2014, 2026)]
    returns: list[list[Cell]] = [["所属期", "申报表名称", "申报日期", "应纳税额"]]
    returns += [
        [
            f"{year}年{quarter}季度",
            "增值税纳税申报表",
            date(year + quarter // 4, quarter * 3 % 12 + 1, 15),
            float(dice.randrange(0, 9000)),
        ]
        for year in range(2014, 2026)
        for quarter in range(1, 5)
    ]
    return _book([("记账凭证", vouchers), ("银行对账单", bank), ("年度财务报告", annual), ("纳税申报表", returns)])


def _class_list(dice: random.Random, cast: Cast) -> Workbook:
    rows: list[list[Cell]] = [
        ["2025年秋季少儿美术班报名表"],
        ["学员姓名", "性别", "出生日期", "身份证号", "家长姓名", "家长电话", "过敏史", "班级"],
    ]
    for child in cast.children:
        parent = dice.choice(cast.members)
        rows.append(
            [
                child.name,
                child.gender,
                child.born,
                child.id_number,
                parent.name,
                parent.phone,
                dice.choice(("无", "无", "花生", "鸡蛋")),
                dice.choice(("周六A班", "周日B班")),
            ]
        )
    return _book([("报名表", rows)])


def _staff(dice: random.Random, cast: Cast) -> Workbook:
    rows: list[list[Cell]] = [
        ["员工劳动合同台账"],
        ["姓名", "身份证号", "手机号码", "岗位", "合同起始日期", "合同终止日期", "工资卡号"],
    ]
    for one in cast.staff:
        start = _day(dice, 2016, 2022)
        rows.append(
            [
                one.name,
                one.id_number,
                one.phone,
                dice.choice(("教师", "店长", "客服", "仓管")),
                start,
                start + timedelta(days=3 * 365),
                _card(dice),
            ]
        )
    return _book([("劳动合同", rows)])


def _card(dice: random.Random) -> str:
    body = "622202" + f"{dice.randrange(10**12):012d}"
    total = 0
    for index, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)
