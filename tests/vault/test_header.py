"""The header file."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app.errors import AppError, Damaged, NotUnlocked
from app.vault.header import Header, authenticated, check_mac, parsed, serialised
from app.vault.keys import Kdf, new_key
from app.vault.recovery import new_code, read_code
from app.vault.secret import Secret
from app.vault.slots import RECOVERY, new_slot
from tests.helpers.vaults import LIGHT

VAULT = "ab" * 16
KEY = new_key()


def _header() -> Header:
    code = read_code(new_code(VAULT), VAULT)
    people = [
        ("王建华", "handler", Secret("passphrase")),
        ("李审批", "approver", Secret("other")),
        ("", RECOVERY, code),
    ]
    slots = tuple(
        new_slot(name, role, secret, kdf=LIGHT, vault_id=VAULT, generation=1, key=KEY)[0]
        for name, role, secret in people
    )
    return authenticated(Header(VAULT, 1, "2026-11-21T02:00:00Z", slots, 3, "cd" * 32), KEY)


HEADER = _header()


def test_what_is_written_is_read() -> None:
    assert parsed(serialised(HEADER)) == HEADER
    check_mac(HEADER, KEY)


def test_every_changed_byte_and_every_cut_is_damage() -> None:
    """Found without any key, and never as a bug."""
    data = serialised(HEADER)
    for at in range(len(data)):
        for bit in (0x01, 0x20, 0x80):
            with pytest.raises(Damaged, match="header-"):
                parsed(data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :])
        with pytest.raises(Damaged, match="header-damaged"):
            parsed(data[:at])
    for tail in (b"\n", b"\x00", b"{}", data):
        with pytest.raises(Damaged, match="header-damaged"):
            parsed(data + tail)


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"format": "qingdang-vault"}', b"\x00" * 4096],
)
def test_anything_else_is_damage(data: bytes) -> None:
    with pytest.raises(Damaged, match="header-damaged"):
        parsed(data)


def test_a_later_version_is_named_so() -> None:
    raw = json.loads(serialised(HEADER))
    raw["version"] = 2
    with pytest.raises(Damaged) as caught:
        parsed(json.dumps(raw).encode())
    assert (caught.value.code, caught.value.params) == ("header-newer", {"found": 2, "known": 1})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "1"),
        (("version",), True),
        (("version",), 0),
        (("generation",), -1),
        (("generation",), 1.0),
        (("slots",), None),
        (("slots",), [3]),
        (("slots", 0, "salt"), "not base64"),
        (("slots", 0, "kdf", "memory_kib"), 1 << 40),
        (("checkpoint", "size"), "3"),
        (("mac",), None),
    ],
)
def test_wrong_types_are_damage(path: tuple[str | int, ...], value: object) -> None:
    raw = json.loads(serialised(HEADER))
    place = raw
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(Damaged, match="header-damaged"):
        parsed(json.dumps(raw).encode())


@pytest.mark.parametrize("change", [{"kdf": Kdf(1 << 30, 1, 1)}, {"salt": b""}, {"salt": b"1234567"}])
def test_a_forged_slot_gets_no_computation(change: dict[str, Any]) -> None:
    """The digest is no secret, so a forger can make it right; costs and salts are looked at all the same."""
    slots = (replace(HEADER.slots[0], **change), *HEADER.slots[1:])
    with pytest.raises(Damaged, match="header-damaged"):
        parsed(serialised(replace(HEADER, slots=slots)))


@pytest.mark.parametrize(
    "change",
    [
        {"vault_id": "cd" * 16},
        {"generation": 2},
        {"created_at": "2020-01-01T00:00:00Z"},
        {"slots": HEADER.slots[:1]},
        {"size": 2},
        {"root": "ee" * 32},
        {"mac": "00" * 32},
        {"mac": ""},
        {"mac": "清档"},
    ],
)
def test_whoever_has_not_the_database_key_can_not_forge_it(change: dict[str, object]) -> None:
    forged = parsed(serialised(replace(HEADER, **change)))  # type: ignore[arg-type]  # one field a case
    with pytest.raises(AppError, match="header-forged"):
        check_mac(forged, KEY)
    with pytest.raises(Damaged, match="header-forged"):
        check_mac(HEADER, new_key())


def test_operators_are_found_by_name_and_the_first_without() -> None:
    assert HEADER.slot("李审批").role == "approver"
    assert HEADER.slot(None).name == "王建华"
    with pytest.raises(NotUnlocked, match="unknown-operator"):
        HEADER.slot("")
    assert HEADER.recovery is HEADER.slots[2]


def test_a_slot_takes_the_place_of_its_own_or_the_last() -> None:
    changed = replace(HEADER.slots[0], salt=b"x")
    assert HEADER.with_slot(changed).slots == (changed, *HEADER.slots[1:])
    recovery = replace(HEADER.slots[2], salt=b"x")
    assert HEADER.with_slot(recovery).slots == (*HEADER.slots[:2], recovery)
    added = replace(HEADER.slots[0], name="赵监销")
    assert HEADER.with_slot(added).slots == (*HEADER.slots, added)
