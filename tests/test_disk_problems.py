"""Which errors of the disk are told in words, and by which name the file is called."""

import errno
from pathlib import Path

import pytest

from app.disk_problems import disk_problem, named_problem
from app.i18n import catalogue
from app.vault.disk import staging_beside
from tests.helpers.windows import Answers
from ui.errors import ErrorDesk

STAGED = staging_beside(Path("/somewhere/backup.qdbak"))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EROFS, "no-permission"),
        (errno.ENAMETOOLONG, "name-too-long"),
        (errno.EIO, "disk-error"),
        (errno.ENODEV, "disk-error"),
        (errno.ESTALE, "disk-error"),
    ],
)
def test_a_disk_that_fails_is_no_mistake_of_the_program(number: int, code: str) -> None:
    problem = disk_problem(OSError(number, "", str(STAGED)))
    assert problem is not None
    assert (problem.code, problem.params) == (code, {"file": "backup.qdbak"})


@pytest.mark.parametrize("error", [OSError(errno.EBADF, ""), OSError("no number"), ValueError("none of the disk")])
def test_other_errors_may_be_mistakes_of_the_program(error: Exception) -> None:
    assert disk_problem(error) is None


def test_of_a_file_that_is_known_every_error_is_told() -> None:
    problem = named_problem(OSError(errno.EBADF, ""), STAGED)
    assert (problem.code, problem.params) == ("disk-error", {"file": "backup.qdbak"})


def test_the_window_tells_it_in_words(tmp_path: Path) -> None:
    """As the command line does: an error that no caller foresaw, from the system itself."""
    with pytest.raises(OSError, match="too long") as caught:
        (tmp_path / ("名" * 200)).write_text("")
    answers = Answers()
    desk = ErrorDesk(catalogue("en"), answers)
    assert "is too long for this disk" in desk.sentence(caught.value)
    desk.show(None, caught.value)
    assert answers.told[0].startswith("The computer did not let this happen: The name ")
