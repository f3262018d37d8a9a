"""`python -m tests.shots DIR`: saves the pictures and DIR/index.html; `--only zh-light-100` takes one variant."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.services.masking import masked_name
from tests.helpers.layout import faults
from tests.shots import offices
from tests.shots.index import write_index
from tests.shots.scenes import scenes
from tests.shots.stage import Look, Stage, as_owner
from ui.theme import STYLE

HELP = Path("resources") / "help"
# The README's pictures: of which variant and scene, which of its pictures, and its name there.
README = (
    ("zh-light-100", offices.PLANNED, f"{offices.PLANNED}-overview", "overview.png"),
    ("zh-dark-100", "records", "records-chosen", "records-dark.png"),
)
VARIANTS = tuple(
    f"{language}-{appearance}-{scale}"
    for scale in (100, 200)
    for language in ("zh", "en")
    for appearance in ("light", "dark")
)
AT_ONCE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.folder is None and not given.readme:
        parser.error("name the folder that the pictures go to")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="qingdang-shots-") as scratch:
        made = given.offices or Path(scratch) / "offices"
        Path(scratch).chmod(0o755)
        if given.offices is None:
            made.mkdir()
            offices.build(made)
        if given.readme:
            return _take_readme(made, Path(scratch))
        if given.only:
            return _take(given.only, given.folder, made, Path(scratch), given.scene, checks=given.check)
        failed = _take_all(given.folder, made, given.scene)
    count = write_index(given.folder, VARIANTS)
    print(f"{count} pictures in {given.folder}, {time.monotonic() - began:.0f} s")  # noqa: T201 - a command's answer
    return failed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.shots", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="where the pictures go; it is made")
    parser.add_argument("--only", choices=VARIANTS, help="one variant")
    parser.add_argument("--scene", default="", help="only scenes whose names begin so")
    parser.add_argument("--offices", type=Path, help="vaults made by an earlier run")
    parser.add_argument("--check", action="store_true", help="say what is wrong instead of saving pictures")
    parser.add_argument("--readme", action="store_true", help=f"only the README's pictures, into {HELP}")
    return parser


def _take_all(folder: Path, made: Path, scene: str) -> int:
    """Each variant in a process of its own: Qt takes its scale only when it starts."""
    waiting, failed = list(VARIANTS), 0
    running: list[subprocess.Popen[bytes]] = []
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            command = [sys.executable, "-m", "tests.shots", str(folder), "--offices", str(made), "--scene", scene]
            running.append(subprocess.Popen([*command, "--only", waiting.pop(0)]))
        failed |= running.pop(0).wait()
    return failed


def _take(variant: str, folder: Path, made: Path, scratch: Path, wanted: str, *, checks: bool = False) -> int:
    language, appearance, scale = variant.split("-")
    os.environ["QT_SCALE_FACTOR"] = str(int(scale) // 100)
    target = folder / variant
    target.mkdir(parents=True, exist_ok=True)

    def save(name: str, widget: QWidget) -> None:
        picture = widget.grab()
        with as_owner():
            if not picture.save(str(target / f"{name}.png")):
                raise OSError(f"{name} could not be saved")

    def say(name: str, widget: QWidget) -> None:
        for fault in faults(widget, language):
            print(f"{name}: {fault}")  # noqa: T201 - a command's answer

    application = QApplication.instance() or QApplication(["qingdang", *STYLE])
    assert isinstance(application, QApplication)
    os.environ["QINGDANG_SETTINGS"] = str(scratch / "settings")
    masked_name("张晓明")  # loads the word lists once, here and not in a worker while everything waits for it
    work = scratch / "work"
    work.mkdir(exist_ok=True)
    stage = Stage(application, Look(language, appearance), made, work, say if checks else save)
    failed = 0
    for scene in scenes():
        if scene.name.startswith(wanted):
            try:
                with stage.scene(scene.name):
                    scene.walk(stage)
            except Exception as error:  # noqa: BLE001 - the other scenes are still wanted
                failed = 1
                print(f"{variant} {scene.name}: {error!r}", file=sys.stderr)  # noqa: T201
    return failed


def _take_readme(made: Path, scratch: Path) -> int:
    failed = 0
    for variant, scene, picture, name in README:
        failed |= _take(variant, scratch / "readme", made, scratch, scene)
        shutil.copyfile(scratch / "readme" / variant / f"{picture}.png", HELP / name)
    return failed


if __name__ == "__main__":
    sys.exit(main())
