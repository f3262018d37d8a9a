"""Address books as mail programs export them: names in several columns, kinds of phones beside the phones."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.customers import Identity
from app.domain.mappings import ColumnChoice, SheetChoice
from app.domain.words import Field, PiType
from app.services.imports import SheetPreview

OUTLOOK_CHINESE = """\
称谓,姓,名,中间名,单位,部门,职务,商务传真,住宅电话,移动电话,电子邮件地址,电子邮件类型,生日,附注
,王,建国,,杭州三川贸易有限公司,销售部,经理,0571-88021230,0571-88021234,13805711234,wangjg@example.com,SMTP,1979/3/2,老客户
,李,秀英,,宁波海纳服饰有限公司,采购部,主管,,0574-87651234,13905742345,lixy@example.com,SMTP,1985/7/19,
,欧阳,明,,,,,,,13705763456,ouyang@example.com,SMTP,0/0/00,
"""
OUTLOOK = """\
"Title","First Name","Middle Name","Last Name","Suffix","Company","Job Title","Business Phone","Home Phone",\
"Mobile Phone","E-mail Address","E-mail Type","Birthday","Notes"
"Mr.","John","A.","Smith","","Harbour Tools Ltd","Buyer","+852 2345 6789","","+852 9123 4567","john@example.com",\
"SMTP","1979-03-02",""
"Ms.","Mary","","Chan","","Lion Rock Foods","Manager","+852 2789 0123","","+852 6345 6789","mary@example.com",\
"SMTP","0/0/00","prefers mail"
"","建国","","王","","杭州三川贸易有限公司","","","","13805711234","wangjg@example.com","SMTP","0/0/00",""
"""
GOOGLE_OLD = """\
Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,\
Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Notes,Group Membership,\
E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,\
Organization 1 - Type,Organization 1 - Name,Organization 1 - Title
王建国,建国,,王,,,,,,,,,,,1979-03-02,,,,* myContacts,* Work,wangjg@example.com,Mobile,138 0571 1234,Work,\
0571-88021234,,杭州三川贸易有限公司,经理
李秀英,秀英,,李,,,,,,,,,,,,,,,* myContacts,* ,lixy@example.com,Mobile,139 0574 2345,,,,,
John Smith,John,,Smith,,,,,,,,,,,,,,,* myContacts,* ,john@example.com,Mobile,+852 9123 4567,,,,Harbour Tools Ltd,
"""
GOOGLE = """\
First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,\
Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,\
E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value
建国,,王,,,,,,,,杭州三川贸易有限公司,经理,,1979-03-02,,,* myContacts,* Work,wangjg@example.com,Mobile,138 0571 1234
秀英,,李,,,,,,,,,,,,,,* myContacts,*,lixy@example.com,Mobile,139 0574 2345
John,,Smith,,,,,,,,Harbour Tools Ltd,,,,,,* myContacts,*,john@example.com,Mobile,+852 9123 4567
"""
OUTLOOK_TAIWAN = """\
姓氏,名字,公司,商務電話,行動電話,電子郵件地址
陳,美玲,杭州三川贸易有限公司,(02) 2345-6789,0912-345-678,chen@example.com
林,志豪,,,0923-456-789,lin@example.com
何,家明,,,0933-111-222,ho@example.com
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "contacts.csv"
    path.write_text(text, "utf-8-sig")
    return path


def customers(services: Services) -> list[Identity]:
    with services.session.read() as uow:
        return [identity for _, identity in uow.customers.all()]


def fields(sheet: SheetPreview) -> dict[Field, str]:
    return {column.field: column.header for column in sheet.columns if column.field is not None}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (OUTLOOK_CHINESE, [("王建国", "13805711234"), ("李秀英", "13905742345"), ("欧阳明", "13705763456")]),
        (OUTLOOK, [("John A. Smith", "+85291234567"), ("Mary Chan", "+85263456789"), ("王建国", "13805711234")]),
        (GOOGLE_OLD, [("王建国", "13805711234"), ("李秀英", "13905742345"), ("John Smith", "+85291234567")]),
        (GOOGLE, [("王建国", "13805711234"), ("李秀英", "13905742345"), ("John Smith", "+85291234567")]),
        (OUTLOOK_TAIWAN, [("陳美玲", "0912345678"), ("林志豪", "0923456789"), ("何家明", "0933111222")]),
    ],
    ids=["outlook-zh", "outlook", "google-old", "google", "outlook-tw"],
)
def test_customers_of_an_address_book(
    services: Services, tmp_path: Path, text: str, named: list[tuple[str, str]]
) -> None:
    path = written(tmp_path, text)
    (sheet,) = services.imports.run(path).sheets
    assert (sheet.rows_read, sheet.records_added, sheet.rejected_rows) == (3, 3, 0)
    found = customers(services)
    assert [(one.name, one.phone) for one in found] == named
    assert "杭州三川贸易有限公司" in {one.org for one in found}
    assert all(one.email.endswith("@example.com") for one in found)
    assert services.imports.run(path).sheets[0].duplicates == 3
    assert len(customers(services)) == 3


def test_a_list_of_whole_names_meets_the_customers_of_an_address_book(services: Services, tmp_path: Path) -> None:
    services.imports.run(written(tmp_path, OUTLOOK_CHINESE))
    services.imports.run(written(tmp_path, "姓名,手机,身份证号\n王建国,13805711234,110101199003070417\n"))
    assert [one.id_number for one in customers(services) if one.name == "王建国"] == ["110101199003070417"]


def test_both_parts_are_shown_as_names_of_persons(services: Services, tmp_path: Path) -> None:
    (sheet,) = services.imports.preview(written(tmp_path, OUTLOOK)).sheets
    assert fields(sheet)[Field.NAME] == "First Name"
    types = {column.header: column.type for column in sheet.columns}
    assert types["First Name"] is types["Last Name"] is PiType.PERSON_NAME


NAMED = ColumnChoice(Field.NAME, PiType.PERSON_NAME)


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({2: NAMED}, ["王总", "李姐"]),
        ({1: NAMED}, ["王建国", "李秀英"]),
        ({0: NAMED, 1: replace(NAMED, field=None)}, ["王建国", "李秀英"]),
    ],
)
def test_a_column_chosen_by_hand_is_the_name_alone_unless_it_is_a_part_of_one(
    services: Services, tmp_path: Path, columns: dict[int, ColumnChoice], names: list[str]
) -> None:
    path = written(tmp_path, "姓,名,联系人,手机\n王,建国,王总,13805711234\n李,秀英,李姐,13905742345\n")
    services.imports.run(path, sheets={"contacts": SheetChoice(columns=columns)})
    assert [one.name for one in customers(services)] == names


def test_one_part_without_the_other_is_a_column_like_any_other(services: Services, tmp_path: Path) -> None:
    services.imports.run(written(tmp_path, "名字,电话\n王建国,13805711234\n李秀英,13905742345\n"))
    assert [one.name for one in customers(services)] == ["王建国", "李秀英"]


def test_a_part_of_a_name_is_no_misfit(services: Services, tmp_path: Path) -> None:
    done = services.imports.run(written(tmp_path, "姓,名,手机\n王,建国,13805711234\n李,秀英,13905742345\n"))
    assert services.completeness.of(done.batch).findings == ()
