"""A small firm's files for tests: written here by openpyxl and csv, with known counts."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.formats.samples.people import check_digit

CUSTOMERS = 12
ORDERS = 8
VOUCHERS = 5
NAMES = ("欧阳娜", "张建国", "王芳", "阿依古丽·买买提", "李㛃", "陈静", "刘洋", "赵敏", "周杰", "吴磊", "郑爽", "孙丽")


def id_number(index: int) -> str:
    """A resident ID with the right check digit."""
    digits = f"310101198{index % 10}0{1 + index % 9}1{index % 10}{200 + index:03d}"
    return digits + check_digit(digits)


def phone(index: int) -> str:
    return f"1380013{8000 + index:04d}"


def write_customers(path: Path) -> Path:
    """Twelve good rows under a title, then one with a wrong check digit, a duplicate and a total."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "客户名单"
    sheet.append(["晨光教育客户登记表"])
    sheet.append(["姓名", "身份证号", "联系电话", "家庭住址", "登记日期", "备注"])
    rows = [
        [
            name,
            id_number(index),
            phone(index),
            f"上海市徐汇区漕溪北路{index + 1}弄3号501室",
            date(2019, 3, index + 1),
            None,
        ]
        for index, name in enumerate(NAMES)
    ]
    for row in rows:
        sheet.append(row)
    wrong = id_number(30)
    sheet.append(
        ["何错", wrong[:17] + ("1" if wrong[17] != "1" else "2"), phone(30), "上海市静安区", date(2020, 1, 1), None]
    )
    sheet.append(rows[3])
    book.save(path)
    return path


def write_orders(path: Path) -> Path:
    """Eight orders of the first customers, as a shop program exports them: GB18030, comma separated."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["订单编号", "买家姓名", "收货手机", "商品", "实付金额", "交易完成时间"])
    for index in range(ORDERS):
        writer.writerow(
            [
                f"20210{index + 1}051234567{index:03d}",
                NAMES[index],
                phone(index),
                "画材",
                f"{99 + index}.00",
                f"2021-0{index + 1}-20",
            ]
        )
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def write_vouchers(path: Path) -> Path:
    """Five vouchers of 2019, which the law keeps until the end of 2049."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "记账凭证"
    sheet.append(["凭证日期", "凭证字号", "摘要", "借方金额", "贷方金额", "往来单位"])
    for index in range(VOUCHERS):
        sheet.append(
            [date(2019, 5, index + 1), f"记-{index + 1:03d}", f"收{NAMES[index]}学费", 1200.0, 1200.0, NAMES[index]]
        )
    book.save(path)
    return path


@pytest.fixture
def office(tmp_path: Path) -> list[Path]:
    """Customers, orders and vouchers, as files."""
    folder = tmp_path / "office"
    folder.mkdir()
    return [
        write_customers(folder / "客户名单.xlsx"),
        write_orders(folder / "网店订单.csv"),
        write_vouchers(folder / "记账凭证2019.xlsx"),
    ]
