"""Destroying records: what goes and what not, who signs, execution, reading back, the certificate."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.operators import Operator
from app.domain.orders import EXECUTED
from app.domain.permissions import Action, may, may_sign
from app.domain.words import OrderState
from app.errors import Refused
from app.flows.choosing import Choice, Way
from app.flows.flow import Flow, Problem, Work
from app.services.issuing import Issued
from app.services.order_results import Executed, OrderStatus, Preview
from app.services.roster import Services
from app.services.secrets import Secret

_SENT_BACK, _EMPTIED = "order-returned", "order-emptied"


def _none() -> Secret:
    return Secret("")


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, and the passphrase given again."""

    operator: str = ""
    passphrase: Secret = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Destroying:
    """Where one destruction stands. `ids`: what `choice` came to, None: all due. `returned`: why it came back."""

    choice: Choice = field(default_factory=Choice)
    ids: Sequence[int] | None = None
    preview: Preview | None = None
    status: OrderStatus | None = None
    approval: Signing = field(default_factory=Signing)
    confirmation: Signing = field(default_factory=Signing)
    typed_number: str = ""
    out: Path | None = None
    executed: Executed | None = None
    witnessing: Signing = field(default_factory=Signing)
    certificate: Issued | None = None
    returned: Refused | None = None

    @property
    def order(self) -> str:
        return self.status.order if self.status else ""


@dataclass(frozen=True, slots=True)
class _Returned:
    """The order was sent back or withdrawn at execution: a hold or a new duty was found."""

    error: Refused
    status: OrderStatus


# Where an order that was begun earlier goes on.
_RESUMED = {
    OrderState.DRAFT: "approve",
    OrderState.APPRAISED: "approve",
    OrderState.APPROVED: "execute",
    OrderState.WAITING: "execute",
    OrderState.EXECUTING: "execute",
    OrderState.VERIFIED: "execute",
    OrderState.WITNESSED: "execute",
    OrderState.CERTIFIED: "execute",
}


