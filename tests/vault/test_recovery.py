"""The recovery code."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotUnlocked
from app.vault.recovery import new_code, read_code

VAULT = "ab" * 16
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_it_is_groups_that_a_person_can_type() -> None:
    assert re.fullmatch(f"(?:[{ALPHABET}]{{5}}-){{6}}[{ALPHABET}]{{5}}", new_code(VAULT))
    assert len({new_code(VAULT) for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " ").replace("0", "o").replace("1", "l"),
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: "".join(chr(ord(letter) + 0xFEE0) for letter in code),
        lambda code: f"  {code}\r\n",
    ],
)
def test_ways_of_typing_do_not_matter(typed: "object") -> None:
    code = new_code(VAULT)
    assert callable(typed)
    assert read_code(typed(code), VAULT) == read_code(code, VAULT)


def test_every_single_slip_is_found() -> None:
    """25 bits of checksum: a slip of one character is never taken for another code."""
    code = new_code(VAULT)
    for at, right in enumerate(code):
        for letter in ALPHABET:
            if right not in ("-", letter):
                with pytest.raises(NotUnlocked, match="recovery-code-mistyped"):
                    read_code(code[:at] + letter + code[at + 1 :], VAULT)


@given(st.text(max_size=60))
def test_anything_else_is_a_slip_too(typed: str) -> None:
    with pytest.raises(NotUnlocked, match="recovery-code"):
        read_code(typed, VAULT)


def test_a_code_of_another_vault_is_named_so() -> None:
    with pytest.raises(NotUnlocked, match="recovery-code-of-another-vault"):
        read_code(new_code("cd" * 16), VAULT)
