"""Where the closing of a firm stands: the stages of the flow, the figures, and what is to be done next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.closing_plan import ClosingPlan, PlannedTask, TaskState
from app.domain.plan import Gate, Plan, PlanGroup
from app.domain.retention import Basis, Decision
from app.domain.transfers import TransferState
from app.domain.words import Disposition, NoticeKind, OrderState, State
from app.services.documents import IssuedDocument
from app.services.notices import NoticeStatus
from app.services.order_results import OrderStatus
from app.services.overview import Figures
from app.services.roster import Services
from app.services.transfers import TransferStatus

CLOSURE_REPORT = "closure"
_OPENING = (NoticeKind.SUCCESSION, NoticeKind.PROVISION)


class Progress(StrEnum):
    """How a stage stands."""

    DONE = "done"
    NOW = "now"
    WAITING = "waiting"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the flow; `count` stands beside its name, `until` is the day that a waiting one waits for."""

    name: str
    mark: Progress
    count: int = 0
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The one next thing to do: a code that the window has words for, where it is done, and what the words need."""

    code: str
    place: str
    count: int = 0
    order: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """Records that share what may happen to them: the article of most of them, and the last day that it sets."""

    records: int = 0
    groups: int = 0
    basis: Basis | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """All of the overview, of one moment."""

    figures: Figures
    stages: tuple[Stage, ...]
    next: Next
    destroy: Share
    restrict: Share
    archive: Share
    """What is kept like the restricted and holds no personal information."""
    transfer: Share
    undecided: Share
    gates: tuple[Gate, ...]
    tasks: tuple[PlannedTask, ...]
    """What the firm's end still takes besides its records: late first, then by its last day."""
    orders: tuple[OrderStatus, ...]
    documents: tuple[IssuedDocument, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read: everything else follows from it."""

    figures: Figures
    plan: Plan
    orders: tuple[OrderStatus, ...]
    documents: tuple[IssuedDocument, ...]
    notices: tuple[NoticeStatus, ...]
    transfers: tuple[TransferStatus, ...]

    @property
    def gate_day(self) -> date | None:
        """The day on which the successor's notice opens the way, None where it waits for none."""
        gate = next((one for one in self.plan.gates if one.name == "succession-notice"), None)
        return gate.opens_on if gate is not None and not gate.open else None

    @property
    def unclassified(self) -> int:
        return sum(group.records for group in self.plan.groups if _is_unclassified(group))

    @property
    def open_order(self) -> OrderStatus | None:
        """The oldest order that is neither finished nor given up."""
        over = (OrderState.CERTIFIED, OrderState.WITHDRAWN)
        return next((order for order in self.orders if order.state not in over), None)

    @property
    def waiting_until(self) -> date | None:
        """The day that the open order's cooling-off waits for, None where nothing waits."""
        order = self.open_order
        if order is None or order.state not in (OrderState.APPROVED, OrderState.WAITING) or order.earliest_on is None:
            return None
        return order.earliest_on if order.earliest_on > self.plan.today else None

    def share(self, *dispositions: Disposition, undecided: bool = False) -> Share:
        """The groups of these dispositions that are decided and not done yet, or all undecided ones."""
        groups = [
            group
            for group in self.plan.groups
            if (not group.decision.decided if undecided else _is_to_do(group, dispositions))
        ]
        if not groups:
            return Share()
        largest = max(groups, key=lambda group: group.records)
        basis = largest.decision.basis[0] if largest.decision.basis else None
        alike = [group.decision for group in groups if basis in group.decision.basis[:1]]
        days = [one.retain_until for one in alike if one.retain_until is not None]
        return Share(sum(group.records for group in groups), len(groups), basis, max(days, default=None))


def survey(services: Services) -> Closing:
    """Read where everything stands; takes as long as planning does, so it is called in the background."""
    found = _Found(
        services.overview.figures(),
        services.planning.plan(),
        services.destruction.all(),
        services.documents.all(),
        services.notices.all(),
        services.transfers.all(),
    )
    return Closing(
        figures=found.figures,
        stages=_stages(found),
        next=_next(found),
        destroy=found.share(Disposition.DESTROY),
        restrict=found.share(Disposition.RESTRICT),
        archive=found.share(Disposition.ARCHIVE),
        transfer=found.share(Disposition.TRANSFER),
        undecided=found.share(undecided=True),
        gates=found.plan.gates,
        tasks=_open_tasks(services.closing_plan.plan()),
        orders=found.orders,
        documents=tuple(reversed(found.documents)),
    )


def _open_tasks(plan: ClosingPlan) -> tuple[PlannedTask, ...]:
    """What is not done and will be: not what is only done where the case arises."""
    wanted = [one for one in plan.tasks if one.state is not TaskState.DONE and not one.task.optional]
    return tuple(sorted(wanted, key=lambda one: (one.state is not TaskState.LATE, one.due, one.begins)))


def _stages(found: _Found) -> tuple[Stage, ...]:
    """Each stage by itself; then the first one with something to do is the one that is on now."""
    figures = found.figures
    imported = figures.records + figures.destroyed
    classified = imported - found.unclassified
    undecided = found.share(undecided=True)
    to_archive = found.share(Disposition.ARCHIVE, Disposition.RESTRICT).records
    to_hand_over = found.share(Disposition.TRANSFER).records
    due = found.share(Disposition.DESTROY).records
    decided = imported > 0 and not found.unclassified
    letters = sum(notice.counts.open for notice in found.notices)  # of which nobody entered yet how they fared
    over = {
        "import": imported > 0,
        "classify": decided,
        "plan": decided and not undecided.records,
        "notices": any(notice.period is not None for notice in found.notices) and not letters,
        "archive": decided and not to_archive and figures.packed > 0,
        "transfer": any(one.transfer.state is TransferState.ACCEPTED for one in found.transfers) and not to_hand_over,
        "destroy": decided and not due and found.open_order is None and figures.destroyed > 0,
        "documents": any(document.kind == CLOSURE_REPORT for document in found.documents),
    }
    counts = {
        "import": imported,
        "classify": classified,
        "plan": undecided.records - found.unclassified,
        "notices": letters,
        "archive": to_archive,
        "transfer": to_hand_over,
        "destroy": due,
        "documents": len(found.documents),
    }
    days = {"destroy": found.waiting_until, "transfer": found.gate_day}
    now = _next(found).place
    stages = []
    for name, is_over in over.items():
        mark = Progress.DONE if is_over else Progress.NOW if name == now else Progress.OPEN
        until = days.get(name)
        stages.append(Stage(name, Progress.WAITING if until else mark, counts[name], until))
    return tuple(stages)


def _next(found: _Found) -> Next:
    """What comes first: data before decisions, decisions before acts, acts before papers."""
    order, undecided = found.open_order, found.share(undecided=True)
    to_archive = found.share(Disposition.ARCHIVE, Disposition.RESTRICT).records
    due = found.share(Disposition.DESTROY).records
    imported = found.figures.records + found.figures.destroyed
    reported = any(document.kind == CLOSURE_REPORT for document in found.documents)
    to_hand_over = found.share(Disposition.TRANSFER).records
    told = any(notice.kind in _OPENING and notice.period is not None for notice in found.notices)
    untold, may_go = to_hand_over > 0 and not told, to_hand_over > 0 and told and found.gate_day is None
    ready = order if order is not None and found.waiting_until is None else None
    candidates = (
        (not imported, Next("import-files", "import")),
        (found.unclassified > 0, Next("classify-records", "classify", found.unclassified)),
        (ready is not None, _order_step(ready)),
        (undecided.records > 0, Next("decide-groups", "plan", undecided.groups)),
        (untold, Next("tell-customers", "notices", to_hand_over)),
        (to_archive > 0, Next("archive-records", "archive", to_archive)),
        (may_go, Next("hand-over", "transfer", to_hand_over)),
        (due > 0 and order is None, Next("destroy-records", "destroy", due)),
        (not reported, Next("write-report", "documents")),
    )
    return next((step for applies, step in candidates if applies), Next("nothing-today", "documents"))


# States after which the same is to be done as after another.
SAME_STEP = {
    OrderState.APPRAISED: OrderState.DRAFT,
    OrderState.WAITING: OrderState.APPROVED,
    OrderState.WITNESSED: OrderState.EXECUTING,
}


def _order_step(order: OrderStatus | None) -> Next:
    """What an open order waits for."""
    if order is None:
        return Next("", "destroy")
    return Next(f"order-{SAME_STEP.get(order.state, order.state)}", "destroy", order.records, order.order)


def _is_unclassified(group: PlanGroup) -> bool:
    return any(facts.state is State.IMPORTED and facts.kind is None for facts in group.members)


def _is_to_do(group: PlanGroup, dispositions: tuple[Disposition, ...]) -> bool:
    decision: Decision = group.decision
    if not decision.decided or decision.disposition not in dispositions:
        return False
    if decision.disposition is Disposition.DESTROY:
        return decision.destroyable
    return any(facts.state is State.CLASSIFIED for facts in group.members)
