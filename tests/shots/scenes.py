"""What is to be seen: every place in every office, and the scenes that have to be walked to.

A place that is added to the navigation is here by itself; a wizard, dialog or state is one line in SCENES.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.shots import dialogs, doors, law, notices, outside, papers, records, wizards
from tests.shots.offices import (
    CLOSED,
    EMPTY,
    HANDLER,
    IMPORTED,
    LONGEST,
    LONGEST_OPERATOR,
    ONE_ROW,
    ORDERED,
    PLANNED,
    VIEWER,
)
from tests.shots.stage import LEAST, Stage
from ui.main import parts


@dataclass(frozen=True, slots=True)
class Scene:
    """One visit of the window: what is gone through, and looked at on the way."""

    name: str
    walk: Callable[[Stage], None]


SCENES = (
    Scene("welcome", doors.welcome),
    Scene("welcome-recent", doors.recent_vaults),
    Scene("welcome-dropped", doors.dropped_files),
    Scene("welcome-demo", doors.offered_demo),
    Scene("unlock", doors.unlocking),
    Scene("unlock-longest", doors.longest_door),
    Scene("new-vault", wizards.new_vault),
    Scene("import", wizards.importing),
    Scene("import-messy", wizards.importing_messy),
    Scene("import-cards", wizards.importing_cards),
    Scene("import-batches", wizards.imported_batches),
    Scene("classify", wizards.classifying),
    Scene("classify-wide", wizards.classifying_wide),
    Scene("destroy", wizards.destroying),
    Scene("destroy-wait", wizards.waiting_order),
    Scene("outside", outside.of_order),
    Scene("tell", notices.telling),
    Scene("notices", notices.noticed),
    Scene("transfer", notices.handing_over),
    Scene("assess", notices.assessing),
    Scene("incident", notices.leaking),
    Scene("records", records.listed),
    Scene("records-narrow", records.narrow),
    Scene("records-reading", records.reading),
    Scene("papers", papers.register),
    Scene("dialogs", dialogs.of_settings),
    Scene("grading", dialogs.grading),
    Scene("closing-plan", law.closing_plan),
    Scene("document", dialogs.document),
    Scene("law-library", law.library),
    Scene("decision", law.decision),
    Scene("errors", dialogs.errors),
    Scene("working", dialogs.working),
    Scene("palette", dialogs.palette),
    Scene("read-only", doors.read_only),
)
# Which offices the places are seen in, and who looks.
VISITS = (
    (EMPTY, HANDLER),
    (IMPORTED, HANDLER),
    (PLANNED, HANDLER),
    (ORDERED, HANDLER),
    (CLOSED, HANDLER),
    (CLOSED, VIEWER),
    (ONE_ROW, HANDLER),
    (LONGEST, LONGEST_OPERATOR),
)


def scenes() -> Iterator[Scene]:
    """All of them: the places of each office first."""
    for office, operator in VISITS:
        who = "-viewer" if operator == VIEWER else ""
        yield Scene(f"{office}{who}", partial(_every_place, office, operator))
    yield from SCENES


def _every_place(office: str, operator: str, stage: Stage) -> None:
    stage.enter(office, operator)
    for place in parts().places:
        screen = stage.place(place.name)
        stage.show(place.name)
        for number in range(1, stage.pages(screen)):
            stage.turn(screen, number)
            stage.show(f"{place.name}-{number + 1}")
    if office == CLOSED and stage.window.size() != LEAST:
        stage.window.resize(LEAST)
        for place in parts().places:
            stage.place(place.name)
            stage.show(f"least-{place.name}")
