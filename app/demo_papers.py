"""Where the demonstration's papers go: a folder for each step of a closure, each paper under its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from app.bootstrap import Services
from app.domain.labels import DOCUMENT_KINDS
from app.domain.marks import N_
from app.i18n import catalogue
from app.jobs import Progress

SCAN_TITLE = N_("Personal Information in Files")
LABELS_TITLE = N_("Labels of paper files")
SLIPS_TITLE = N_("Customers' slips")
MASKED_TITLE = N_("Records, masked")
SAMPLES = N_("Samples of letters")
DRAFT = N_("Draft")


class Step(Enum):
    """The folders in the order of the flow, as message ids."""

    LOOK = N_("01 Inspection and vault")
    PLAN = N_("02 Classification and plan")
    NOTICES = N_("03 Notices")
    ARCHIVE = N_("04 Archive")
    HANDOVER = N_("05 Hand-over")
    DESTRUCTION = N_("06 Destruction")
    CLOSURE = N_("07 Closure")
    SIGNED_FURTHER = N_("08 Signed by several")
    WHOLE = N_("09 Everything for the archive")
    INCIDENT = N_("10 A sheet that was lost")
    ENDING = N_("11 A whole vault's end")


@dataclass(frozen=True, slots=True)
class DemoPapers:
    """Names of papers in one language below one folder."""

    root: Path
    language: str

    def folder(self, step: Step) -> Path:
        """The step's folder, made where it is not there yet."""
        path = self.path(step)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def path(self, step: Step) -> Path:
        return self.root / self.said(step.value)

    def file(self, step: Step, name: str, suffix: str) -> Path:
        """A paper of this name (a message id) in the step's folder."""
        return self.folder(step) / f"{self.said(name)}{suffix}"

    def said(self, message: str) -> str:
        return catalogue(self.language).gettext(message)

    def reports(
        self, services: Services, step: Step, wanted: Iterable[tuple[str, str]], progress: Progress, *, mark: str = ""
    ) -> None:
        """Write reports of these kinds and endings; `mark` (a message id) is the watermark of all of them."""
        watermark = self.said(mark) if mark else ""
        for kind, suffix in wanted:
            name = self.said(DOCUMENT_KINDS[kind])
            out = self.folder(step) / f"{name}{f' ({watermark})' if watermark else ''}{suffix}"
            services.reports.write(kind, out, watermark=watermark, language=self.language, progress=progress)
