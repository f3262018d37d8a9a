"""Secrets that do not show themselves."""

import pickle
import traceback

import pytest

from app.vault.secret import Secret


def test_nothing_prints_it() -> None:
    secret = Secret("hunter22")
    assert "hunter22" not in f"{secret} {secret!r} {[secret]} {{secret}}"
    assert "hunter22" not in "".join(traceback.format_exception(ValueError(secret)))


def test_nothing_stores_it() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret("hunter22"))
    with pytest.raises(TypeError):
        hash(Secret("hunter22"))


def test_full_width_typing_is_the_same_passphrase() -> None:
    """An input method left in full-width mode must not lock a person out."""
    assert Secret("ＡＢＣ１２３") == Secret("ABC123")
    assert Secret("abc") != Secret("ABC")
    assert Secret("abc") != "abc"


def test_keys_are_taken_as_they_are() -> None:
    assert Secret(b"\xff\x00").reveal() == b"\xff\x00"
    assert not Secret(b"")
