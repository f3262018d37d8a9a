"""Scenes of what lies outside the vault: paper destroyed with an order, copies that others hold."""

from datetime import date

from app.domain.capacities import CopyEnd, PaperItem, PaperMethod
from tests.shots.offices import ORDERED
from tests.shots.stage import Stage
from ui.forms.outside import OutsideDialog
from ui.forms.outside_entries import PaperDestroyedDialog

DAY = date(2026, 11, 20)


def of_order(stage: Stage) -> None:
    stage.enter(ORDERED)
    services = stage.context.services
    order = services.destruction.all()[0].order
    screen = stage.place("destroy")
    stage.press(screen, "Paper and copies outside…")
    stage.show("none")
    dialog = stage.dialog(OutsideDialog)
    stage.press(dialog, "Record destroyed paper…")
    stage.show("paper")
    stage.press(stage.dialog(PaperDestroyedDialog), "Record it")
    stage.show("paper-missing")
    stage.dialog_closed()
    stage.press(dialog, "Held elsewhere…")
    stage.show("holder")
    stage.dialog_closed()
    photo = stage.work / "现场照片.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(200))
    for name, method in (("2014 年会员登记表", PaperMethod.SHREDDED), ("2015 年报名合同", PaperMethod.PULPED)):
        item = PaperItem(
            name,
            "KH-2014-03",
            "3",
            12,
            2014,
            2015,
            None,
            method,
            "嘉定粉碎站",
            "12.5 kg",
            "安信文件销毁服务有限公司",
            DAY,
        )
        services.outside.record_paper(order, item, [photo])
    services.outside.add_copy("短信平台", asked=True)
    gone = services.outside.add_copy("上海某某财务咨询事务所（代账）")
    services.outside.prove_gone(gone.id, DAY, CopyEnd.RETURNED, photo)
    stage.dialog_closed()
    stage.press(screen, "Paper and copies outside…")
    stage.rest()
    stage.show("recorded")
    stage.press(stage.dialog(OutsideDialog), "Record its end…")
    stage.show("end")
    stage.dialog_closed()
    stage.dialog_closed()
