"""Draws any flow: title, steps in a row, the page, and a footer with what can be undone and where to go."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QStackedWidget, QWidget

from app.flows.flow import Flow
from app.jobs import Snapshot
from ui.context import AppContext
from ui.tasks import Task
from ui.theme import Size, Space, mark
from ui.widgets.boxes import column, edge, holder, row
from ui.widgets.buttons import button
from ui.widgets.progress import ProgressPanel
from ui.widgets.steps import StepRow
from ui.widgets.texts import label
from ui.widgets.veil import veil_behind
from ui.wizards.page import Page


class FlowWizard(QDialog):
    """One flow and a page for each of its steps. `heading` is asked again at each step."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        heading: Callable[[], str],
        flow: Flow[Any],
        pages: Mapping[str, Page],
        on_finished: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        veil_behind(self)
        self.flow = flow
        self._context = context
        self._pages = pages
        self._on_finished = on_finished
        self._task: Task[Any] | None = None
        tr = context.tr
        self.setModal(True)
        self._heading = heading
        # No larger than the screen; the window that it stands over fits there.
        room = (parent.screen().availableSize() - QSize(0, Size.FRAME)).expandedTo(parent.window().size())
        self.setFixedSize(QSize(Size.WIZARD_WIDTH, Size.WIZARD_HEIGHT).boundedTo(room))
        self._title = label("", "heading")
        self._steps = StepRow()
        self._stack = QStackedWidget()
        for page in pages.values():
            self._stack.addWidget(page)
            page.changed.connect(self._show_buttons)
        self._progress = ProgressPanel(context.catalogue)
        self._workings = {
            panel: _middle(panel) for panel in (self._progress, *(one.working for one in pages.values())) if panel
        }
        for middle in self._workings.values():
            self._stack.addWidget(middle)
        self._note = label("", None, "second", wrap=True)
        self._back = button(tr("Back"), self._on_back)
        self._cancel = button(tr("Cancel"), self.reject)
        self.next_button = button(tr("Next"), self._on_next, "primary")
        sides = Space.XXL - Space.XS
        head = edge(
            column(self._title, self._steps, gap=Space.M, margins=(sides, Space.CARD, sides, Space.L)), "bottom"
        )
        foot = row(self._note, self._back, self._cancel, self.next_button, margins=(sides, Space.M, sides, Space.M))
        foot.setStretch(0, 1)
        self.setLayout(column(head, self._stack, edge(foot, "top"), gap=0))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_next)
        self._show_step()

    @property
    def page(self) -> Page:
        return self._pages[self.flow.step]

    @property
    def is_working(self) -> bool:
        return self._task is not None

    def _show_step(self) -> None:
        page = self.page
        self._title.setText(self._heading())
        self.setWindowTitle(self._heading())
        page.enter()
        page.show_problems(())
        self._stack.setCurrentWidget(page)
        steps = self.flow.steps()
        titles = [self._pages[step].title for step in steps]
        spoken = self._context.tr("Step {n} of {total}: {title}").format(
            n=self.flow.position + 1, total=len(steps), title=page.title
        )
        self._steps.show_steps(titles, self.flow.position, spoken)
        self._show_buttons()
        self._focus_first(page)

    def _focus_first(self, page: Page) -> None:
        """A page without a field, or a last one without a need for more, leaves the focus to the button that goes on.

        Return would else press Cancel, or whatever button the page begins with.
        """
        first = page.first if page.first and page.first.isVisibleTo(page) else _first_field(page)
        if first is None or (self.flow.is_last and first is not page.first and isinstance(first, QPushButton)):
            first = self._cancel if page.is_closed or page.danger else self.next_button
        first.setFocus()

    def _show_buttons(self) -> None:
        tr, page = self._context.tr, self.page
        working = self.is_working
        last = self.flow.is_last
        self._note.setText(page.note)
        self._back.setVisible(self.flow.can_go_back and not working)
        self.next_button.setVisible(not working and not page.is_closed)
        self.next_button.setEnabled(not page.is_closed)
        self.next_button.setText(page.verb or (tr("Finish") if last else tr("Next")))
        mark(self.next_button, act="danger" if page.danger else "primary")
        self._cancel.setVisible(not last or working)
        self._cancel.setText(tr("Cancel") if working else page.verb_off or tr("Cancel"))

    def _on_back(self) -> None:
        self.page.leave()
        self.flow.go_back()
        self._show_step()

    def _on_next(self) -> None:
        if self.is_working or self.page.is_closed:
            return
        page = self.page
        page.leave()
        problems = self.flow.problems(self.flow.step)
        page.show_problems(problems)
        if problems:
            return
        work = self.flow.work(self.flow.step)
        if work is None:
            self._go_on()
        else:
            self._begin(work)

    def _begin(self, work: Callable[[Any], Any]) -> None:
        self._task = self._context.change(
            self,
            self.windowTitle(),
            work,
            self._on_done,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
            watch=self._watch,
        )
        if self._task is not None:
            self._cancel.setEnabled(True)
            panel = self.page.working or self._progress
            self._stack.setCurrentWidget(self._workings[panel])
            self._show_buttons()
            panel.setFocus()  # else Cancel has it, and a Return pressed twice would cancel what the first began

    def _watch(self, now: Snapshot) -> None:
        (self.page.working or self._progress).show_snapshot(now)
        if self._task is not None:
            token = self._task.progress.cancel
            self._cancel.setEnabled(not (token.is_closed or token.is_cancelled))

    def _on_done(self, result: Any) -> None:
        self._task = None
        self._cancel.setEnabled(True)
        self.flow.complete(result)
        self._show_step()

    def _on_failed(self, error: Exception) -> None:
        self._end_work()
        self._context.errors.show(self, error)

    def _on_cancelled(self) -> None:
        self._end_work()

    def _end_work(self) -> None:
        self._task = None
        self._cancel.setEnabled(True)
        self._show_step()

    def _go_on(self) -> None:
        if self.flow.is_last:
            self.accept()
            if self._on_finished is not None:
                self._on_finished()
        else:
            self.flow.go_next()
            self._show_step()

    def reject(self) -> None:
        """Cancel the work under way, else leave the wizard.

        At its end nothing is left to cancel: Esc does what the one button there does, and asks what that asks.
        """
        if self._task is not None:
            self._task.cancel()
            self._cancel.setEnabled(False)
        elif self.flow.is_last and not self.page.is_closed:
            self._on_next()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Return in a field goes on; QDialog would press whatever button it finds first.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_next()
        else:
            super().keyPressEvent(event)


def _middle(panel: ProgressPanel) -> QWidget:
    return holder(column(None, panel, None, margins=(Space.XXL, 0, Space.XXL, 0)), "surface")


def _first_field(page: QWidget) -> QWidget | None:
    """The page's first control that Tab would reach."""
    candidate = page.nextInFocusChain()
    while candidate is not None and candidate is not page and page.isAncestorOf(candidate):
        if candidate.focusPolicy() & Qt.FocusPolicy.TabFocus and candidate.isVisibleTo(page) and candidate.isEnabled():
            return candidate
        candidate = candidate.nextInFocusChain()
    return None