class DestroyFlow(Flow[Destroying]):
    """Steps: choose, check (left by preparing the order), approve, execute, readback (the witness signs), certificate.

    An order is a thing of its own: leaving the wizard keeps it where it stands, and it can be taken up again.
    """

    def __init__(
        self, services: Services, language: str, ids: Sequence[int] | None = None, status: OrderStatus | None = None
    ) -> None:
        self._services = services
        self._language = language
        choice = Choice() if ids is None else Choice(Way.SELECTED, ids)
        super().__init__(Destroying(choice=choice, ids=ids, status=status))
        if status is not None:
            self.step = _RESUMED[status.state]

    def steps(self) -> tuple[str, ...]:
        return ("choose", "check", "approve", "execute", "readback", "certificate")

    def is_final(self, step: str) -> bool:
        return step not in ("choose", "check")

    def problems(self, step: str) -> tuple[Problem, ...]:
        if step == "choose":
            return self.state.choice.problems()
        if step == "check" and self.state.preview is not None and not self.state.preview.records:
            return (Problem("", _why_nothing(self.state.preview, self.state.choice)),)
        if step == "approve":
            return _signing_problems("approver", self.state.approval, self.approvers())
        if step == "execute":
            return self._execute_problems()
        if step == "readback" and self.needs_witness:
            return _signing_problems("witness", self.state.witnessing, self.witnesses())
        return ()

    def work(self, step: str) -> Work | None:
        works: dict[str, Work] = {
            "choose": self._look,
            "check": self._prepare,
            "approve": self._approve,
            "execute": self._execute,
        }
        if step == "readback":
            return self._witness if self.needs_witness else None
        return works.get(step)

    def finish(self, step: str, result: Any) -> bool:
        if step == "choose":
            ids, preview = result
            self.change(ids=ids, preview=preview)
        elif step in ("check", "approve"):
            self.change(status=result, approval=Signing())
        elif step == "execute":
            return self._finish_execution(result)
        elif step == "readback":
            self.change(certificate=result, witnessing=Signing())
        return True

    @property
    def needs_witness(self) -> bool:
        """Whether a witness has still to sign what was measured."""
        return self.state.executed is not None and self.state.certificate is None

    @property
    def is_executed(self) -> bool:
        """Whether the order's records are gone already, so that going on only finishes its papers."""
        return self.state.status is not None and self.state.status.state in EXECUTED

    @property
    def waits_until(self) -> date | None:
        """The first day on which the order may be executed, None where it may be today."""
        earliest = self.state.status.earliest_on if self.state.status else None
        return earliest if earliest and earliest > self._services.session.clock.today() else None

    def approvers(self) -> tuple[Operator, ...]:
        return self._signers(Action.APPROVE)

    def witnesses(self) -> tuple[Operator, ...]:
        return self._signers(Action.WITNESS)

    def _signers(self, action: Action) -> tuple[Operator, ...]:
        """Operators whose role allows the signature, and who did not prepare the order, unless alone."""
        session = self._services.session
        one_person = session.is_one_person()
        preparer = self.state.status.prepared_by if self.state.status else ""
        return tuple(
            operator
            for operator in self._services.operators.all()
            if may(operator.role, action, one_person=one_person)
            and may_sign(operator.name, preparer=preparer, one_person=one_person)
        )

    def _execute_problems(self) -> tuple[Problem, ...]:
        state, found = self.state, []
        if self.waits_until is not None:
            return (Problem("", "cooling-off"),)  # nothing that is typed now would help
        if state.out is None:
            found.append(Problem("out", "folder-missing"))
        if not self.is_executed:
            if state.typed_number.strip().upper() != state.order:
                found.append(Problem("number", "number-differs"))
            if not state.confirmation.passphrase:
                found.append(Problem("passphrase", "passphrase-missing"))
        return tuple(found)

    def _look(self, progress: Any) -> tuple[Sequence[int] | None, Preview]:
        ids = self.state.choice.resolve(self._services)
        return ids, self._services.destruction.preview(ids, progress)

    def _prepare(self, progress: Any) -> OrderStatus:
        prepared = self._services.destruction.prepare(self.state.ids, progress)
        return self._services.destruction.status(prepared.order)

    def _approve(self, _progress: Any) -> OrderStatus:
        signing = self.state.approval
        signer = self._services.operators.signer(signing.operator, signing.passphrase)
        return self._services.destruction.approve(self.state.order, signer)

    def _execute(self, progress: Any) -> "Executed | _Returned":
        state, services = self.state, self._services
        assert state.out is not None
        if not self.is_executed:
            services.operators.signer(services.session.operator.name, state.confirmation.passphrase)
        try:
            return services.destruction.execute(state.order, state.out, language=self._language, progress=progress)
        except Refused as error:
            if error.code not in (_SENT_BACK, _EMPTIED):
                raise
            return _Returned(error, services.destruction.status(state.order))

    def _finish_execution(self, result: "Executed | _Returned") -> bool:
        if isinstance(result, _Returned) and result.error.code == _EMPTIED:
            # The order is withdrawn: nothing of it is left to approve, so the wizard begins anew.
            self.change(returned=result.error, status=None, preview=None, confirmation=Signing(), typed_number="")
            self.step = "choose"
            return False
        if isinstance(result, _Returned):
            self.change(returned=result.error, status=result.status, confirmation=Signing(), typed_number="")
            self.step = "approve"
            return False
        status = self._services.destruction.status(self.state.order)
        self.change(
            executed=result,
            certificate=result.certificate,
            status=status,
            returned=None,
            confirmation=Signing(),
        )
        return True

    def _witness(self, _progress: Any) -> Issued | None:
        signing = self.state.witnessing
        assert self.state.out is not None
        signer = self._services.operators.signer(signing.operator, signing.passphrase)
        witnessed = self._services.destruction.witness(
            self.state.order, signer, self.state.out, language=self._language
        )
        return witnessed.certificate


def _why_nothing(preview: Preview, choice: Choice) -> str:
    if preview.open_orders:
        return "in-open-orders"
    asked = choice.way in (Way.SEARCH, Way.LIST) and not preview.held_back
    return "nothing-found" if asked else "nothing-to-destroy"


def _signing_problems(field_: str, signing: Signing, signers: tuple[Operator, ...]) -> tuple[Problem, ...]:
    if not signers:
        return (Problem("", f"no-{field_}"),)
    found = []
    if signing.operator not in {one.name for one in signers}:
        found.append(Problem(field_, f"{field_}-missing"))
    if not signing.passphrase:
        found.append(Problem("passphrase", "passphrase-missing"))
    return tuple(found)
