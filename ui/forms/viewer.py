"""Looking at a scan or a document inside the program: pages, size, search. Drawn in memory; no file is written."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QIntValidator, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.jobs import Progress
from app.services.leaves import Leaves
from ui.context import AppContext
from ui.formatting import number
from ui.forms.finding import FindBar
from ui.pages import as_image, print_pages
from ui.tasks import Latest
from ui.theme import Size, Space
from ui.widgets.boxes import column, edge, row
from ui.widgets.buttons import IconButton, button
from ui.widgets.sheet import Sheet, SheetArea
from ui.widgets.texts import label
from ui.widgets.veil import veil_behind

STEP = 1.25  # from one size to the next
LEAST, MOST = 0.1, 5.0
WIDEST = 6000  # pixels that a page is drawn with at most
FIT_WIDTH, FIT_PAGE = "width", "page"


class Viewer(QDialog):
    """One page at a time. Gone with the vault: closing lets go of the content and its pictures."""

    def __init__(self, context: AppContext, parent: QWidget | None, leaves: Leaves, *, may_print: bool = False) -> None:
        """`may_print` is for documents; a scan leaves the vault only by being saved, which is logged."""
        super().__init__(parent)
        veil_behind(self)
        tr = context.tr
        self._context, self._leaves, self._page = context, leaves, 0
        self._fit, self._factor = FIT_WIDTH, 1.0
        self._wide = 0
        self._drawings = Latest(context.runner, self)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(leaves.name or tr("Scan"))
        self.setAccessibleName(self.windowTitle())
        self.setMinimumSize(Size.FRONT, Size.DIALOG)
        self.resize(Size.WIZARD_WIDTH, Size.WIZARD_HEIGHT)
        self._sheet = Sheet(context.theme)
        self._area = SheetArea(self._sheet)
        self._find = FindBar(context, leaves, self._show_hit)
        self._find.setVisible(leaves.has_text)
        self._make_parts()
        foot = row(label(tr("It is shown from the vault; no file is written."), "small", "second"), None, gap=Space.S)
        foot.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        if may_print:
            foot.addWidget(button(tr("Print…"), self._on_print))
        foot.addWidget(button(tr("Close"), self.accept, "primary"))
        self._nothing = label(
            tr("This kind of file can't be shown here. Save it to open it with another program."), None, "second"
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setVisible(not leaves.pages)
        self._area.setVisible(bool(leaves.pages))
        head = column(label(self.windowTitle(), "lead", wrap=True), self._bar(), gap=Space.S)
        head.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        parts = column(edge(head, "bottom"), self._area, self._nothing, edge(foot, "top"), gap=0)
        parts.setStretch(1, 1)
        parts.setStretch(2, 1)
        self.setLayout(parts)
        self._connect()
        self._turn_to(0)
        self._area.setFocus()

    def _make_parts(self) -> None:
        tr, theme = self._context.tr, self._context.theme
        self._before = IconButton(theme, "chevron-left", tr("Previous page"))
        self._after = IconButton(theme, "chevron-right", tr("Next page"))
        self._number = QLineEdit()
        self._number.setAccessibleName(tr("Page"))
        self._number.setFixedWidth(Size.CONTROL + Space.XL)
        self._number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._number.setValidator(QIntValidator(1, max(1, self._leaves.pages), self._number))
        self._of = label("", None, "second")
        self._smaller = IconButton(theme, "zoom-out", tr("Smaller"))
        self._larger = IconButton(theme, "zoom-in", tr("Larger"))
        self._percent = label("", None, "second")
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("500 %"))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._whole = IconButton(theme, "arrow-autofit-height", tr("Whole page"))
        self._across = IconButton(theme, "arrow-autofit-width", tr("Page width"))

    def _bar(self) -> QWidget:
        line = row(self._before, self._number, self._of, self._after, Space.L, gap=Space.XS)
        for part in (self._smaller, self._percent, self._larger, self._across, self._whole):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self._find)
        holding = QWidget()
        holding.setLayout(line)
        holding.setVisible(bool(self._leaves.pages))
        return holding

    def _connect(self) -> None:
        steps = ((self._before, -1), (self._after, 1))
        for turning, step in steps:
            turning.clicked.connect(lambda _checked=False, step=step: self._turn(step))
        for sizing, step in ((self._smaller, -1), (self._larger, 1)):
            sizing.clicked.connect(lambda _checked=False, step=step: self._zoom(step))
        for fitting, fit in ((self._across, FIT_WIDTH), (self._whole, FIT_PAGE)):
            fitting.clicked.connect(lambda _checked=False, fit=fit: self._fit_to(fit))
        self._number.returnPressed.connect(lambda: self._turn_to(int(self._number.text() or 1) - 1))
        self._area.turned.connect(self._turn)
        self._area.zoomed.connect(self._zoom)
        self._area.resized.connect(self._draw)
        self.finished.connect(lambda _result: self._sheet.forget())
        last = self._leaves.pages - 1
        for keys, act in {
            "Ctrl+PgUp": lambda: self._turn(-1),
            "Ctrl+PgDown": lambda: self._turn(1),
            "Ctrl+Home": lambda: self._turn_to(0),
            "Ctrl+End": lambda: self._turn_to(last),
            "Ctrl++": lambda: self._zoom(1),
            "Ctrl+=": lambda: self._zoom(1),
            "Ctrl+-": lambda: self._zoom(-1),
            "Ctrl+0": lambda: self._fit_to(FIT_WIDTH),
            "Ctrl+9": lambda: self._fit_to(FIT_PAGE),
            "Ctrl+F": self._find.start,
            "F3": lambda: self._find.step(1),
            "Shift+F3": lambda: self._find.step(-1),
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _turn(self, step: int) -> None:
        """To the page before, at its end, or to the next one, at its beginning."""
        wanted = self._page + step
        if 0 <= wanted < self._leaves.pages:
            self._turn_to(wanted)
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.minimum() if step > 0 else bar.maximum())

    def _turn_to(self, wanted: int) -> None:
        if not self._leaves.pages:
            return
        self._page = max(0, min(self._leaves.pages - 1, wanted))
        self._number.setText(str(self._page + 1))
        self._of.setText(self._context.tr("of {pages}").format(pages=number(self._leaves.pages)))
        text = self._context.tr("Page {page} of {pages}").format(page=self._page + 1, pages=self._leaves.pages)
        self._area.setAccessibleName(text)
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(self._page + 1 < self._leaves.pages)
        self._draw()

    def _zoom(self, step: int) -> None:
        self._fit = ""
        self._factor = max(LEAST, min(MOST, self._factor * STEP**step))
        self._draw()

    def _fit_to(self, fit: str) -> None:
        self._fit = fit
        self._draw()

    def _draw(self) -> None:
        """Draw the page anew in the background; the one shown stays until then."""
        if not self._leaves.pages:
            return
        leaves, page, fit, factor = self._leaves, self._page, self._fit, self._factor
        room, ratio = self._area.room(), self.devicePixelRatioF()

        def work(_progress: Progress) -> tuple[QImage, float]:
            wide, high = leaves.size(page)
            wanted = factor
            if fit:
                across = room.width() / wide
                wanted = min(across, room.height() / high) if fit == FIT_PAGE else across
            drawn = as_image(leaves.draw(page, round(max(1.0, min(WIDEST, wide * wanted * ratio)))))
            drawn.setDevicePixelRatio(ratio)
            return drawn, drawn.deviceIndependentSize().width() / wide

        self._drawings.run(work, lambda drawn: self._show(page, *drawn))

    def _show(self, page: int, image: QImage, factor: float) -> None:
        self._factor = factor
        self._percent.setText(f"{round(100 * factor)} %")
        self._sheet.show_page(image)
        self._sheet.setAccessibleName(self._area.accessibleName())
        marks = self._find.marks(page)
        self._sheet.show_marks(marks)
        for chosen in (one for one in marks if one.is_chosen):
            place = self._sheet.place(chosen).center()
            self._area.ensureVisible(round(place.x()), round(place.y()), 2 * Space.XXL, 4 * Space.XXL)

    def _show_hit(self, page: int | None) -> None:
        """The search found something on this page, or nothing."""
        if page is None or page == self._page:
            self._draw()
        else:
            self._turn_to(page)

    def _on_print(self) -> None:
        printer = self._context.prompts.printer(self, self.windowTitle())
        if printer is None:
            return
        context, leaves = self._context, self._leaves

        def done(_: None) -> None:
            text = context.ngettext(
                "{pages} page was handed to the printer.", "{pages} pages were handed to the printer.", leaves.pages
            ).format(pages=number(leaves.pages))
            context.prompts.tell(self, context.tr("The document is printing"), text, problem=False)

        context.read(self, lambda progress: print_pages(leaves, printer, progress), done)
