"""Telling customers: which notice, what it says, where its files go, what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.incident_register import Entry
from app.domain.notices import Particulars
from app.domain.words import NoticeKind
from app.flows.flow import Flow, Problem, Work
from app.services.notices import NoticeStatus
from app.services.roster import Services

# What each kind asks for besides whom it names.
ASKED: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.SUCCESSION: (),
    NoticeKind.PROVISION: ("purpose", "processing"),
    NoticeKind.DESTRUCTION: (),
    NoticeKind.CLOSING: ("ends_on",),
    NoticeKind.BREACH: ("cause", "harm", "measures", "advice"),
}
NAMES_RECIPIENT = frozenset({NoticeKind.SUCCESSION, NoticeKind.PROVISION})
"""Kinds whose recipient gets the records; of the others it is who answers questions."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Where one notice stands. `ids` None: whom the kind concerns. `ends_on` is text as it was typed."""

    kind: NoticeKind = NoticeKind.CLOSING
    ids: Sequence[int] | None = None
    recipient: str = ""
    contact: str = ""
    purpose: str = ""
    processing: str = ""
    cause: str = ""
    harm: str = ""
    measures: str = ""
    advice: str = ""
    ends_on: str = ""
    out: Path | None = None
    status: NoticeStatus | None = None


class TellFlow(Flow[Telling]):
    """Steps: kind, words, place (left by writing the files), result."""

    def __init__(
        self,
        services: Services,
        language: str,
        kind: NoticeKind | None = None,
        ids: Sequence[int] | None = None,
        incident: Entry | None = None,
    ) -> None:
        """`incident`: the entry that the notice of a leak is about; its words are there to begin with."""
        self._services = services
        self._language = language
        self._incident = incident
        kind = NoticeKind.BREACH if incident else kind
        ended = services.session.firm.profile.service_ended_on
        ends_on = ended.isoformat() if ended else ""
        super().__init__(Telling(kind=kind or NoticeKind.CLOSING, ids=ids, ends_on=ends_on))
        if incident is not None:
            self.change(**{name: getattr(incident.account, name) for name in ASKED[NoticeKind.BREACH]})
        if kind is not None:
            self.step = "words"

    def steps(self) -> tuple[str, ...]:
        return ("kind", "words", "place", "result")

    def is_final(self, step: str) -> bool:
        return step == "result"

    def problems(self, step: str) -> tuple[Problem, ...]:
        state = self.state
        if step == "words":
            missing = [name for name in ("recipient", "contact") if not getattr(state, name).strip()]
            found = [Problem(name, f"{name}-missing") for name in missing]
            if _day(state.ends_on) is None and state.ends_on.strip():
                found.append(Problem("ends_on", "bad-day"))
            return tuple(found)
        if step == "place" and state.out is None:
            return (Problem("out", "folder-missing"),)
        return ()

    def work(self, step: str) -> Work | None:
        return self._prepare if step == "place" else None

    def finish(self, step: str, result: Any) -> bool:
        if step == "place":
            self.change(status=result)
        return True

    def _prepare(self, progress: Any) -> NoticeStatus:
        state = self.state
        assert state.out is not None
        asked = {name: getattr(state, name) for name in ASKED[state.kind] if name != "ends_on"}
        ends_on = _day(state.ends_on) if "ends_on" in ASKED[state.kind] else None
        said = Particulars(state.recipient, state.contact, ends_on=ends_on, **asked)
        if self._incident is not None and state.kind is NoticeKind.BREACH:
            return self._services.incidents.notify(
                self._incident.number, said, state.out, record_ids=state.ids, language=self._language,
                progress=progress,
            )  # fmt: skip
        return self._services.notices.prepare(
            state.kind, said, state.out, record_ids=state.ids, language=self._language, progress=progress
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
