"""The window's look: colour tokens, type scale, spacing, and the one style sheet made from them."""

from string import Template
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.resources import resource
from ui.fonts import MONOSPACE, families


class Tokens(NamedTuple):
    """The colours of one appearance, as RRGGBB.

    `ink3` is for hints that nobody must read and for marks; `*_ink` are the tones for text on the soft
    ground of the same name, where the plain tone would stay under a contrast of 4.5:1.
    """

    background: str
    surface: str
    raised: str
    ink1: str
    ink2: str
    ink3: str
    line: str
    primary: str
    primary_soft: str
    primary_hover: str
    danger: str
    danger_soft: str
    danger_hover: str
    done: str
    done_soft: str
    done_ink: str
    wait: str
    wait_soft: str
    wait_ink: str
    on_primary: str
    hover: str
    scroll: str
    veil: str

    def colour(self, name: str) -> QColor:
        """The token as a colour to paint with; AttributeError for a name that is no token."""
        return QColor(f"#{getattr(self, name)}")


LIGHT = Tokens(
    background="F6F6F3",
    surface="FFFFFF",
    raised="FBFBF9",
    ink1="1C2126",
    ink2="59636D",
    ink3="8A939B",
    line="E2E4E3",
    primary="2A5F74",
    primary_soft="E4EEF1",
    primary_hover="234F61",
    danger="B5382B",
    danger_soft="F8E9E6",
    danger_hover="9C2F24",
    done="3B7A4C",
    done_soft="E5F1E8",
    done_ink="377247",
    wait="9A6A12",
    wait_soft="F8F0DC",
    wait_ink="8A5E0E",
    on_primary="FFFFFF",
    hover="F1F2F0",
    scroll="C6CBCB",
    veil="1C2126",
)
DARK = Tokens(
    background="16191C",
    surface="1E2226",
    raised="23282C",
    ink1="E8EAEB",
    ink2="A4ADB4",
    ink3="737D85",
    line="31373C",
    primary="6FB0C6",
    primary_soft="20353D",
    primary_hover="85BFD2",
    danger="E27A6C",
    danger_soft="3A2522",
    danger_hover="EA8F83",
    done="7CBF8E",
    done_soft="203326",
    done_ink="7CBF8E",
    wait="D8AE5A",
    wait_soft="362D18",
    wait_ink="D8AE5A",
    on_primary="16191C",
    hover="282E33",
    scroll="454D54",
    veil="000000",
)


class Type:
    """The type scale in pixels."""

    SMALL = 12
    TABLE = 13
    BASE = 14
    LEAD = 16
    HEADING = 19
    TITLE = 22
    FIGURE = 26


class Space:
    """The spacing scale in pixels."""

    HAIR = 2
    XS = 4
    S = 8
    M = 12
    L = 16
    CARD = 20
    XL = 24
    XXL = 32


class Size:
    """The few fixed sizes in pixels."""

    ICON = 16
    ICON_LARGE = 20
    PICTURE = 40
    THUMBNAIL = 48
    BOX = 18
    CONTROL = 34
    ROW = 36
    ROW_TALL = 52
    HEADER = 33
    NAVIGATION = 212
    NAVIGATION_ROW = 32
    SIDE = 300
    LOWER = 200
    SIDE_FOLDED = 256
    FORM = 420
    SENTENCE = 440
    READING = 860
    SENTENCE_LEAST = 300
    DIALOG = 480
    DIALOG_WIDE = 600
    UNLOCK = 480
    DETAILS = 160
    MESSAGE = 360
    FRONT = 840
    FIELD = 200
    WIZARD_WIDTH = 920
    WIZARD_HEIGHT = 680
    WINDOW_WIDTH = 1280
    WINDOW_HEIGHT = 800
    FRAME = 40
    LEAST_WIDTH = 1024
    LEAST_HEIGHT = 700
    FOLD = 1200


# What every QApplication is made with. Told to it when it is there, the style would come back as an object of a class
# that takes PySide 9 ms to make.
STYLE = ("-style", "fusion")


class Theme(QObject):
    """The appearance in use; `changed` is emitted after the style sheet was replaced.

    The style sheet is not there before `dress` is called: once the first window is put together, since under a style
    sheet each part is looked at anew whenever it is put into another one, which took 5 ms of a start.
    """

    changed = Signal()

    def __init__(self, application: QApplication, appearance: str = "auto") -> None:
        super().__init__(application)
        self._application = application
        self.tokens = LIGHT
        self._appearance = appearance
        application.setFont(base_font())
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._colour()

    @property
    def appearance(self) -> str:
        """Either light, dark, or auto, which follows the system."""
        return self._appearance

    def set_appearance(self, appearance: str) -> None:
        self._appearance = appearance
        self._colour()
        self.dress()
        self.changed.emit()

    def dress(self) -> None:
        """Put the style sheet of the appearance in use in place."""
        self._application.setStyleSheet(style_sheet(self.tokens))

    def colour(self, token: str) -> QColor:
        return self.tokens.colour(token)

    def _on_system_changed(self) -> None:
        if self._appearance == "auto":
            self.set_appearance("auto")

    def _colour(self) -> None:
        dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self._appearance != "auto":
            dark = self._appearance == "dark"
        self.tokens = DARK if dark else LIGHT
        self._application.setPalette(palette(self.tokens))


def base_font() -> QFont:
    font = QFont(families())
    font.setPixelSize(Type.BASE)
    return font


def font(size: int = Type.BASE, weight: int = 400, *, tabular: bool = False) -> QFont:
    """The window's font for painters; `tabular` gives all digits one width."""
    made = QFont(families())
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def style_sheet(tokens: Tokens) -> str:
    """The style sheet of resources/theme/window.qss with the tokens put in."""
    values = {name: f"#{value}" for name, value in tokens._asdict().items()}
    values |= {f"type_{name.lower()}": f"{size}px" for name, size in vars(Type).items() if name.isupper()}
    values["monospace"] = ", ".join(f'"{family}"' for family in MONOSPACE)
    return Template(resource("theme", "window.qss").read_text(encoding="utf-8")).substitute(values)


def palette(tokens: Tokens) -> QPalette:
    """The palette for what the style sheet leaves to Fusion."""
    roles = {
        QPalette.ColorRole.Window: tokens.background,
        QPalette.ColorRole.WindowText: tokens.ink1,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.raised,
        QPalette.ColorRole.Text: tokens.ink1,
        QPalette.ColorRole.PlaceholderText: tokens.ink3,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.ink1,
        QPalette.ColorRole.BrightText: tokens.danger,
        QPalette.ColorRole.Highlight: tokens.primary,
        QPalette.ColorRole.HighlightedText: tokens.on_primary,
        QPalette.ColorRole.Accent: tokens.primary,
        QPalette.ColorRole.Link: tokens.primary,
        QPalette.ColorRole.LinkVisited: tokens.primary,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.ToolTipText: tokens.ink1,
        QPalette.ColorRole.Light: tokens.raised,
        QPalette.ColorRole.Midlight: tokens.line,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Dark: tokens.ink3,
        QPalette.ColorRole.Shadow: tokens.veil,
    }
    made = QPalette()
    for role, value in roles.items():
        made.setColor(role, QColor(f"#{value}"))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(f"#{tokens.ink3}"))
    return made


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Set the properties that the style sheet selects by, and have the widget styled again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
