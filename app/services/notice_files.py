"""The files of a notice on their way out: letters merged and single, posters, texts, and the list to fill in."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from app.domain.citations import Translate
from app.domain.documents import DocumentKey, Renderer
from app.domain.marks import N_
from app.domain.notice_texts import TITLES
from app.domain.notice_wording import plain_text, text_messages
from app.domain.notices import Addressee, NoticeFacts, letter_number
from app.formats.workbooks import Page, write_workbook
from app.i18n import catalogue
from app.jobs import Progress
from app.storage.deliveries import Delivery
from app.vault.disk import disk_errors, sync_file, sync_folder, write_parts

LETTERS, SINGLES, POSTER_A4, POSTER_A3, WEB, SMS, EMAIL, LIST = range(8)
"""The places of a notice's files in the order of `names`."""

NAMING = (LETTERS, SINGLES, LIST)
"""Those that name customers, and so are copies that outlive a destruction."""

HEADS = (
    N_("Letter"),
    N_("Customer"),
    N_("Name"),
    N_("Customer number"),
    N_("Phone"),
    N_("E-mail address"),
    N_("Address"),
    N_("Method of delivery"),
    N_("Delivered on"),
    N_("Consent"),
)
_WIDTHS = (18, 34, 14, 12, 14, 22, 36, 14, 14, 10)


def names(number: str, language: str) -> tuple[str, ...]:
    """What the files are called, by the constants above; the singles are a folder."""
    translate = catalogue(language).gettext
    words = (
        N_("letters"),
        N_("single letters"),
        N_("poster A4"),
        N_("poster A3"),
        N_("web text"),
        N_("text message"),
        N_("e-mail"),
        N_("delivery list"),
    )
    endings = (".pdf", "", ".pdf", ".pdf", ".txt", ".txt", ".txt", ".xlsx")
    return tuple(f"{number} {translate(word)}{ending}" for word, ending in zip(words, endings, strict=True))


class NoticeFiles:
    """Writes them all at their staging paths; the caller owes them."""

    def __init__(
        self, renderer: Renderer, facts: NoticeFacts, to: Sequence[Addressee], language: str, key: DocumentKey
    ) -> None:
        self._renderer = renderer
        self._key = key
        self._facts = facts
        self._to = to
        self._language = language
        self._words = catalogue(language)
        self._translate: Translate = self._words.gettext

    def write(self, staged: Sequence[Delivery], posters: Sequence[bytes], progress: Progress) -> None:
        """Write every file; Cancelled."""
        progress.start("notice.letters", len(self._to) + 1)
        self._singles(staged[SINGLES].staging, progress)
        merged = self._renderer.letters(self._facts, self._to, self._language, self._key)
        progress.advance()
        write_parts(staged[LETTERS].staging, [merged])
        for place, content in zip((POSTER_A4, POSTER_A3), posters, strict=True):
            write_parts(staged[place].staging, [content])
        for place, text in ((WEB, self._web()), (SMS, self._messages()), (EMAIL, self._email())):
            # Windows' own editor shows a text file without the mark in the old code page.
            write_parts(staged[place].staging, [text.encode("utf-8-sig")])
        self._list(staged[LIST].staging)

    def _singles(self, folder: Path, progress: Progress) -> None:
        with disk_errors(folder):
            folder.mkdir()
        for one in self._to:
            progress.cancel.check()
            content = self._renderer.letters(self._facts, [one], self._language)
            write_parts(folder / f"{letter_number(self._facts.number, one.number)}.pdf", [content])
            progress.advance()
        sync_folder(folder)

    def _web(self) -> str:
        return plain_text(self._facts, self._translate, self._day)

    def _day(self, day: date) -> str:
        """A date as sentences have it: 2026 年 11 月 21 日."""
        template = self._words.pgettext("date in a sentence", "{year}-{month:02}-{day:02}")
        return template.format(year=day.year, month=day.month, day=day.day)

    def _messages(self) -> str:
        return "\n".join([*text_messages(self._facts, self._translate), ""])

    def _email(self) -> str:
        title = self._translate(TITLES[self._facts.kind])
        subject = self._translate(N_("Subject: {title} ({firm})")).format(title=title, firm=self._facts.firm.name)
        return f"{subject}\n\n{self._web()}"

    def _list(self, path: Path) -> None:
        translate = self._translate
        page = Page(translate(N_("delivery list")), [translate(head) for head in HEADS], self._rows(), _WIDTHS)
        with disk_errors(path), path.open("xb") as target:
            write_workbook(target, [page])
        sync_file(path)

    def _rows(self) -> Iterator[list[str]]:
        for one in self._to:
            number = letter_number(self._facts.number, one.number)
            yield [number, one.customer, one.name, one.code, one.phone, one.email, one.address, "", "", ""]
