"""Answers to questionnaires as 问卷星 and 腾讯问卷 export them: questions are headers, 编号 counts answers."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import Field
from app.services.imports import SheetPreview

STARS = """\
序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的姓名：,2、您的手机号,3、您的性别,4、您购买过哪些产品？(床垫),\
4、您购买过哪些产品？(沙发),5、您对我们的服务有什么建议？,总分
1,2019/3/1 10:21:33,65秒,微信,N/A,115.196.23.11(浙江-杭州),王建国,13805711234,男,1,0,送货再快一点,5
2,2019/3/1 11:02:10,120秒,微信,N/A,60.12.33.8(浙江-宁波),李秀英,13905742345,女,0,1,无,4
3,2019/3/2 9:40:01,43秒,链接,直接访问,183.128.1.2(浙江-杭州),欧阳明,13705763456,男,1,1,(空),5
"""
TENCENT = """\
编号,开始答题时间,结束答题时间,答题时长,自定义字段,1.您的姓名,2.请留下您的联系电话,3.您的出生日期,4.您的联系地址是：,5.您的邮箱（选填）
1,2019-03-01 10:20:28,2019-03-01 10:21:33,65,,王建国,13805711234,1979-03-02,杭州市西湖区文三路12号,wangjg@example.com
2,2019-03-01 11:00:10,2019-03-01 11:02:10,120,,李秀英,13905742345,1985-07-19,宁波市海曙区中山路8号,
3,2019-03-02 09:39:18,2019-03-02 09:40:01,43,,欧阳明,13705763456,1990-11-05,台州市椒江区解放路3号,ouyang@example.com
"""
NUMBERED = """\
活动报名表 数据,,,,,,,
序号,提交答卷时间,所用时间,来源,来自IP,Q1 : 请问您的姓名是？,第2题：您的手机号,Q3：您的所在城市
1,2019/3/1 10:21:33,65秒,微信,115.196.23.11(浙江-杭州),王建国,13805711234,杭州
2,2019/3/1 11:02:10,120秒,微信,60.12.33.8(浙江-宁波),李秀英,13905742345,宁波
3,2019/3/2 9:40:01,43秒,链接,183.128.1.2(浙江-杭州),欧阳明,13705763456,台州
"""
PEOPLE = [("王建国", "13805711234", ""), ("李秀英", "13905742345", ""), ("欧阳明", "13705763456", "")]


def preview(services: Services, folder: Path, text: str) -> SheetPreview:
    path = folder / "answers.csv"
    path.write_text(text, "utf-8-sig")
    (sheet,) = services.imports.preview(path).sheets
    return sheet


@pytest.mark.parametrize(("text", "head"), [(STARS, 1), (TENCENT, 1), (NUMBERED, 2)], ids=["wjx", "tencent", "counted"])
def test_who_answered_is_found(services: Services, tmp_path: Path, text: str, head: int) -> None:
    assert preview(services, tmp_path, text).header_row == head
    (sheet,) = services.imports.run(tmp_path / "answers.csv").sheets
    assert (sheet.records_added, sheet.rejected_rows) == (3, 0)
    with services.session.read() as uow:
        assert [(one.name, one.phone, one.code) for _, one in uow.customers.all()] == PEOPLE


def test_what_was_ticked_is_no_sum_of_money(services: Services, tmp_path: Path) -> None:
    assert Field.AMOUNT not in {column.field for column in preview(services, tmp_path, STARS).columns}


def test_a_customers_number_that_was_asked_for_stays_one(services: Services, tmp_path: Path) -> None:
    text = "编号,开始答题时间,1.您的会员编号,2.您的姓名\n1,2019-03-01 10:20:28,VIP0023,王建国\n"
    found = {column.field: column.header for column in preview(services, tmp_path, text).columns}
    assert found[Field.CODE] == "1.您的会员编号"
