"""The command customers: pairs that may be one customer, joining them, parting them."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.bounds import MOST
from app.commands.invocation import invocation
from app.commands.lines import NOTHING, table
from app.domain.customer_pairs import DOUBTS
from app.i18n import N_
from app.services.customers import JoinFact, PairFact
from app.storage.archives import Person

app = typer.Typer()
customers_app = typer.Typer()
app.add_typer(customers_app, name="customers")

Customer = Annotated[str, typer.Argument(metavar="CUSTOMER")]
Other = Annotated[str, typer.Argument(metavar="OTHER")]


@customers_app.callback(help=N_("Customers that may be the same one: list, join, part."))
def customers(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@customers_app.command("doubtful", help=N_("Pairs that may be one customer, masked; what says most first."))
def doubtful(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services, call.progress() as progress:
        found = services.customers.doubtful(progress)
    rows = [[pair.one.uid, pair.other.uid, _called(pair.one), _called(pair.other), call.tr(DOUBTS[pair.doubt])]
            for pair in found.pairs]  # fmt: skip
    call.give({"total": found.total, "pairs": [_pair(pair) for pair in found.pairs]}, table(rows))


@customers_app.command("join", help=N_("Make two customers one: the first gets all of the other's records."))
def join(context: typer.Context, customer: Customer, other: Other) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        number = services.customers.join(customer, other)
    call.give({"join": number, "customer": customer}, [str(number)])


@customers_app.command("part", help=N_("Undo a join."))
def part(context: typer.Context, join_id: Annotated[int, typer.Argument(metavar="JOIN", min=1, max=MOST)]) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        uid = services.customers.undo(join_id)
    call.give({"join": join_id, "customer": uid}, [uid])


@customers_app.command("apart", help=N_("Say that two customers are two; the pair is not listed again."))
def apart(context: typer.Context, customer: Customer, other: Other) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        services.customers.keep_apart(customer, other)
    call.give({"customer": customer, "other": other})


@customers_app.command("joined", help=N_("Joins that can be undone, newest first."))
def joined(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.customers.joins()
    rows = [[str(one.join), _called(one.customer), _called(one.joined), one.joined_by] for one in found]
    call.give({"joins": [_join(one) for one in found]}, table(rows))


def _called(person: Person) -> str:
    return person.name or person.org or NOTHING


def _pair(pair: PairFact) -> dict[str, Any]:
    return {
        "doubt": pair.doubt,
        "customers": [
            {**person._asdict(), "records": records}
            for person, records in zip((pair.one, pair.other), pair.records, strict=True)
        ],
    }


def _join(one: JoinFact) -> dict[str, Any]:
    return {
        "join": one.join, "customer": one.customer._asdict(), "joined": one.joined._asdict(),
        "joined_at": one.joined_at, "joined_by": one.joined_by,
    }  # fmt: skip
