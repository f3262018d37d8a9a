"""The firm and its signing key in the database."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from app.domain.firm import Entity, Firm, Profile
from app.domain.instants import instant_text
from app.domain.words import Closure
from app.storage.connection import Connection

_DAYS = ("service_ended_on", "decided_on")


@dataclass(frozen=True, slots=True)
class FirmKey:
    """The firm's P-256 key: private PKCS#8 DER, public SPKI DER, self-signed X.509 certificate in DER."""

    private_der: bytes = field(repr=False)
    public_der: bytes
    certificate_der: bytes


class FirmStore:
    """One firm a vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, firm: Firm, key: FirmKey, at: datetime) -> None:
        """Put the firm and its key into a new vault."""
        self._connection.execute(
            "INSERT INTO firm (id, name, uscc, closure, profile, created_at) VALUES (1, ?, ?, ?, ?, ?)",
            (firm.name, firm.uscc, firm.closure, _profile_text(firm.profile), instant_text(at)),
        )
        self._connection.execute(
            "INSERT INTO firm_key (id, private, public, certificate, created_at) VALUES (1, ?, ?, ?, ?)",
            (key.private_der, key.public_der, key.certificate_der, instant_text(at)),
        )

    def get(self) -> Firm:
        row = self._connection.one("SELECT name, uscc, closure, profile FROM firm")
        assert row is not None
        return Firm(row[0], row[1], Closure(row[2]), _profile(row[3]))

    def set_profile(self, profile: Profile) -> None:
        self._connection.execute("UPDATE firm SET profile = ?", (_profile_text(profile),))

    def key(self) -> FirmKey:
        row = self._connection.one("SELECT private, public, certificate FROM firm_key")
        assert row is not None
        return FirmKey(*row)

    def own_certificate(self) -> tuple[bytes, bytes] | None:
        """The key (PKCS#8 DER) and the certificate (DER) that the firm brought itself."""
        row = self._connection.one("SELECT private, certificate FROM own_certificate")
        return None if row is None else (row[0], row[1])

    def put_own_certificate(self, private_der: bytes, certificate_der: bytes, at: datetime, by: str) -> None:
        """Keep this one, in the place of another."""
        self._connection.execute(
            "INSERT OR REPLACE INTO own_certificate (id, private, certificate, added_at, added_by)"
            " VALUES (1, ?, ?, ?, ?)",
            (private_der, certificate_der, instant_text(at), by),
        )

    def drop_own_certificate(self) -> None:
        """Forget it; the pages are overwritten (secure_delete)."""
        self._connection.execute("DELETE FROM own_certificate")


def _profile_text(profile: Profile) -> str:
    facts = asdict(profile)
    for name in _DAYS:
        facts[name] = facts[name].isoformat() if facts[name] else None
    return json.dumps(facts, sort_keys=True)


def _profile(text: str) -> Profile:
    """The profile as stored; what an older program did not ask yet is as in a new one."""
    facts = json.loads(text)
    for name in _DAYS:
        day = facts.get(name)
        facts[name] = date.fromisoformat(day) if day else None
    facts["entity"] = Entity(facts.get("entity", Entity.COMPANY))
    return Profile(**facts)
