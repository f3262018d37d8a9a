"""Scenes of paper and scans: the register, its form, a scan looked at."""

from array import array
from datetime import date

from PySide6.QtWidgets import QScrollArea, QTableView

from app.domain.paper import PaperEntry
from app.domain.records import RecordQuery
from tests.helpers.scans import pdf_with_text, picture
from tests.shots.offices import PLANNED
from tests.shots.stage import Stage
from ui.forms.viewer import Viewer
from ui.panels.record import RecordPanel
from ui.panels.thumbnails import Thumbnail

FILES = (
    ("三楼档案室 2 柜", "A-01", "1", "2016 年会员登记表", 2016, 96),
    ("三楼档案室 2 柜", "A-01", "2", "2017 年会员登记表", 2017, 118),
    ("三楼档案室 2 柜", "A-02", "1", "课程合同（已到期）", 2018, 240),
    ("浦东云仓 3 号库 17 排 4 层", "会计-2015", "1", "记账凭证", 2015, 412),
    ("浦东云仓 3 号库 17 排 4 层", "会计-2016", "1", "记账凭证", 2016, 388),
)


def register(stage: Stage) -> None:
    stage.enter(PLANNED)
    services = stage.context.services
    for place, box, volume, title, year, pages in FILES:
        first, last = date(year, 1, 1), date(year, 12, 31)
        services.papers.add(PaperEntry(place, title, box, volume, pages, first, last))
    screen = stage.place("papers")
    stage.find(screen, QTableView).selectRow(1)
    stage.rest()
    stage.show("register")
    stage.press(screen, "Correct…")
    stage.show("form")
    stage.dialog_closed()
    record = services.records.list(RecordQuery(limit=1)).records[0].uid
    path = pdf_with_text(
        stage.work / "补充协议.pdf",
        ["补充协议", "甲方：上海禾木亲子文化有限公司", "双方同意退还剩余课时费。"],
        ["签字页"],
    )
    (scan,) = services.attachments.add([path], record=record)
    photo = stage.work / "报名时提交的身份证件正面与反面照片（已加盖公章）.png"
    picture(["姓名 张晓明", "住址 上海市黄浦区南京东路 1 号"]).save(photo)
    services.attachments.add([photo], record=record)
    for file in (path, photo):
        file.unlink()
    _attachments(stage, services.records.list(RecordQuery(limit=1)).records[0].id)
    viewer = Viewer(stage.context, stage.window, services.attachments.look(scan.id))
    viewer.open()
    stage.rest()
    stage.show("scan")
    viewer.close()


def _attachments(stage: Stage, record: int) -> None:
    """The record's panel, scrolled to its scans."""
    screen = stage.place("records", array("q", [record]))
    table = stage.find(screen, QTableView)
    table.selectRow(0)
    table.activated.emit(table.currentIndex())
    stage.rest()
    panel = stage.find(screen, RecordPanel)
    stage.find(panel, QScrollArea).ensureWidgetVisible(panel.findChildren(Thumbnail)[-1], 0, 100)
    stage.rest()
    stage.show("attachments")
