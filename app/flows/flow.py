"""A wizard's logic without a window: where it stands, what is wrong, what may go next."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a step can't be left: the field it lies in ("" for the page), and a code that the window has words for."""

    field: str
    code: str


# Gets a Progress.
Work = Callable[[Any], Any]


class Flow(ABC, Generic[S]):
    """Steps over one frozen state.

    Going next from a step may need work (an import, a destruction). `work` hands it out, whoever draws the flow has it
    done in the background and gives the result to `complete`, which moves the flow on. Work that fails changes
    nothing here: the same step can be left again.
    """

    def __init__(self, state: S) -> None:
        self.state = state
        self.step = self.steps()[0]

    @abstractmethod
    def steps(self) -> tuple[str, ...]:
        """The steps' names in order, as far as the state decides them."""

    @abstractmethod
    def problems(self, step: str) -> tuple[Problem, ...]:
        """What must be put right before this step can be left."""

    def work(self, step: str) -> Work | None:  # noqa: ARG002 - flows with work look at it
        """What has to be done when this step is left; None where nothing."""
        return None

    def finish(self, step: str, result: Any) -> bool:  # noqa: ARG002 - flows with work look at them
        """Take over what the work of this step gave; whether the flow goes on from here, or stays where this put it."""
        return True

    def is_final(self, step: str) -> bool:  # noqa: ARG002 - flows that end something look at it
        """Whether what stands before this step can't be gone back to: its work is done and stays done."""
        return False

    def change(self, **values: Any) -> None:
        """Put values into the state."""
        self.state = replace(self.state, **values)  # type: ignore[type-var]  # S is a dataclass in every flow

    @property
    def position(self) -> int:
        return self.steps().index(self.step)

    @property
    def is_last(self) -> bool:
        return self.position == len(self.steps()) - 1

    @property
    def can_go_back(self) -> bool:
        return self.position > 0 and not any(self.is_final(step) for step in self.steps()[1 : self.position + 1])

    def go_next(self) -> None:
        """Go to the next step; ValueError while something is wrong or this is the last one."""
        if self.problems(self.step) or self.is_last:
            raise ValueError(self.step)
        self.step = self.steps()[self.position + 1]

    def complete(self, result: Any) -> None:
        """Take over what this step's work gave, and go on where `finish` says so and there is a next step."""
        if self.finish(self.step, result) and not self.is_last:
            self.step = self.steps()[self.position + 1]

    def go_back(self) -> None:
        """Go to the step before; ValueError where there is none to go back to."""
        if not self.can_go_back:
            raise ValueError(self.step)
        self.step = self.steps()[self.position - 1]
