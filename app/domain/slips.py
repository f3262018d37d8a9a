"""Customers' slips: record ids and salts, given out before a destruction, that show later what a certificate covers.

A slip holds no personal data. With the certificate's ledger (which facts each record had) the salt gives the record's
commitment again; nobody without the slip can do that. Its text fits a QR code's alphanumeric mode: `QDSLIP1` and, in
base32 (RFC 4648, no padding), the vault's id (16 bytes), for each record its uid and salt (16 bytes each), and the
first four bytes of the SHA-256 over all that, against misreading and mistyping.
"""

from base64 import b32decode, b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from app.domain.ledger import Ledger
from app.errors import Damaged

PREFIX = "QDSLIP1"
MOST = 20
"""Records on one slip: as much as a QR code holds that a phone still reads from paper."""

_ID = 16
_PAIR = 2 * _ID
_CHECK = 4
# What people type for letters and digits that base32 has not.
_MISTYPED = str.maketrans({"0": "O", "1": "I", "8": "B"})


@dataclass(frozen=True, slots=True)
class SlipRecord:
    """One record on a slip: its random id and the salt of its commitment, 16 bytes each."""

    uid: bytes
    salt: bytes


@dataclass(frozen=True, slots=True)
class Slip:
    """What a customer is given: which vault (32 hex digits), and up to `MOST` records."""

    vault_id: str
    records: tuple[SlipRecord, ...]

    @property
    def text(self) -> str:
        """What the QR code holds: capitals and digits only."""
        body = bytes.fromhex(self.vault_id) + b"".join(one.uid + one.salt for one in self.records)
        return PREFIX + b32encode(body + _check(body)).rstrip(b"=").decode("ascii")


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """The slips of one customer: its id ("" for records of nobody), its name with what tells a person starred out."""

    customer: str
    name: str
    records: int
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class SlipSheets:
    """Slips to be printed and given out before a destruction."""

    firm: str
    vault_id: str
    made_at: datetime
    program_version: str
    sheets: tuple[SlipSheet, ...]


@dataclass(frozen=True, slots=True)
class Inclusion:
    """What a ledger says of one record of a slip: `listed` its id is in it, `proved` the salt fits too."""

    uid: bytes
    listed: bool
    proved: bool


def slips_of(vault_id: str, records: Iterable[SlipRecord]) -> tuple[Slip, ...]:
    """The slips for a customer's records, as few as hold them all."""
    every = tuple(records)
    return tuple(Slip(vault_id, every[start : start + MOST]) for start in range(0, len(every), MOST))


def read_slip(text: str) -> Slip:
    """The slip that a text from a QR code, or typed, is; blanks and hyphens in it do not matter.

    Raises Damaged("slip-unreadable").
    """
    plain = "".join(text.replace("-", " ").split()).upper()
    if not plain.startswith(PREFIX):
        raise Damaged("slip-unreadable")
    coded = plain.removeprefix(PREFIX).translate(_MISTYPED)
    try:
        data = b32decode(coded + "=" * (-len(coded) % 8))
    except ValueError as error:
        raise Damaged("slip-unreadable") from error
    body, check = data[:-_CHECK], data[-_CHECK:]
    count, rest = divmod(len(body) - _ID, _PAIR)
    if rest or not 0 < count <= MOST or _check(body) != check or b32encode(data).rstrip(b"=").decode() != coded:
        raise Damaged("slip-unreadable")
    starts = range(_ID, len(body), _PAIR)
    records = tuple(SlipRecord(body[at : at + _ID], body[at + _ID : at + _PAIR]) for at in starts)
    return Slip(body[:_ID].hex(), records)


def inclusions(slip: Slip, ledger: Ledger) -> tuple[Inclusion, ...]:
    """For each record of the slip whether the ledger lists it, under the very commitment that its salt gives."""
    entries = {entry.uid: entry for order in ledger.orders for entry in order.entries}
    found = []
    for one in slip.records:
        entry = entries.get(one.uid) if slip.vault_id == ledger.vault_id else None
        proved = entry is not None and entry.is_of(one.salt)
        found.append(Inclusion(one.uid, entry is not None, proved))
    return tuple(found)


def _check(body: bytes) -> bytes:
    return sha256(body).digest()[:_CHECK]
