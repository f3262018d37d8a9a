"""Files that are no plain tables: registration cards, a customer's statement, two exports joined by hand."""

from pathlib import Path

from tests.helpers.books import Cell, write_book
from tests.helpers.people_rows import people


def write_cards(folder: Path) -> None:
    """A workbook of cards, a statement with its customer above the table, lines in two encodings, an unclear card."""
    names = people(5)
    cards: dict[str, list[list[Cell]]] = {name[0]: _card(name) for name in names[:3]}
    write_book(folder / "会员登记卡.xlsx", cards)
    unclear: list[list[Cell]] = [*_card(names[3]), ["家庭成员", "李某", "某厂", "退休"]]
    write_book(folder / "不清楚的登记卡.xlsx", {"登记卡": unclear})
    statement: list[list[Cell]] = [
        ["对账单"],
        ["客户：上海明达贸易有限公司   联系人：王芳   电话：021-58881234"],
        ["日期", "品名", "金额"],
        ["2021-03-01", "打印纸", 200],
        ["2021-03-02", "墨盒", 300],
        ["合计", "", 500],
    ]
    write_book(folder / "对账单.xlsx", {"明达": statement})
    lines = [f"{name[0]},{name[2]},{name[4]}\n".encode("gb18030") for name in names]
    (folder / "两次导出.csv").write_bytes(
        "姓名,手机,登记日期\n王芳,13900139000,2021-03-01\n".encode() + b"".join(lines)
    )


def _card(person: list[str]) -> list[list[Cell]]:
    name, number, phone, address, day, _ = person
    return [
        ["会员登记卡"],
        ["姓名：", name, "手机：", phone],
        ["身份证号：", number, "入会日期：", day],
        ["住址：", address, "备注：", ""],
    ]
