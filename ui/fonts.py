"""The window's fonts: the system's Chinese face, else the bundled Noto Sans SC."""

from functools import cache

from PySide6.QtGui import QFontDatabase

from app.resources import resource

SYSTEM_FACES = ("Microsoft YaHei UI", "PingFang SC")
BUNDLED_FACE = "Noto Sans SC"
BUNDLED_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
MONOSPACE = ("Consolas", "Menlo", "DejaVu Sans Mono", "monospace")


@cache
def families() -> tuple[str, ...]:
    """The families to ask for, best first; loads the bundled files where the system has no face of its own.

    Needs a QGuiApplication.
    """
    system = tuple(name for name in SYSTEM_FACES if QFontDatabase.hasFamily(name))
    if system:
        return (*system, BUNDLED_FACE)
    for name in BUNDLED_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    return (BUNDLED_FACE,)
