"""The firm's letterhead and its own wording of notices: changed, looked at before they are used, kept in the vault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.detect import texts
from app.domain.audit import Detail
from app.domain.documents import Renderer
from app.domain.firm_papers import Letterhead, NoticeTemplate, checked_letterhead, checked_template, spoken
from app.domain.marks import N_
from app.domain.notices import DUTIES, Addressee, NoticeFacts, Particulars
from app.domain.permissions import Action
from app.domain.words import Kind, NoticeKind, PiType
from app.errors import UserError
from app.formats.encodings import encoding_of
from app.formats.logos import clean_logo
from app.i18n import catalogue
from app.services.deliveries import require_free
from app.services.scan_reports import require_pdf
from app.services.session import Session
from app.vault.disk import atomic_write, disk_errors

# Numbers that no firm has to say of itself: what would tell of a customer here would outlive every destruction.
_OF_CUSTOMERS = frozenset(
    {PiType.CN_RESIDENT_ID, PiType.CN_PASSPORT, PiType.HK_MACAU_PERMIT, PiType.TAIWAN_PERMIT, PiType.BANK_CARD}
)
_SAMPLE = (
    N_("[name of the recipient]"),
    N_("[contact]"),
    N_("[purpose of handling]"),
    N_("[way of handling]"),
    N_("[cause]"),
    N_("[possible harm]"),
    N_("[measures taken]"),
    N_("[what people can do]"),
)
"""What a sample says in the place of particulars, in their order."""


@dataclass(frozen=True, slots=True)
class FirmPapers:
    """All that the firm changed: `notices` are the kinds with a wording of its own in this language."""

    letterhead: Letterhead
    notices: dict[NoticeKind, NoticeTemplate]


class FirmPaperService:
    """Texts are checked as they are entered; every change is logged without its text."""

    def __init__(self, session: Session, renderer: Renderer | None) -> None:
        self._session = session
        self._renderer = renderer

    def all(self, language: str = "zh") -> FirmPapers:
        """What the firm changed, placeholders as people of this language write them."""
        self._session.require(Action.READ)
        translate = catalogue(language).gettext
        with self._session.read() as uow:
            found = {kind: uow.firm_papers.notice(kind, language) for kind in NoticeKind}
            shown = {
                kind: NoticeTemplate(*(spoken(text, translate) for text in (one.opening, one.body, one.extra)))
                for kind, one in found.items()
                if not one.is_plain
            }
            return FirmPapers(uow.firm_papers.letterhead(), shown)

    def read_logo(self, path: Path) -> bytes:
        """A logo file, drawn anew; UserError ("file-not-found", "logo-too-large", "logo-unreadable")."""
        if not path.is_file():
            raise UserError("file-not-found", file=path.name)
        with disk_errors(path):
            return clean_logo(path.read_bytes(), path.name)

    def read_wording(self, path: Path) -> str:
        """A text file, in whichever encoding; UserError("file-not-found"), Damaged("not-text")."""
        if not path.is_file():
            raise UserError("file-not-found", file=path.name)
        with disk_errors(path), path.open("rb") as file:
            codec = encoding_of(file, path.name)
            file.seek(0)
            return file.read().decode(codec)

    def change_letterhead(self, letterhead: Letterhead) -> Letterhead:
        """Put this at the head of letters and posters; a plain one is the firm's name alone.

        Raises UserError ("letterhead-too-long", "template-names-customer"), Refused("role-forbids").
        """
        session = self._session
        session.require(Action.SETTINGS)
        checked = checked_letterhead(letterhead)
        _require_nobody("\n".join(checked.lines))
        with session.write() as uow:
            uow.firm_papers.put_letterhead(checked, session.clock.now(), session.operator.name)
            detail: Detail = {"lines": len(checked.lines), "logo": bool(checked.logo)}
            uow.audit.append("letterhead.change", "", detail, session.operator.name, session.clock.now())
            uow.commit()
        return checked

    def change_notice(self, kind: NoticeKind, template: NoticeTemplate, *, language: str = "zh") -> NoticeTemplate:
        """Word this kind of notice so from now on; an empty template is the program's wording again.

        Raises what `checked_template` raises, UserError("template-names-customer"), Refused("role-forbids").
        """
        return self.change_notices({kind: template}, language=language)[kind]

    def change_notices(
        self, templates: Mapping[NoticeKind, NoticeTemplate], *, language: str = "zh"
    ) -> dict[NoticeKind, NoticeTemplate]:
        """The same for several kinds: all of them or none."""
        session = self._session
        session.require(Action.SETTINGS)
        checked = {kind: self._checked(kind, one, language) for kind, one in templates.items()}
        now, who = session.clock.now(), session.operator.name
        with session.write() as uow:
            for kind, one in checked.items():
                uow.firm_papers.put_notice(kind, language, one, now, who)
                detail: Detail = {"own": not one.is_plain, "language": language}
                uow.audit.append("wording.change", str(kind), detail, who, now)
            uow.commit()
        return checked

    def preview(
        self,
        kind: NoticeKind,
        *,
        letterhead: Letterhead | None = None,
        template: NoticeTemplate | None = None,
        language: str = "zh",
    ) -> bytes:
        """A letter of this kind to nobody, as a PDF; by default as it is kept. Nothing is written and nothing logged.

        Raises what `change_letterhead` and `change_notice` raise.
        """
        session = self._session
        session.require(Action.READ)
        if self._renderer is None:
            raise RuntimeError("letters need the renderer")
        with session.read() as uow:
            head = uow.firm_papers.letterhead() if letterhead is None else checked_letterhead(letterhead)
            kept = uow.firm_papers.notice(kind, language)
            firm = uow.firm.get()
        worded = kept if template is None else self._checked(kind, template, language)
        translate = catalogue(language).gettext
        recipient, contact, purpose, processing, cause, harm, measures, advice = map(translate, _SAMPLE)
        said = Particulars(recipient, contact, purpose, processing, cause, harm, measures, advice)
        types = (PiType.PERSON_NAME, PiType.MOBILE_PHONE)
        facts = NoticeFacts(
            number=translate(N_("Sample")), kind=kind, firm=firm, particulars=said, prepared_at=session.clock.now(),
            types=types, kinds=(Kind.BASIC,), basis=session.pack.duty(DUTIES[kind]), sensitive=True, minors=True,
            letters=1, program_version=session.program_version, letterhead=head, template=worded,
        )  # fmt: skip
        nobody = translate(N_("[name of the customer]"))
        to = Addressee(1, "", nobody, translate(N_("[address]")), "", "", "", 1, types, (Kind.BASIC,))
        return self._renderer.letters(facts, [to], language)

    def save_preview(self, kind: NoticeKind, out: Path, *, language: str = "zh") -> Path:
        """The preview as a file; UserError ("bad-suffix", "target-exists", "folder-not-found")."""
        require_pdf(out)
        out = out.absolute()
        require_free(out)
        atomic_write(out, self.preview(kind, language=language))
        return out

    def _checked(self, kind: NoticeKind, template: NoticeTemplate, language: str) -> NoticeTemplate:
        checked = checked_template(kind, template, catalogue(language).gettext)
        _require_nobody(f"{checked.opening}\n{checked.body}\n{checked.extra}")
        return checked


def with_papers(facts: NoticeFacts, letterhead: Letterhead, template: NoticeTemplate) -> NoticeFacts:
    """The notice with the firm's own head and wording."""
    return replace(facts, letterhead=letterhead, template=template)


def _require_nobody(text: str) -> None:
    found = next((span.type for span in texts.find(text) if span.type in _OF_CUSTOMERS), None)
    if found is not None:
        raise UserError("template-names-customer", type=found)
