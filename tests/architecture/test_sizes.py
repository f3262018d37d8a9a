"""Files, functions and classes stay small enough to be read in one go."""

from tests.architecture.tree import FunctionNode, expect_none, line_count, sources

FILE_LINES = 400
FUNCTION_LINES = 60
PUBLIC_METHODS = 15


def test_files_are_at_most_400_lines() -> None:
    lengths = {source.name: len(source.text.splitlines()) for source in sources()}
    expect_none(f"{name}: {lines}" for name, lines in lengths.items() if lines > FILE_LINES)


def test_functions_are_at_most_60_lines() -> None:
    lengths = {f"{source.name}:{node.name}": line_count(node) for source in sources() for node in source.functions()}
    expect_none(f"{name}: {lines}" for name, lines in lengths.items() if lines > FUNCTION_LINES)


def test_classes_have_at_most_15_public_methods() -> None:
    methods = {
        f"{source.name}:{node.name}": sum(
            isinstance(part, FunctionNode) and not part.name.startswith("_") for part in node.body
        )
        for source in sources()
        for node in source.classes()
    }
    expect_none(f"{name}: {count}" for name, count in methods.items() if count > PUBLIC_METHODS)
