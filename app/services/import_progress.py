"""How the import of several files is told as one piece of work."""

from app.jobs import Progress


class AllRows(Progress):
    """Counts the rows of all files in one step of `shown`, so that the time left is that of the whole."""

    def __init__(self, shown: Progress, rows: int) -> None:
        """`rows`: of all files, 0 where it is not known."""
        super().__init__(shown.cancel)
        self._shown = shown
        self._counts = False
        shown.start("import.rows", rows)

    def start(self, step: str, total: int = 0) -> None:
        super().start(step, total)
        self._counts = step == "import.rows"

    def advance(self, units: int = 1) -> None:
        super().advance(units)
        if self._counts:
            self._shown.advance(units)
