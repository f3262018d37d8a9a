"""Customers who may be the same one: pair by pair, joined or kept apart; each join can be undone."""

from dataclasses import dataclass

from app.domain.customer_pairs import DOUBTS
from app.domain.permissions import Action
from app.services.customers import JoinFact, PairFact, Pairs, Person
from ui.context import AppContext
from ui.formatting import moment, number
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.tasks import Latest
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState

Case = PairFact | JoinFact


@dataclass(frozen=True, slots=True)
class Review:
    """All that the screen shows: pairs to be decided, and joins that can be undone."""

    pairs: Pairs
    joins: tuple[JoinFact, ...]


class CustomersScreen(Screen):
    """What nobody has decided yet comes first; personal numbers are masked until asked for."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Same customers"))
        self._reviews = Latest(context.runner, self)
        columns = (
            Column(tr("One"), 6),
            Column(tr("The other"), 6),
            Column(tr("What speaks for it"), 10, stretches=True),
            Column(tr("Records"), 4, is_figure=True, may_go=True),
        )
        self._table: RowTable[Case] = RowTable(context.theme, tr("Pairs of customers"), columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._card = FactCard(tr("The chosen pair"))
        empty = EmptyState(
            context.theme,
            "list-check",
            tr("No doubtful customers"),
            tr("Customers are joined by identity number, by phone and name, and by their own number. Where two may be "
               "one, they are listed here for you to decide."),
            button(tr("Show the records"), lambda: context.go("records")),
        )  # fmt: skip
        self.furnish(holder(row(self._table, self._card, gap=Space.L)), empty)

    def refresh(self) -> None:
        customers = self.context.services.customers
        self._reviews.run(lambda progress: Review(customers.doubtful(progress), customers.joins()), self._show)

    def _show(self, review: Review) -> None:
        cases: tuple[Case, ...] = (*review.pairs.pairs, *review.joins)
        self._table.show_things(cases)
        self.show_content(bool(cases))
        text = self.context.ngettext("{n} pair to decide", "{n} pairs to decide", review.pairs.total)
        self.say(text.format(n=number(review.pairs.total)) if cases else "")

    def _cells(self, case: Case) -> tuple[Cell, ...]:
        tr = self.context.tr
        if isinstance(case, JoinFact):
            joined = Cell(tr("Joined by hand"), "done")
            return Cell(_called(case.customer)), Cell(_called(case.joined)), joined, Cell("")
        records = number(sum(case.records))
        return Cell(_called(case.one)), Cell(_called(case.other)), Cell(tr(DOUBTS[case.doubt])), Cell(records)

    def _show_one(self, case: Case | None) -> None:
        if isinstance(case, JoinFact):
            self._show_join(case)
        elif case is not None:
            self._show_pair(case, case.one, case.other, masked=True)

    def _show_pair(self, pair: PairFact, one: Person, other: Person, *, masked: bool) -> None:
        tr, context = self.context.tr, self.context
        self._card.begin(tr(DOUBTS[pair.doubt]), tr("Are these two the same customer?"))
        self._add_persons(one, other)
        self._card.add_fact(tr("Records"), f"{number(pair.records[0])}\n{number(pair.records[1])}")
        if masked:
            show = button(tr("Show both in clear"), lambda: self._show_clear(pair))
            self._card.add_action(permit(context, show, Action.LOOK_UP))
        join = button(tr("One customer: join them"), lambda: self._join(pair), "primary")
        apart = button(tr("Two customers: keep them apart"), lambda: self._keep_apart(pair))
        self._card.add_action(permit(context, join, Action.IMPORT))
        self._card.add_action(permit(context, apart, Action.IMPORT))
        self._card.add_note(tr("A join can be undone until one of the records is destroyed."))

    def _show_join(self, join: JoinFact) -> None:
        tr = self.context.tr
        self._card.begin(tr("Joined by hand"), f"{moment(join.joined_at)} · {join.joined_by}")
        self._add_persons(join.customer, join.joined)
        undo = button(tr("Part them again"), lambda: self._part(join))
        self._card.add_action(permit(self.context, undo, Action.IMPORT))

    def _add_persons(self, one: Person, other: Person) -> None:
        """What is known of the two, one below the other; what neither has is left out."""
        tr = self.context.tr
        names = (
            ("name", tr("Name")),
            ("org", tr("Organisation")),
            ("id_number", tr("Identity document number")),
            ("phone", tr("Phone")),
            ("email", tr("E-mail")),
            ("address", tr("Address")),
            ("code", tr("Customer number")),
            ("birth_date", tr("Date of birth")),
        )
        for field, title in names:
            texts = [getattr(person, field) or "—" for person in (one, other)]
            if texts != ["—", "—"]:
                self._card.add_fact(title, "\n".join(texts))

    def _show_clear(self, pair: PairFact) -> None:
        customers = self.context.services.customers
        self.context.read(
            self,
            lambda _progress: customers.show(pair.one.uid, pair.other.uid),
            lambda both: self._show_pair(pair, both[0], both[1], masked=False),
        )

    def _join(self, pair: PairFact) -> None:
        """The one with more records is kept."""
        one, other = pair.one.uid, pair.other.uid
        kept, joined = (other, one) if pair.records[1] > pair.records[0] else (one, other)
        customers = self.context.services.customers
        heading = self.context.tr("Joining two customers")
        self.context.change(self, heading, lambda _progress: customers.join(kept, joined), _nothing)

    def _keep_apart(self, pair: PairFact) -> None:
        customers = self.context.services.customers
        heading = self.context.tr("Keeping two customers apart")
        work = (pair.one.uid, pair.other.uid)
        self.context.change(self, heading, lambda _progress: customers.keep_apart(*work), _nothing)

    def _part(self, join: JoinFact) -> None:
        customers = self.context.services.customers
        heading = self.context.tr("Parting two customers")
        self.context.change(self, heading, lambda _progress: customers.undo(join.join), _nothing)


def _called(person: Person) -> str:
    return person.name or person.org or person.code or "—"


def _nothing(_result: object) -> None:
    """The screen is read again by itself."""
