"""The firm's letterhead and its own wording of notices."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.firm_papers import Letterhead, NoticeTemplate
from app.domain.instants import instant_text
from app.domain.words import NoticeKind
from app.storage.connection import Connection

_LETTERHEAD = "letterhead"


@dataclass(frozen=True, slots=True)
class FirmPaperStore:
    """By name; what is not there is the program's own."""

    connection: Connection

    def letterhead(self) -> Letterhead:
        """The head of letters."""
        found = self._content(_LETTERHEAD)
        return Letterhead(tuple(found["lines"]), b64decode(found["logo"])) if found else Letterhead()

    def notice(self, kind: NoticeKind, language: str) -> NoticeTemplate:
        """The wording of a kind of notice in a language."""
        return NoticeTemplate(**self._content(_name(kind, language)))

    def put_letterhead(self, letterhead: Letterhead, at: datetime, by: str) -> None:
        """Keep this one; a plain one is forgotten."""
        logo = b64encode(letterhead.logo).decode("ascii")
        content = {"lines": letterhead.lines, "logo": logo}
        self._put(_LETTERHEAD, content, at, by, is_plain=letterhead.is_plain)

    def put_notice(self, kind: NoticeKind, language: str, template: NoticeTemplate, at: datetime, by: str) -> None:
        """Keep this one; a plain one is forgotten."""
        content = {"opening": template.opening, "body": template.body, "extra": template.extra}
        self._put(_name(kind, language), content, at, by, is_plain=template.is_plain)

    def _content(self, name: str) -> dict[str, str]:
        text = self.connection.value("SELECT content FROM firm_paper WHERE name = ?", (name,))
        found: dict[str, str] = json.loads(text) if text else {}
        return found

    def _put(self, name: str, content: Mapping[str, object], at: datetime, by: str, *, is_plain: bool) -> None:
        self.connection.execute("DELETE FROM firm_paper WHERE name = ?", (name,))
        if not is_plain:
            self.connection.execute(
                "INSERT INTO firm_paper (name, content, changed_at, changed_by) VALUES (?, ?, ?, ?)",
                (name, json.dumps(content, ensure_ascii=False), instant_text(at), by),
            )


def _name(kind: NoticeKind, language: str) -> str:
    return f"notice/{kind}/{language}"
