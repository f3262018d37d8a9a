"""The long forms are not collected where they do not run: they take an hour and need strace.

At full size no test here has a time limit: a sweep over hundreds of kills ends when it has seen all of them.
"""

from pathlib import Path

import pytest

from tests.helpers.sweeps import is_full_size

collect_ignore = [] if is_full_size() else ["test_destroy_calls.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lift the limit that every other test has, for the full size alone."""
    if is_full_size():
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.timeout(0))
