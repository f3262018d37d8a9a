"""Keys from passphrases, for others, and from one another."""

import sys

import pytest

from app.errors import Damaged, EnvironmentProblem
from app.vault.keys import STRONG, Kdf, derived, from_passphrase, new_box, new_key, seal, unseal, unwrap, wrap
from app.vault.secret import Secret
from tests.helpers.killing import FINISHED, in_child, limit_memory
from tests.helpers.vaults import LIGHT


def test_strong_is_what_the_design_says() -> None:
    assert Kdf(memory_kib=262144, passes=3, lanes=4) == STRONG
    STRONG.check()


def test_key_depends_on_passphrase_salt_and_cost() -> None:
    base = from_passphrase(Secret("a"), b"s" * 16, LIGHT)
    assert base == from_passphrase(Secret("a"), b"s" * 16, LIGHT)
    assert base != from_passphrase(Secret("b"), b"s" * 16, LIGHT)
    assert base != from_passphrase(Secret("a"), b"t" * 16, LIGHT)
    assert base != from_passphrase(Secret("a"), b"s" * 16, Kdf(128, 1, 1))


@pytest.mark.parametrize(
    "kdf",
    [
        Kdf(1 << 32, 1, 1),
        Kdf(1048577, 1, 1),
        Kdf(64, 17, 1),
        Kdf(64, 0, 1),
        Kdf(64, 1, 0),
        Kdf(1024, 1, 17),
        Kdf(8, 1, 2),
    ],
)
def test_a_forged_cost_is_refused_before_it_costs_anything(kdf: Kdf) -> None:
    """A header that asks for 4 TiB must not take the machine down."""
    with pytest.raises(Damaged, match="header-damaged"):
        from_passphrase(Secret("a"), b"s" * 16, kdf)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a process to its limit of memory")
def test_too_little_memory_is_said() -> None:
    def derive() -> None:
        limit_memory(150 * 1024 * 1024)
        with pytest.raises(EnvironmentProblem, match="not-enough-memory"):
            from_passphrase(Secret("a"), b"s" * 16, STRONG)

    assert in_child(derive) == FINISHED


def test_wrapped_needs_key_bytes_and_binding() -> None:
    kek = new_key()
    wrapped = wrap(kek, b"private", b"slot 1")
    assert unwrap(kek, wrapped, b"slot 1") == b"private"
    assert unwrap(new_key(), wrapped, b"slot 1") is None
    assert unwrap(kek, wrapped, b"slot 2") is None
    for at in range(len(wrapped)):
        assert unwrap(kek, wrapped[:at] + bytes([wrapped[at] ^ 1]) + wrapped[at + 1 :], b"slot 1") is None
        assert unwrap(kek, wrapped[:at], b"slot 1") is None


def test_sealed_opens_for_its_owner_and_purpose_only() -> None:
    key, (private, public), (other, _) = new_key(), new_box(), new_box()
    sealed = seal(key, public, b"vault 1/1")
    assert unseal(sealed, private, b"vault 1/1") == key
    assert unseal(sealed, other, b"vault 1/1") is None
    assert unseal(sealed, private, b"vault 1/2") is None
    assert unseal(sealed[:-1], private, b"vault 1/1") is None
    assert unseal(b"", private, b"vault 1/1") is None


def test_purposes_have_different_keys() -> None:
    key = new_key()
    assert derived(key, "header") == derived(key, "header") != derived(key, "digest")
    assert derived(key, "header") != derived(new_key(), "header")
