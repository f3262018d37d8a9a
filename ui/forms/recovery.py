"""The recovery sheet on its way to paper: looked at and printed from memory, saved only where somebody asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.firm import Firm
from app.services.leaves import pdf_leaves
from ui.context import AppContext
from ui.forms.viewer import Viewer
from ui.theme import Space
from ui.widgets.boxes import row
from ui.widgets.buttons import button


@dataclass(frozen=True, slots=True)
class Opened:
    """What a code opens: the vault's folder, its firm, and who works with it."""

    vault: Path
    firm: Firm
    operator: str
    code: str


class SheetButtons(QWidget):
    """Print the sheet, or save it as a file."""

    def __init__(self, context: AppContext, opened: Callable[[], Opened | None]) -> None:
        """`opened` is asked when a button is pressed; nothing of it is kept here."""
        super().__init__()
        tr = context.tr
        self._context = context
        self._opened = opened
        show = button(tr("Print the recovery sheet…"), lambda: self._draw(self._show))
        save = button(tr("Save it as a PDF…"), lambda: self._draw(self._save))
        self.setLayout(row(show, save, None, gap=Space.S))

    def _draw(self, use: Callable[[bytes], None]) -> None:
        opened, entrances, language = self._opened(), self._context.entrances, self._context.language
        if opened is None or entrances is None:
            return
        self._context.read(
            self,
            lambda _progress: entrances.recovery_sheet(
                opened.vault, opened.firm, opened.operator, opened.code, language
            ),
            use,
        )

    def _show(self, content: bytes) -> None:
        title = self._context.tr("Recovery sheet")
        self._context.read(
            self,
            lambda _progress: pdf_leaves(title, content),
            lambda leaves: Viewer(self._context, self, leaves, may_print=True).open(),
        )

    def _save(self, content: bytes) -> None:
        context, tr = self._context, self._context.tr
        target = context.prompts.save_file(self, tr("Save the recovery sheet"), tr("Recovery sheet") + ".pdf", "*.pdf")
        entrances = context.entrances
        if target is None or entrances is None:
            return
        path = target.with_suffix(".pdf")

        def tell(_done: None) -> None:
            text = tr("The recovery sheet is in {file}. Print it, then delete the file.").format(file=path)
            context.prompts.tell(self, tr("The sheet is saved"), text, problem=False)

        context.read(self, lambda _progress: entrances.save_recovery_sheet(content, path), tell)
