"""Scenes before a vault is open: welcome, and the door."""

from pathlib import Path

from tests.shots.offices import APPROVER, CLOSED, HANDLER, IMPORTED, LONGEST, office_files
from tests.shots.stage import Stage, as_reader
from ui.main import parts
from ui.recents import Recents
from ui.screens.welcome import Welcome


def welcome(stage: Stage) -> None:
    stage.show("loading")
    stage.supply()
    stage.show()


def recent_vaults(stage: Stage) -> None:
    recents = Recents(stage.context.settings)
    for number, firm in enumerate(("上海禾木亲子文化有限公司", "北京晨光教育咨询有限公司", "苏州河畔书店（有限合伙）")):
        recents.note(f"/vaults/{number}.qingdang", firm, "deregistration" if number else "transfer")
    stage.supply()
    stage.window.show_welcome()
    stage.show()


def dropped_files(stage: Stage) -> None:
    stage.supply()
    stage.find(stage.window, Welcome).take(tuple(office_files(stage.offices)))
    stage.show()
    stage.press(stage.window, "See what is in these files")
    stage.rest()
    stage.show("inspected")


def offered_demo(stage: Stage) -> None:
    stage.supply()
    stage.expect("offer")
    stage.press(stage.window, "Try it with an invented firm")


def unlocking(stage: Stage) -> None:
    stage.door(CLOSED)
    stage.show()
    stage.choose(stage.window, APPROVER)
    for attempt in range(3):
        stage.write(stage.window, "Passphrase", f"wrong {attempt}")
        stage.press(stage.window, "Unlock")
        stage.rest()
        if attempt == 0:
            stage.show("wrong")
    stage.show("wait")
    stage.press(stage.window, "Use the recovery code")
    stage.show("code")


def longest_door(stage: Stage) -> None:
    stage.door(LONGEST)
    stage.show()


def read_only(stage: Stage) -> None:
    """Every place of a vault that lies where this user can't write."""
    stage.door(IMPORTED)
    vault: Path = next((stage.work / "vault").iterdir())
    with as_reader(vault):
        stage.unlock(HANDLER)
        for place in parts().places:
            stage.place(place.name)
            stage.show(place.name)
        stage.context.leave()
