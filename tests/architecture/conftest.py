"""Reports the median sizes after a run: a direction, not a limit."""

import statistics

import pytest

from tests.architecture.tree import PROGRAM, line_count, sources_of


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print one line: the median length of the program's files and functions."""
    files = [len(source.text.splitlines()) for source in sources_of(*PROGRAM)]
    functions = [line_count(node) for source in sources_of(*PROGRAM) for node in source.functions()]
    if functions:
        medians = f"file {statistics.median(files):g}, function {statistics.median(functions):g}"
        terminalreporter.write_line(f"median lines: {medians} ({len(files)} files, {len(functions)} functions)")
