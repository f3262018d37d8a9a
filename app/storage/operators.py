"""The operators in the database: name, role and public keys; their private keys are in the header's slots."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.instants import instant_text
from app.domain.operators import Operator
from app.domain.words import Role
from app.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class KnownOperator:
    """An operator with its public keys: SPKI DER for signatures, raw X25519 for sealing."""

    operator: Operator
    sign_public: bytes
    box_public: bytes


class OperatorStore:
    """Who may open the vault, as the database knows them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, known: KnownOperator, at: datetime) -> None:
        """Add an operator; Conflict where the name is taken."""
        self._connection.execute(
            "INSERT INTO operator (name, role, sign_public, box_public, added_at) VALUES (?, ?, ?, ?, ?)",
            (known.operator.name, known.operator.role, known.sign_public, known.box_public, instant_text(at)),
        )

    def replace_keys(self, known: KnownOperator) -> None:
        """Give an operator new public keys, after a recovery or with another passphrase."""
        self._connection.execute(
            "UPDATE operator SET sign_public = ?, box_public = ? WHERE name = ?",
            (known.sign_public, known.box_public, known.operator.name),
        )

    def known(self) -> tuple[KnownOperator, ...]:
        """All operators with their keys, the first one first."""
        rows = self._connection.rows("SELECT name, role, sign_public, box_public FROM operator ORDER BY id")
        return tuple(KnownOperator(Operator(row[0], Role(row[1])), row[2], row[3]) for row in rows)

    def all(self) -> tuple[Operator, ...]:
        """All operators, the first one first."""
        return tuple(known.operator for known in self.known())
