"""Signed statements."""

import base64
import json

import pytest

from app.errors import Damaged
from app.vault.jws import open_jws, sign_jws
from app.vault.signing import fingerprint, new_signing_key, public_of

KEY = new_signing_key()
KID = fingerprint(public_of(KEY))
PAYLOAD = '{"事":"证据","n":1}'.encode()


def token() -> str:
    return sign_jws(PAYLOAD, KEY, KID)


def test_opens_without_a_trust_store_and_names_the_key() -> None:
    opened = open_jws(token())
    assert opened.ok
    assert opened.payload == PAYLOAD
    assert opened.kid == KID
    assert opened.public_der == public_of(KEY)


def test_a_payload_larger_than_the_librarys_limit_is_signed_and_opened() -> None:
    large = b"x" * 500_000
    assert open_jws(sign_jws(large, KEY, KID)).payload == large


def holds(text: str) -> bool:
    try:
        return open_jws(text).ok
    except Damaged:
        return False


def test_every_changed_character_is_noticed() -> None:
    """Also in the last character of a part, where base64 has bits that mean nothing."""
    text = token()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    ends = {index for index, letter in enumerate(text) if letter == "."} | {len(text)}
    for index, letter in enumerate(text):
        others = alphabet if index + 1 in ends else (chr(ord(letter) ^ 1), "A" if letter != "A" else "B")
        for other in others:
            if other != letter:
                assert not holds(text[:index] + other + text[index + 1 :]), index


def test_a_kid_of_another_key_is_no_valid_signature() -> None:
    assert not open_jws(sign_jws(PAYLOAD, KEY, "0" * 64)).ok


def repacked(**changes: object) -> str:
    head, body, signature = token().split(".")
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    header.update(changes)
    head = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    return f"{head}.{body}.{signature}"


@pytest.mark.parametrize(
    "changes",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"crit": ["exp"]},
        {"jku": "x"},
        {"jwk": {"kty": "oct", "k": "AA"}},
        {"jwk": 1},
    ],
)
def test_other_algorithms_and_header_members_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Damaged, match="jws-malformed"):
        open_jws(repacked(**changes))


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c.d", "é.b.c", "....", '{"payload":1}', "e30.e30.e30"])
def test_what_is_no_jws_is_refused(text: str) -> None:
    with pytest.raises(Damaged, match="jws-malformed"):
        open_jws(text)
