"""Classifying: the proposals by group, what is changed of them, the unsure ones one by one, what was entered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.flows.flow import Flow, Problem, Work
from app.services.classification import ClassificationService, Classified, ProposalGroup, Proposals
from app.services.record_proposals import Choice


@dataclass(frozen=True, slots=True)
class Classifying:
    """What has been decided so far; `at` is the unsure group in view."""

    proposals: Proposals | None = None
    left_out: frozenset[str] = frozenset()
    changes: Mapping[str, Choice] = field(default_factory=dict)
    at: int = 0
    classified: Classified | None = None

    @property
    def sure(self) -> tuple[ProposalGroup, ...]:
        return tuple(group for group in self._groups if not group.unsure)

    @property
    def unsure(self) -> tuple[ProposalGroup, ...]:
        return tuple(group for group in self._groups if group.unsure)

    @property
    def _groups(self) -> tuple[ProposalGroup, ...]:
        return self.proposals.groups if self.proposals else ()

    @property
    def taken(self) -> tuple[str, ...]:
        """The groups whose proposals are entered."""
        return tuple(group.key for group in self._groups if group.key not in self.left_out)


class ClassifyFlow(Flow[Classifying]):
    """Steps: scope (left by reading the records), groups, unsure where there are any, result."""

    def __init__(self, classification: ClassificationService) -> None:
        self._classification = classification
        super().__init__(Classifying())

    def steps(self) -> tuple[str, ...]:
        return ("scope", "groups", *(("unsure",) if self.state.unsure else ()), "result")

    def problems(self, step: str) -> tuple[Problem, ...]:
        if step == "groups" and self.state.proposals is not None:
            if not self.state.proposals.groups:
                return (Problem("", "nothing-waits"),)
            if not self.state.taken:
                return (Problem("", "nothing-taken"),)
        return ()

    def work(self, step: str) -> Work | None:
        if step == "scope":
            return self._classification.propose
        last = "unsure" if self.state.unsure else "groups"
        if step != last:
            return None
        keys, changes = self.state.taken, {key: self.state.changes[key] for key in self.state.changes}
        wanted = {key: choice for key, choice in changes.items() if key in keys}
        return lambda progress: self._classification.accept(keys, wanted, progress)

    def finish(self, step: str, result: Any) -> bool:
        if step == "scope":
            self.change(proposals=result, changes={}, left_out=frozenset(), at=0)
        else:
            self.change(classified=result)
        return True

    def is_final(self, step: str) -> bool:
        return step == "result"

    def take(self, key: str, *, is_taken: bool) -> None:
        """Enter a group's proposal, or leave its records as they are."""
        left = self.state.left_out
        self.change(left_out=left - {key} if is_taken else left | {key})

    def choose(self, key: str, choice: Choice) -> None:
        """Change a group's proposal; an empty choice takes the proposal as it is."""
        others = {one: chosen for one, chosen in self.state.changes.items() if one != key}
        self.change(changes={**others, key: choice} if choice != Choice() else others)

    def shown(self, group: ProposalGroup) -> ProposalGroup:
        """The group as it would be entered, with what was changed."""
        choice = self.state.changes.get(group.key)
        if choice is None:
            return group
        return replace(
            group,
            kind=choice.kind or group.kind,
            sensitivity=choice.sensitivity or group.sensitivity,
            rule=choice.rule or group.rule,
        )
