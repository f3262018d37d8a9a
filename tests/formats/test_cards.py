"""Address cards as phones and mail programs write them, one row a card."""

from base64 import b64encode
from pathlib import Path

import pytest

from app.errors import Damaged
from app.formats.table_files import open_table_file

# A phone of 2012 (2.1, quoted-printable in GBK and UTF-8 with soft breaks), an iPhone (3.0), a server (4.0).
OLD = """BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=CD=F5;=BD=A8=BB=AA;;;\r
FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=CD=F5=BD=A8=BB=AA\r
TEL;CELL:13800138000\r
TEL;WORK;VOICE:021-62345678\r
TEL;WORK;FAX:021-62345679\r
ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=B8=8A=E6=B5=B7=E7=94=B2=\r
=E6=9C=89=E9=99=90=E5=85=AC=E5=8F=B8;=E9=94=80=E5=94=AE=E9=83=A8\r
PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8U\r
HRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL\r
\r
END:VCARD\r
"""
NEW = """BEGIN:VCARD
VERSION:3.0
N:李;娜;;;
FN:李娜
item1.TEL;type=CELL;type=pref:139 0013 9000
TEL;TYPE="cell,home":13900139001
item1.X-ABLabel:_$!<Mobile>!$_
EMAIL;type=INTERNET:lina@example.com
ADR;type=HOME:;;中关村大街1号\\, 3楼;北京市;北京市;100080;中国
BDAY:1990-03-07
NOTE:喜欢喝茶\\;不
 喝咖啡\\n第二行
X-QQ:12345678
END:VCARD
"""
LAST = """BEGIN:VCARD
VERSION:4.0
FN:Anna Smith
N:Smith;Anna;;;
TEL;VALUE=uri;TYPE="voice,home":tel:+86-10-62345678
BDAY:19900307T000000Z
GENDER:F
ADR:;;1 High Street;London;;SW1;UK
END:VCARD
"""


def table(path: Path, *texts: str | bytes) -> list[dict[str, str]]:
    path.write_bytes(b"".join(text if isinstance(text, bytes) else text.encode() for text in texts))
    with open_table_file(path) as file:
        assert file.sheets[0].name == path.stem
        heads, *rows = file.open(0).rows()
    return [{head: text for head, text in zip(heads, row, strict=True) if text} for row in rows]


def test_version_2_1_in_gbk_with_soft_breaks_and_a_picture(tmp_path: Path) -> None:
    (card,) = table(tmp_path / "a.vcf", OLD)
    assert card.pop("照片").endswith(" B")
    assert card == {
        "姓名": "王建华", "单位名称": "上海甲有限公司", "部门": "销售部",
        "手机号码": "13800138000", "电话": "021-62345678", "传真": "021-62345679",
    }  # fmt: skip


def test_version_3_0_with_folded_lines_groups_and_second_numbers(tmp_path: Path) -> None:
    assert table(tmp_path / "a.vcf", NEW) == [
        {
            "姓名": "李娜", "手机号码": "139 0013 9000", "手机号码2": "13900139001", "电子邮箱": "lina@example.com",
            "地址": "北京市中关村大街1号, 3楼", "邮编": "100080", "出生日期": "1990-03-07",
            "备注": "喜欢喝茶;不喝咖啡\n第二行", "QQ": "12345678",
        }
    ]  # fmt: skip


def test_version_4_0(tmp_path: Path) -> None:
    assert table(tmp_path / "a.vcf", LAST) == [
        {
            "姓名": "Anna Smith", "性别": "女", "出生日期": "1990-03-07", "电话": "+86-10-62345678",
            "地址": "1 High Street, London, UK", "邮编": "SW1",
        }
    ]  # fmt: skip


def test_several_cards_of_any_version_stand_in_one_file(tmp_path: Path) -> None:
    assert [card["姓名"] for card in table(tmp_path / "a.vcf", OLD, NEW, LAST)] == ["王建华", "李娜", "Anna Smith"]


def test_a_card_without_a_shown_name_has_the_one_of_its_parts(tmp_path: Path) -> None:
    parts = "BEGIN:VCARD\nVERSION:2.1\nN:{};;;\nTEL:1\nEND:VCARD\n"
    assert table(tmp_path / "a.vcf", parts.format("欧阳;娜娜"))[0]["姓名"] == "欧阳娜娜"
    assert table(tmp_path / "a.vcf", parts.format("Smith;Anna"))[0]["姓名"] == "Anna Smith"


def test_raw_gbk_without_a_word_about_it(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:2.1\nFN:赵敏\nEND:VCARD\n".encode("gb18030")
    assert table(tmp_path / "a.vcf", card) == [{"姓名": "赵敏"}]


def test_texts_of_old_phones_packed_in_base64(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;ENCODING=BASE64;CHARSET={0}:{1}\r\nX-A;ENCODING=b:/w==\r\nEND:VCARD\r\n"
    for charset in ("UTF-8", "GB2312"):
        text = card.format(charset, b64encode("王建华".encode(charset)).decode())
        assert table(tmp_path / "a.vcf", text) == [{"姓名": "王建华", "A": "/w=="}]


def test_a_card_cut_short_is_damaged_and_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="file-damaged"):
        table(tmp_path / "a.vcf", NEW, OLD[:100])
    with pytest.raises(Damaged, match="no-cards"):
        table(tmp_path / "a.vcf", "姓名,电话\n")


def test_cards_of_endless_entries_are_refused(tmp_path: Path) -> None:
    lines = "".join(f"X-A{number}:1\n" for number in range(300))
    with pytest.raises(Damaged, match="file-unreadable"):
        table(tmp_path / "a.vcf", f"BEGIN:VCARD\n{lines}END:VCARD\n")
    numbers = "".join(f"TEL:{number}\n" for number in range(9000))
    with pytest.raises(Damaged, match="file-unreadable"):
        table(tmp_path / "a.vcf", f"BEGIN:VCARD\n{numbers}END:VCARD\n")
