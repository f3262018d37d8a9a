"""Colours and sizes stand in ui/theme.py and the style sheet, nowhere else in the window's code."""

import ast
import re

from tests.architecture.tree import Source, called_name, expect_none, sources_of

LOOK = re.compile(r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})\b|\b\d+(?:px|pt)\b")
SIZED = re.compile(
    r"QSize|QMargins|resize|setContentsMargins|set(?:Horizontal|Vertical)?Spacing|setIconSize|setPointSize|setPixelSize"
    r"|set(?:Fixed|Minimum|Maximum)(?:Width|Height|Size)|addSpacing|setDefaultSectionSize|setColumnWidth|setRowHeight"
)
COLOUR_CALLS = {"QColor", "fromRgb", "QRgb", "qRgb"}


def _window_sources() -> list[Source]:
    return [source for source in sources_of("ui") if source.name != "ui/theme.py"]


def _docstrings(source: Source) -> set[int]:
    owners = [node for node in ast.walk(source.tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    return {id(node.body[0].value) for node in owners if node.body and isinstance(node.body[0], ast.Expr)}


def _is_size(argument: ast.expr) -> bool:
    match argument:
        case (
            ast.UnaryOp(operand=ast.Constant(value=int(number) | float(number)))
            | ast.Constant(value=int(number) | float(number))
        ):
            return not isinstance(number, bool) and number not in (0, 1)
    return False


def test_no_colour_or_size_is_written_in_a_text() -> None:
    found = [
        f"{source.name}:{node.lineno}: {node.value!r}"
        for source in _window_sources()
        for docstrings in [_docstrings(source)]
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        if LOOK.search(node.value)
    ]
    expect_none(found)


def test_no_size_is_given_as_a_number() -> None:
    """Zero and one are no sizes of a scale: they switch something off, or draw a hair line."""
    found = [
        f"{source.name}:{call.lineno}: {called_name(call)}"
        for source in _window_sources()
        for call in source.calls()
        if SIZED.fullmatch(called_name(call)) and any(_is_size(argument) for argument in call.args[-4:])
    ]
    expect_none(found)


def test_no_colour_is_made_from_numbers() -> None:
    found = [
        f"{source.name}:{call.lineno}: {called_name(call)}"
        for source in _window_sources()
        for call in source.calls()
        if called_name(call) in COLOUR_CALLS and any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    expect_none(found)
