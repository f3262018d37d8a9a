"""Looking at a scan inside the program: page by page, drawn in memory; no file is written."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget

from app.services.attachments import Picture, Scan
from ui.context import AppContext
from ui.tasks import Latest
from ui.theme import Space
from ui.widgets.boxes import column, edge, row
from ui.widgets.buttons import button
from ui.widgets.texts import label

WIDTH, HEIGHT = 860, 760
BAR = 18  # pixels for the scroll bar


class ScanViewer(QDialog):
    """The page fits the window's width; Page Up and Page Down turn it."""

    def __init__(self, context: AppContext, parent: QWidget, scan: Scan) -> None:
        super().__init__(parent)
        tr = context.tr
        self._context, self._scan, self._number = context, scan, 0
        self._drawings = Latest(context.runner, self)
        self.setModal(True)
        self.setWindowTitle(scan.name or tr("Scan"))
        self.setAccessibleName(self.windowTitle())
        self.resize(WIDTH, HEIGHT)
        self._page = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidget(self._page)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(tr("The page"))
        self._place = label("", None, "second")
        self._before = button(tr("Previous page"), lambda: self._turn(-1))
        self._after = button(tr("Next page"), lambda: self._turn(1))
        close = button(tr("Close"), self.accept, "primary")
        foot = row(self._place, None, self._before, self._after, close, gap=Space.S)
        foot.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        self.setLayout(column(self._area, edge(foot, "top"), gap=0))
        for keys, step in (("PgDown", 1), ("PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._turn(step))
        self._area.viewport().installEventFilter(self)
        self._draw()

    def _turn(self, step: int) -> None:
        wanted = self._number + step
        if 0 <= wanted < self._scan.pages:
            self._number = wanted
            self._area.verticalScrollBar().setValue(0)
            self._draw()

    def _draw(self) -> None:
        tr, scan, number = self._context.tr, self._scan, self._number
        self._before.setEnabled(number > 0)
        self._after.setEnabled(number + 1 < scan.pages)
        if not scan.pages:
            self._page.setText(tr("This kind of file can't be shown here. Save it to open it with another program."))
            return
        self._place.setText(tr("Page {page} of {pages}").format(page=number + 1, pages=scan.pages))
        ratio = self.devicePixelRatioF()
        width = round(max(200, self._area.viewport().width() - BAR) * ratio)
        self._drawings.run(lambda _progress: scan.draw(number, width), lambda picture: self._show(picture, ratio))

    def _show(self, picture: Picture, ratio: float) -> None:
        stride = 3 * picture.width
        image = QImage(picture.rgb, picture.width, picture.height, stride, QImage.Format.Format_RGB888)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._page.setPixmap(pixmap)
        self._page.setAccessibleName(self._place.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._draw()
        return False
