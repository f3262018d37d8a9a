"""The log of bugs: where it happened and what kind it was, never with what values.

Exception messages can quote a cell or a name, so they are left out: type, file, line and function are kept.
"""

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from app.settings import settings_folder

LIMIT = 256 * 1024  # bytes; then the log starts again


def redacted(error: BaseException) -> str:
    """The error's type and stack without any message or value."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__
    tail = [f"caused by {type(cause).__name__}"] if cause is not None else []
    return "\n".join([type(error).__name__, *lines, *tail])


def record_bug(error: BaseException, program_version: str) -> Path | None:
    """Append a bug to the log; returns its file, or None where it can't be written."""
    path = settings_folder() / "bugs.log"
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = f"{at} {program_version} {platform.system()} {platform.python_version()}\n{redacted(error)}\n\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if path.exists() and path.stat().st_size > LIMIT else "a"
        with path.open(mode, encoding="utf-8") as log:
            log.write(entry)
    except OSError:
        return None
    return path
