"""One transaction and the stores that work in it."""

from functools import cached_property

from app.storage.attachments import AttachmentStore
from app.storage.audit import AuditStore
from app.storage.batches import BatchStore
from app.storage.connection import Connection
from app.storage.copies import CopyStore
from app.storage.customers import CustomerStore
from app.storage.deliveries import DeliveryStore
from app.storage.documents import DocumentStore
from app.storage.firm import FirmStore
from app.storage.histories import HistoryStore
from app.storage.ledger import LedgerStore
from app.storage.operators import OperatorStore
from app.storage.records import RecordStore
from app.storage.search import SearchStore
from app.storage.settings import SettingStore
from app.storage.tables import TableStore


class UnitOfWork:
    """Handed out by Session.write() and Session.read(); leaving without `commit` takes everything back.

    A store is made when it is first asked for. After `commit` the unit is over.
    """

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self.connection = connection
        self._writes = writes
        self.is_committed = False

    def commit(self) -> None:
        """Make everything that was done in this unit permanent, at once and as a whole."""
        if not self._writes or self.is_committed:
            raise RuntimeError("nothing to commit here")
        self.connection.commit()
        self.is_committed = True

    @cached_property
    def attachments(self) -> AttachmentStore:
        return AttachmentStore(self.connection)

    @cached_property
    def audit(self) -> AuditStore:
        return AuditStore(self.connection)

    @cached_property
    def batches(self) -> BatchStore:
        return BatchStore(self.connection)

    @cached_property
    def copies(self) -> CopyStore:
        return CopyStore(self.connection)

    @cached_property
    def customers(self) -> CustomerStore:
        return CustomerStore(self.connection)

    @cached_property
    def deliveries(self) -> DeliveryStore:
        return DeliveryStore(self.connection)

    @cached_property
    def documents(self) -> DocumentStore:
        return DocumentStore(self.connection)

    @cached_property
    def firm(self) -> FirmStore:
        return FirmStore(self.connection)

    @cached_property
    def histories(self) -> HistoryStore:
        return HistoryStore(self.connection)

    @cached_property
    def ledger(self) -> LedgerStore:
        return LedgerStore(self.connection)

    @cached_property
    def operators(self) -> OperatorStore:
        return OperatorStore(self.connection)

    @cached_property
    def records(self) -> RecordStore:
        return RecordStore(self.connection)

    @cached_property
    def search(self) -> SearchStore:
        return SearchStore(self.connection)

    @cached_property
    def settings(self) -> SettingStore:
        return SettingStore(self.connection)

    @cached_property
    def tables(self) -> TableStore:
        return TableStore(self.connection)
