"""What a destruction is to be about: all that is due, what was selected, what a search finds, or a list of ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.flows.flow import Problem
from app.services.roster import Services


class Way(StrEnum):
    """How records are chosen."""

    DUE = "due"
    SELECTED = "selected"
    SEARCH = "search"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way, and what each of them was given; `selected` are the numbers of records, None where none were."""

    way: Way = Way.DUE
    selected: Sequence[int] | None = None
    search: str = ""
    uids: tuple[str, ...] = ()

    def problems(self) -> tuple[Problem, ...]:
        if self.way is Way.SEARCH and not self.search.strip():
            return (Problem("search", "search-missing"),)
        if self.way is Way.LIST and not self.uids:
            return (Problem("list", "list-missing"),)
        return ()

    def resolve(self, services: Services) -> Sequence[int] | None:
        """The records' numbers, None for all that are due; UserError("unknown-record") for an id that is none."""
        if self.way is Way.SEARCH:
            return services.records.resolve(search=self.search)
        if self.way is Way.LIST:
            return services.records.resolve(uids=self.uids)
        return self.selected if self.way is Way.SELECTED else None
