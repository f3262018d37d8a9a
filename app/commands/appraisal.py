"""Commands about a destruction order's appraisal, paper files and the copies that others hold."""

from typing import Annotated

import typer

from app.commands.disposal import destroy_app
from app.commands.invocation import invocation
from app.commands.lines import table
from app.domain.capacities import CAPACITIES, Capacity
from app.domain.labels import ORDER_STATES
from app.i18n import N_

app = typer.Typer()


@destroy_app.command("appraise", help=N_("Sign that the order's list may be destroyed (accounting files)."))
def appraise(
    context: typer.Context, order: str, capacity: Annotated[list[Capacity] | None, typer.Option("--as")] = None
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        done = services.appraisals.appraise(order, services.session.signer, capacity or [])
    opinions = [
        {"capacity": one.capacity, "operator": one.operator, "signed_at": one.signed_at, "key": one.key}
        for one in done.opinions
    ]
    rows = [[call.tr(CAPACITIES[one.capacity]), one.operator] for one in done.opinions]
    rows += [[call.tr(CAPACITIES[one]), "—"] for one in done.missing]
    call.give(
        {"order": done.order, "state": done.state, "opinions": opinions, "missing": done.missing},
        [f"{done.order}  {call.tr(ORDER_STATES[done.state])}", *table(rows)],
    )
