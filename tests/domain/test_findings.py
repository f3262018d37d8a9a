"""The sentences of file checks."""

import ast
from pathlib import Path

from app.domain.findings import TEMPLATES
from app.services import certification
from tests.architecture.tree import called_name

CHECKERS = ("certification.py", "verification.py")


def codes() -> set[str]:
    """Every code that a checker passes to `found` in plain sight."""
    names = set()
    for file in CHECKERS:
        source = (Path(certification.__file__).parent / file).read_text(encoding="utf-8")
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
        for call in calls:
            if called_name(call) == "found":
                names |= {node.value for node in ast.walk(call.args[2]) if isinstance(node, ast.Constant)}
    return {name for name in names if isinstance(name, str)}


def test_every_line_of_a_check_has_a_sentence() -> None:
    assert codes()
    assert codes() <= set(TEMPLATES)
