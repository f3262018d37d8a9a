"""Classifying: the proposals by group, what is changed of them, the unsure ones one by one, what was entered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.conditions import Asked, Condition
from app.domain.words import Kind, Sensitivity
from app.flows.flow import Flow, Problem, Work
from app.services.classification import ClassificationService, Classified, ProposalGroup, Proposals, Split
from app.services.record_proposals import Choice


@dataclass(frozen=True, slots=True)
class Classifying:
    """What has been decided so far; `at` is the unsure group in view, `kept` the groups whose changes become rules."""

    proposals: Proposals | None = None
    left_out: frozenset[str] = frozenset()
    changes: Mapping[str, Choice] = field(default_factory=dict)
    splits: tuple[Split, ...] = ()
    kept: frozenset[str] = frozenset()
    at: int = 0
    resumed: bool = False
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
            return self._read
        last = "unsure" if self.state.unsure else "groups"
        if step != last:
            return None
        keys, changes = self.state.taken, {key: self.state.changes[key] for key in self.state.changes}
        wanted = {key: choice for key, choice in changes.items() if key in keys}
        splits, kept = self.state.splits, self.state.kept & set(wanted)
        return lambda progress: self._classification.accept(keys, wanted, progress, splits=splits, kept=kept)

    def finish(self, step: str, result: Any) -> bool:
        if step == "scope":
            draft, proposals = result
            self.change(proposals=proposals, changes={}, left_out=frozenset(), splits=(), kept=frozenset(), at=0)
            if draft is not None:
                self._resume(draft)
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

    def like(self, group: ProposalGroup) -> tuple[ProposalGroup, ...]:
        """The other groups of sheets with the same columns that got the same proposal."""
        every = self.state.proposals.groups if self.state.proposals else ()
        return tuple(one for one in every if one.alike == group.alike and one.key != group.key)

    def choose_alike(self, group: ProposalGroup) -> int:
        """Change the groups that are alike as this one is changed; how many."""
        choice, others = self.state.changes.get(group.key, Choice()), self.like(group)
        for one in others:
            self.choose(one.key, choice)
        return len(others)

    def keep(self, key: str, *, is_kept: bool) -> None:
        """Make what is changed of a group a rule of the firm's own, once it is entered."""
        kept = self.state.kept
        self.change(kept=kept | {key} if is_kept else kept - {key})

    def split(self, group: ProposalGroup, condition: Condition) -> Work:
        """The work that reads the records again with this group split; its result goes to `take_split`."""
        base = group.key.partition("+")[0]
        splits = (*self.state.splits, Split(base, condition))
        return lambda progress: (splits, self._classification.propose(progress, splits))

    def join(self, group: ProposalGroup) -> Work:
        """The work that gives a part back to the group from which it was split off."""
        splits = tuple(one for one in self.state.splits if one.key != group.key)
        return lambda progress: (splits, self._classification.propose(progress, splits))

    def take_split(self, result: tuple[tuple[Split, ...], Proposals]) -> None:
        """Go on with the groups as they are split now; what was decided of the others stays."""
        splits, proposals = result
        keys = {group.key for group in proposals.groups}
        state = self.state
        self.change(
            splits=splits, proposals=proposals, left_out=state.left_out & keys, kept=state.kept & keys,
            changes={key: choice for key, choice in state.changes.items() if key in keys}, at=0,
        )  # fmt: skip

    def draft(self) -> str:
        """What is decided and not entered yet, to be gone on with later; "" where nothing is."""
        state = self.state
        if state.classified is not None or not (state.left_out or state.changes or state.splits):
            return ""
        return json.dumps(
            {
                "left_out": sorted(state.left_out),
                "kept": sorted(state.kept),
                "changes": {key: [one.kind, one.sensitivity, one.rule] for key, one in state.changes.items()},
                "splits": [
                    [one.group, one.condition.place, one.condition.test, one.condition.value] for one in state.splits
                ],
                "at": state.at,
            }
        )

    def _read(self, progress: Any) -> tuple[str | None, Proposals]:
        draft = self._classification.draft()
        splits = _splits(json.loads(draft)["splits"]) if draft else ()
        return draft, self._classification.propose(progress, splits)

    def _resume(self, draft: str) -> None:
        """Take up decisions that were left; those about groups that are no longer there are dropped."""
        left = json.loads(draft)
        keys = {group.key for group in self.state.proposals.groups} if self.state.proposals else set()
        changes = {key: Choice(*_words(parts)) for key, parts in left["changes"].items() if key in keys}
        self.change(
            left_out=frozenset(left["left_out"]) & keys, kept=frozenset(left["kept"]) & keys, changes=changes,
            splits=_splits(left["splits"]), at=min(left["at"], max(0, len(self.state.unsure) - 1)), resumed=True,
        )  # fmt: skip

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


def _splits(parts: list[list[Any]]) -> tuple[Split, ...]:
    return tuple(Split(group, Condition(place, Asked(test), value)) for group, place, test, value in parts)


def _words(parts: list[str | None]) -> tuple[Kind | None, Sensitivity | None, str | None]:
    kind, grade, rule = parts
    return Kind(kind) if kind else None, Sensitivity(grade) if grade else None, rule
