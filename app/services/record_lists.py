"""Lists of records' ids that people bring along: pasted, or in a text file."""

import re
from pathlib import Path

from app.vault.disk import disk_errors

_UID = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{32}(?![0-9A-Fa-f])")
_LARGEST = 64 * 1024 * 1024


def uids_in(text: str) -> tuple[str, ...]:
    """The ids that a text names, each once, in lower case: a line each, between commas, in a column of a table."""
    return tuple(dict.fromkeys(one.lower() for one in _UID.findall(text)))


def uids_of_file(path: Path) -> tuple[str, ...]:
    """The ids in a text file's first 64 MB, whatever else it says and in which encoding: ids are ASCII.

    Raises EnvironmentProblem.
    """
    with disk_errors(path), path.open("rb") as file:
        content = file.read(_LARGEST)
    return uids_in(content.replace(b"\0", b"").decode("ascii", errors="replace"))
