"""What a firm may change of its papers: the head of its letters, the wording of its notices, clauses of its own.

Forms that the law fixes (lists, opinions, certificates) stay as they are, and a notice keeps what its article demands.
"""

import re
from dataclasses import dataclass

from app.domain.citations import Translate, cite
from app.domain.marks import N_
from app.domain.retention import Basis
from app.domain.words import NoticeKind
from app.errors import Refused, UserError

MOST_LINES = 4
LONGEST_LINE = 80
LONGEST_OPENING = 600
LONGEST_BODY = 4000
PLACEHOLDERS = {
    "firm": N_("firm"),
    "occasion": N_("occasion"),
    "basis": N_("articles"),
    "recipient": N_("recipient"),
    "contact": N_("contact"),
    "types": N_("types of information"),
    "kinds": N_("kinds of records"),
    "days": N_("working days"),
    "purpose": N_("purpose"),
    "processing": N_("way of handling"),
    "cause": N_("cause"),
    "harm": N_("possible harm"),
    "measures": N_("measures taken"),
    "advice": N_("what people can do"),
    "ends_on": N_("day of the end"),
}
"""What a text may name in braces, with the word that people read and write for it (a message id)."""

_LAW = "个人信息保护法"
_RECIPIENT = ("recipient", "contact")
DEMANDED: dict[NoticeKind, tuple[Basis, tuple[str, ...]]] = {
    NoticeKind.SUCCESSION: (Basis(_LAW, "第二十二条"), _RECIPIENT),
    NoticeKind.PROVISION: (Basis(_LAW, "第二十三条"), (*_RECIPIENT, "purpose", "processing", "types")),
    NoticeKind.BREACH: (Basis(_LAW, "第五十七条"), ("types", "cause", "harm", "measures", "advice", "contact")),
}
"""What the points of a notice have to say, and by which article; of the other kinds no article fixes the content."""

_BRACED = re.compile(r"\{([^{}]*)\}")
_COLON = re.compile(r"[：:]")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of letters and posters: lines under the firm's name, and a logo as PNG (RGB, no transparency) or b""."""

    lines: tuple[str, ...] = ()
    logo: bytes = b""

    @property
    def is_plain(self) -> bool:
        """Whether the firm's name stands alone."""
        return not self.lines and not self.logo


@dataclass(frozen=True, slots=True)
class NoticeTemplate:
    """A firm's own wording of one kind of notice in one language; "" stands for the program's.

    `opening` comes before the points, `body` are the points and `extra` further ones: a line each, "Heading: text".
    Placeholders stand in braces under their English names.
    """

    opening: str = ""
    body: str = ""
    extra: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether all of it is the program's."""
        return not (self.opening or self.body or self.extra)


def checked_letterhead(letterhead: Letterhead) -> Letterhead:
    """Lines without blanks around them, empty ones left out; UserError ("letterhead-too-long")."""
    lines = tuple(line for text in letterhead.lines if (line := " ".join(text.split())))
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise UserError("letterhead-too-long", most=MOST_LINES, longest=LONGEST_LINE)
    return Letterhead(lines, letterhead.logo)


def checked_template(kind: NoticeKind, template: NoticeTemplate, translate: Translate) -> NoticeTemplate:
    """The template with English placeholders; `translate` knows the language that it is written in.

    Raises UserError ("template-too-long", "template-unknown-word", "template-braces", "template-no-heading"),
    Refused("template-content-missing") where the points leave out what the notice's article demands.
    """
    opening = _lines_of(template.opening, LONGEST_OPENING, translate)
    body, extra = (_lines_of(text, LONGEST_BODY, translate) for text in (template.body, template.extra))
    found = NoticeTemplate(" ".join(opening), "\n".join(body), "\n".join(extra))
    for at, line in enumerate([*body, *extra], start=1):
        if not all(point_of(line)):
            raise UserError("template-no-heading", line=at)
    basis, words = DEMANDED.get(kind, (Basis("", ""), ()))
    missing = [word for word in words if body and f"{{{word}}}" not in found.body]
    if missing:
        what = ", ".join(translate(PLACEHOLDERS[word]) for word in missing)
        raise Refused("template-content-missing", what=what, basis=cite((basis,), translate))
    return found


def point_of(line: str) -> tuple[str, str]:
    """Heading and text of a point's line; an empty heading where there is no colon."""
    parts = _COLON.split(line, maxsplit=1)
    return (parts[0].strip(), parts[1].strip()) if len(parts) > 1 else ("", line.strip())


def spoken(text: str, translate: Translate) -> str:
    """The text with its placeholders as people of this language write them."""
    return _BRACED.sub(lambda found: "{" + translate(PLACEHOLDERS[found[1]]) + "}", text)


def filled(text: str, values: dict[str, str]) -> str:
    """The text with every placeholder's value; what the values hold is not looked into."""
    return _BRACED.sub(lambda found: values[found[1]], text)


def _lines_of(text: str, longest: int, translate: Translate) -> list[str]:
    """The lines that say something, their placeholders under the English names."""
    if len(text) > longest:
        raise UserError("template-too-long", length=len(text), most=longest)
    known = {translate(word): name for name, word in PLACEHOLDERS.items()} | {name: name for name in PLACEHOLDERS}

    def english(found: re.Match[str]) -> str:
        name = known.get(found[1].strip())
        if name is None:
            raise UserError("template-unknown-word", word=found[1])
        return f"{{{name}}}"

    lines = [line for one in text.splitlines() if (line := " ".join(_BRACED.sub(english, one).split()))]
    if any("{" in rest or "}" in rest for rest in (_BRACED.sub("", line) for line in lines)):
        raise UserError("template-braces")
    return lines
