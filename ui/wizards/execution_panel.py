"""A destruction as it goes on: its steps in their order, and what the reading back has seen so far."""

from app.i18n import Catalogue
from app.jobs import Snapshot
from app.messages.steps import step
from ui.formatting import number, size
from ui.theme import Space, mark
from ui.widgets.boxes import column, strip
from ui.widgets.figures import Figure
from ui.widgets.progress import ProgressPanel
from ui.widgets.texts import label

STEPS = ("destroy.decide", "destroy.copy", "destroy.index", "destroy.control", "destroy.read", "destroy.words")
# What goes on beside these, or again where there are very many values, belongs to one of them.
_WITHIN = {"rotate.check": "destroy.control", "destroy.values": "destroy.control", "destroy.shared": "destroy.control"}


class ExecutionPanel(ProgressPanel):
    """Nothing is ticked before it is over: a step that comes again is under way again."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._lines = {code: label("", wrap=True) for code in STEPS}
        tr = catalogue.gettext
        self._bytes = Figure(tr("Read so far"))
        self._speed = Figure(tr("A second"))
        self._values = Figure(tr("Values looked for"))
        self._found = Figure(tr("Found in the new file so far"))
        self._strip = strip(self._bytes, self._speed, self._values, self._found)
        super().__init__(catalogue)
        layout = self.layout()
        assert layout is not None
        above = column(*self._lines.values(), gap=Space.XS)
        above.addSpacing(Space.L)
        layout.insertLayout(0, above)  # type: ignore[attr-defined]  # what column() makes is a QVBoxLayout
        layout.addWidget(self._strip)

    def show_snapshot(self, now: Snapshot) -> None:
        super().show_snapshot(now)
        code = _WITHIN.get(now.step, now.step)
        at = STEPS.index(code) if code in STEPS else -1
        for place, (one, line) in enumerate(self._lines.items()):
            sign, tone = ("✓", "done") if place < at else ("●", "primary") if place == at else ("○", "second")
            line.setText(f"{sign}  {step(one, self._catalogue)}")
            mark(line, tone=tone)
        self._step.setVisible(at < 0)
        self._show_figures(now)

    def _show_figures(self, now: Snapshot) -> None:
        figures = dict(now.figures)
        self._strip.setVisible("values" in figures)
        read = figures.get("bytes", 0)
        self._bytes.show_number(size(read))
        is_reading = now.step == "destroy.read" and now.seconds > 0
        self._speed.show_number(size(int(read / now.seconds)) if is_reading else "—")
        self._values.show_number(number(figures.get("values", 0)))
        found = figures.get("found", 0)
        self._found.show_number(number(found), tone="wait" if found else "done")
