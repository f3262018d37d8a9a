"""One transaction and the stores that work in it."""

from app.storage.appraisals import AppraisalStore
from app.storage.archives import ArchiveStore
from app.storage.assessments import AssessmentStore
from app.storage.attachments import AttachmentStore
from app.storage.audit import AuditStore
from app.storage.batch_uses import BatchUseStore
from app.storage.batches import BatchStore
from app.storage.classification import ClassificationStore
from app.storage.closing_tasks import ClosingTaskStore
from app.storage.connection import Connection
from app.storage.copies import CopyStore
from app.storage.corrections import CorrectionStore
from app.storage.customer_joins import CustomerJoinStore
from app.storage.customers import CustomerStore
from app.storage.decision_changes import DecisionChangeStore
from app.storage.deliveries import DeliveryStore
from app.storage.documents import DocumentStore
from app.storage.drafts import DraftStore, OwnRuleStore
from app.storage.endings import EndingStore
from app.storage.facts import FactStore
from app.storage.firm import FirmStore
from app.storage.firm_papers import FirmPaperStore
from app.storage.histories import HistoryStore
from app.storage.holds import HoldStore
from app.storage.incidents import IncidentStore
from app.storage.ledger import LedgerStore
from app.storage.listings import ListingStore
from app.storage.mappings import MappingStore
from app.storage.notices import NoticeStore
from app.storage.operators import OperatorStore
from app.storage.orders import OrderStore
from app.storage.originals import OriginalStore
from app.storage.origins import OriginStore
from app.storage.records import RecordStore
from app.storage.replies import ReplyStore
from app.storage.rule_packs import RulePackStore
from app.storage.search import SearchStore
from app.storage.selection import SelectionStore
from app.storage.settings import SettingStore
from app.storage.slips import SlipStore
from app.storage.stubs import StubStore
from app.storage.tables import TableStore
from app.storage.tallies import TallyStore
from app.storage.transfers import TransferStore


class UnitOfWork:
    """Handed out by Session.write() and Session.read(); leaving without `commit` takes everything back.

    After `commit` the unit is over.
    """

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self.connection = connection
        self._writes = writes
        self.is_committed = False
        self.appraisals = AppraisalStore(connection)
        self.archives = ArchiveStore(connection)
        self.assessments = AssessmentStore(connection)
        self.attachments = AttachmentStore(connection)
        self.audit = AuditStore(connection)
        self.batches = BatchStore(connection)
        self.batch_uses = BatchUseStore(connection)
        self.classification = ClassificationStore(connection)
        self.closing_tasks = ClosingTaskStore(connection)
        self.copies = CopyStore(connection)
        self.customers = CustomerStore(connection)
        self.corrections = CorrectionStore(connection)
        self.customer_joins = CustomerJoinStore(connection)
        self.decision_changes = DecisionChangeStore(connection)
        self.deliveries = DeliveryStore(connection)
        self.documents = DocumentStore(connection)
        self.endings = EndingStore(connection)
        self.facts = FactStore(connection)
        self.firm = FirmStore(connection)
        self.firm_papers = FirmPaperStore(connection)
        self.holds = HoldStore(connection)
        self.histories = HistoryStore(connection)
        self.incidents = IncidentStore(connection)
        self.ledger = LedgerStore(connection)
        self.listings = ListingStore(connection)
        self.notices = NoticeStore(connection)
        self.mappings = MappingStore(connection)
        self.own_rules = OwnRuleStore(connection)
        self.drafts = DraftStore(connection)
        self.operators = OperatorStore(connection)
        self.orders = OrderStore(connection)
        self.originals = OriginalStore(connection)
        self.origins = OriginStore(connection)
        self.records = RecordStore(connection)
        self.rule_packs = RulePackStore(connection)
        self.replies = ReplyStore(connection)
        self.search = SearchStore(connection)
        self.selection = SelectionStore(connection)
        self.settings = SettingStore(connection)
        self.slips = SlipStore(connection)
        self.stubs = StubStore(connection)
        self.tables = TableStore(connection)
        self.tallies = TallyStore(connection)
        self.transfers = TransferStore(connection)

    def commit(self) -> None:
        """Make everything that was done in this unit permanent, at once and as a whole."""
        if not self._writes or self.is_committed:
            raise RuntimeError("nothing to commit here")
        self.connection.commit()
        self.is_committed = True
