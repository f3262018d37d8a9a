"""What the end of a whole vault rests on: what is left in it, and who signed."""

from app.domain.audit import leaf_hash, merkle_root
from app.domain.endings import Extent
from app.domain.instants import instant_of, instant_text
from app.domain.orders import OPEN
from app.domain.words import OrderState, Role, State
from app.storage.connection import Connection
from app.storage.orders import OrderSignature

_UNFINISHED = (*sorted(OPEN), OrderState.VERIFIED, OrderState.WITNESSED)


class EndingStore:
    """Counts, and the signatures under the vault's end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def extent(self) -> Extent:
        """What the vault has come to."""
        count = self._connection.value
        rows = self._connection.rows("SELECT commitment FROM stub ORDER BY commitment")
        marks = ", ".join("?" for _ in _UNFINISHED)
        orders = self._connection.rows(
            f"SELECT number FROM disposal_order WHERE state IN ({marks}) ORDER BY id", _UNFINISHED
        )
        return Extent(
            destroyed=len(rows),
            transferred=int(count("SELECT count(*) FROM record WHERE state = ?", (State.TRANSFERRED,))),
            left=int(count("SELECT count(*) FROM record WHERE state <> ?", (State.TRANSFERRED,))),
            open_orders=tuple(row[0] for row in orders),
            ledger_root=merkle_root(leaf_hash(row[0]) for row in rows).hex(),
        )

    def sign(self, signature: OrderSignature) -> None:
        """Keep a signature, in place of an earlier one in the same role."""
        self._connection.execute(
            "INSERT OR REPLACE INTO vault_end (role, operator, signed_at, signed, signature, public_key)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                signature.role,
                signature.operator,
                instant_text(signature.signed_at),
                signature.signed,
                signature.signature,
                signature.public_key,
            ),
        )

    def signatures(self) -> tuple[OrderSignature, ...]:
        """The signatures, in the roles' order."""
        rows = self._connection.rows(
            "SELECT role, operator, signed_at, signed, signature, public_key FROM vault_end ORDER BY signed_at, role"
        )
        found = [OrderSignature(Role(row[0]), row[1], instant_of(row[2]), row[3], row[4], row[5]) for row in rows]
        return tuple(sorted(found, key=lambda one: list(Role).index(one.role)))

    def withdraw(self) -> None:
        """Drop every signature."""
        self._connection.execute("DELETE FROM vault_end")
