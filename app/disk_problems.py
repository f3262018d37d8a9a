"""Errors of the disk in words: which errno says what, and the name by which people know the file."""

import errno
import os
import re
from pathlib import Path

from app.errors import EnvironmentProblem

STAGING_SUFFIX = ".staging"
STAGED = re.compile(rf"\.(.+)\.[0-9a-f]{{8}}{re.escape(STAGING_SUFFIX)}")
"""A staging file's name, with its target's name as the group."""
OTHER = "disk-error"
_CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "no-permission",
    errno.ENAMETOOLONG: "name-too-long",
    # A medium that fails or was pulled out, a share that is gone: never a mistake of the program.
    errno.EIO: OTHER,
    errno.ENODEV: OTHER,
    errno.ENXIO: OTHER,
    errno.ESTALE: OTHER,
}


def disk_problem(error: BaseException) -> EnvironmentProblem | None:
    """The problem behind an error that no caller foresaw; None where it may be a bug."""
    if not isinstance(error, OSError) or error.errno not in _CODES:
        return None
    name = known_name(Path(os.fsdecode(error.filename))) if isinstance(error.filename, str | bytes) else None
    return EnvironmentProblem(_CODES[error.errno], file=name)


def named_problem(error: OSError, path: Path) -> EnvironmentProblem:
    """The problem with this file, "disk-error" where the error has no word of its own."""
    return EnvironmentProblem(_CODES.get(error.errno or 0, OTHER), file=known_name(path))


def known_name(path: Path) -> str:
    """The name by which people know a file: a staging file's target."""
    staged = STAGED.fullmatch(path.name)
    return staged[1] if staged else path.name
