"""Lists from Taiwan and Hong Kong: their phone numbers are phones where the header says so."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import Field, PiType

TAIWAN = """\
客戶姓名,電話,手機,地址
陳美玲,(02) 2345-6789,0912-345-678,台北市信義區松高路11號5樓
林志豪,04-2223-4567,0923456789,台中市西區公益路20號
何家明,+886 2 8765 4321,+886 933 111 222,新北市板橋區文化路一段188號
"""
HONG_KONG = """\
姓名,聯絡電話,WhatsApp,地址
陳大文,852 2345 6789,852 9123 4567,香港九龍彌敦道100號
李小龍,(852) 2789-0123,63456789,香港灣仔軒尼詩道8號
張國榮,2345 1111,+852-9222-3333,香港銅鑼灣告士打道1號
"""


@pytest.mark.parametrize(
    ("text", "encoding", "phones"),
    [
        (TAIWAN, "big5", ["0223456789", "0422234567", "+886287654321"]),
        (HONG_KONG, "utf-8", ["85223456789", "85227890123", "23451111"]),
    ],
    ids=["taiwan", "hong-kong"],
)
def test_their_phones_are_phones(
    services: Services, tmp_path: Path, text: str, encoding: str, phones: list[str]
) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(text, encoding)
    (preview,) = services.imports.preview(path).sheets
    assert [column.type for column in preview.columns[1:3]] == [PiType.MOBILE_PHONE] * 2
    assert [column.field for column in preview.columns[1:3]] == [Field.PHONE, None]
    (sheet,) = services.imports.run(path).sheets
    assert (sheet.records_added, sheet.rejected_rows) == (3, 0)
    with services.session.read() as uow:
        assert [identity.phone for _, identity in uow.customers.all()] == phones


def test_without_the_header_they_are_numbers_like_others(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("订单编号,品名\n0912345678,电池\n0923456789,灯泡\n0933111222,插座\n", "utf-8")
    (preview,) = services.imports.preview(path).sheets
    assert preview.columns[0].type is PiType.ORDER_NUMBER
