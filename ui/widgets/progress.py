"""How long work is shown: what is being done, how much of it, the time left, and Cancel."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from app.i18n import Catalogue
from app.jobs import Snapshot
from app.messages.steps import step
from ui.formatting import number, time_left
from ui.theme import Space
from ui.widgets.boxes import column, row
from ui.widgets.texts import label


class ProgressPanel(QWidget):
    """One line of what is being done, a bar, and a line of count and time left."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._step = label("", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._count = label("", "small", "second")
        self._left = label("", "small", "second")
        self._left.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setLayout(column(self._step, self._bar, row(self._count, None, self._left), gap=Space.S))
        self._bar.setAccessibleName(catalogue.gettext("Progress"))
        self.show_snapshot(Snapshot())

    def show_snapshot(self, now: Snapshot) -> None:
        tr = self._catalogue.gettext
        said = step(now.step, self._catalogue) if now.step else tr("Getting ready…")
        self._step.setText(said)
        self._bar.setAccessibleDescription(said)
        # Qt counts in 32 bits; per mille is fine enough for a bar.
        self._bar.setRange(0, 1000 if now.total else 0)
        if now.total:
            self._bar.setValue(min(1000, now.done * 1000 // now.total))
            self._count.setText(
                tr("{done} of {total}").format(done=number(min(now.done, now.total)), total=number(now.total))
            )
        else:
            self._count.setText(number(now.done) if now.done else "")
        self._left.setText(time_left(now.seconds_left, self._catalogue))
        layout = self.layout()
        if layout is not None:
            # At once: a longer text would stand cut until the window comes round to laying it out.
            layout.activate()
