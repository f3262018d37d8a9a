"""The wish to stop: heard until the point of no return, and not after it. Turns of threads."""

import sys

import pytest

from app.errors import Cancelled
from app.jobs import CancelToken, Progress, QuickTurns


class _AskedBetween(CancelToken):
    """Somebody presses Cancel while the point of no return is being passed."""

    def check(self) -> None:
        super().check()
        if not self.is_closed:
            self.cancel()


def test_who_asks_before_is_heard() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        token.close()
    assert not token.is_closed


def test_who_asks_at_the_last_moment_is_not_heard_afterwards() -> None:
    """What can't be taken back would else be told as cancelled."""
    token = _AskedBetween()
    progress = Progress(token)
    token.close()
    progress.advance()
    progress.start("destroy.copy")
    assert not token.is_cancelled


def test_who_asks_afterwards_is_not_heard() -> None:
    token = CancelToken()
    token.close()
    token.cancel()
    token.check()
    assert not token.is_cancelled


def test_turns_are_quick_until_the_last_one_leaves() -> None:
    usual = sys.getswitchinterval()
    first, second = QuickTurns(), QuickTurns()
    with first:
        quick = sys.getswitchinterval()
        second.__enter__()
    assert quick < usual
    assert sys.getswitchinterval() == quick
    second.__exit__(None, None, None)
    assert sys.getswitchinterval() == usual
