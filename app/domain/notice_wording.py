"""A notice in one language: the sentences of app/domain/notice_texts.py with everything filled in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.citations import cite
from app.domain.firm_papers import filled, point_of
from app.domain.labels import KINDS, PI_TYPES
from app.domain.marks import N_
from app.domain.notice_texts import (
    DAYS,
    OCCASIONS,
    SMS,
    TITLES,
    TO_EVERYBODY,
    clauses,
    demanded_clauses,
    general_words,
    opening,
)
from app.domain.notices import NoticeFacts
from app.domain.words import Kind, NoticeKind, PiType

Translate = Callable[[str], str]
LONGEST_SMS = 70
"""Characters of one text message in UCS-2."""

_BREAKS = frozenset(" ，,。；;：（")
_SAID = ("purpose", "processing", "cause", "harm", "measures", "advice")


@dataclass(frozen=True, slots=True)
class Wording:
    """A notice as it is read: `points` are headings with their sentences."""

    title: str
    opening: str
    points: tuple[tuple[str, str], ...]


def wording(
    facts: NoticeFacts,
    translate: Translate,
    date_text: Callable[[date], str],
    *,
    types: Sequence[PiType] | None = None,
    kinds: Sequence[Kind] | None = None,
) -> Wording:
    """The notice about these types and kinds of records, by default about all that it concerns."""
    values = _values(facts, translate, date_text, types or facts.types, kinds or facts.kinds)
    own = facts.template
    shipped = demanded_clauses(facts) if own.body else clauses(facts)
    points = (
        *_own_points(own.body, values),
        *((translate(one.heading).format(**values), translate(one.text).format(**values)) for one in shipped),
        *_own_points(own.extra, values),
    )
    first = filled(own.opening, values) if own.opening else translate(opening(facts)).format(**values)
    return Wording(translate(TITLES[facts.kind]), first, points)


def _own_points(text: str, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The firm's own points, a line each."""
    for line in text.splitlines():
        heading, said = point_of(line)
        yield filled(heading, values), filled(said, values)


def plain_text(facts: NoticeFacts, translate: Translate, date_text: Callable[[date], str]) -> str:
    """The notice to everybody as text: for a web page, a shop's page or the body of an e-mail."""
    found = wording(facts, translate, date_text)
    lines = [found.title, "", translate(TO_EVERYBODY).format(firm=facts.firm.name), found.opening, ""]
    for number, (heading, text) in enumerate(found.points, start=1):
        lines.append(translate(N_("{number}. {heading}: {text}")).format(number=number, heading=heading, text=text))
    lines += ["", facts.firm.name, date_text(facts.prepared_at.astimezone().date()), facts.number, ""]
    return "\n".join(lines)


def text_messages(facts: NoticeFacts, translate: Translate) -> tuple[str, ...]:
    """The notice as text messages of at most 70 characters each: one where it fits, else as few as hold it."""
    said = facts.particulars
    values = {"firm": facts.firm.name, "recipient": said.recipient, "contact": said.contact, "number": facts.number}
    text = ""
    for template in SMS[facts.kind]:
        text = translate(template).format(**values)
        if len(text) <= LONGEST_SMS:
            return (text,)
    parts = _parts(text, LONGEST_SMS - len("(1/9)"))
    return tuple(f"({number}/{len(parts)}){part}" for number, part in enumerate(parts, start=1))


def _parts(text: str, room: int) -> list[str]:
    """The text in pieces, cut behind a mark or blank where one stands in a piece's second half."""
    parts = []
    while len(text) > room:
        marks = [at for at in range(room // 2, room) if text[at] in _BREAKS]
        cut = marks[-1] + 1 if marks else room
        parts.append(text[:cut].strip())
        text = text[cut:]
    return [*parts, text.strip()]


def _values(
    facts: NoticeFacts,
    translate: Translate,
    date_text: Callable[[date], str],
    types: Sequence[PiType],
    kinds: Sequence[Kind],
) -> dict[str, str]:
    said, firm = facts.particulars, facts.firm.name
    comma = translate(N_(", "))
    blank = translate(N_("none is known"))
    values = {
        "firm": firm,
        "recipient": said.recipient,
        "contact": said.contact,
        "days": DAYS,
        "occasion": translate(OCCASIONS[facts.firm.closure]),
        "basis": cite(facts.basis, translate),
        "types": comma.join(translate(PI_TYPES[one]) for one in types) or blank,
        "kinds": comma.join(translate(KINDS[one]) for one in kinds) or blank,
    }
    for name in _SAID:
        said_text = getattr(said, name)
        general = () if said_text else _general(facts.kind, name, types)
        values[name] = said_text or _joined([translate(one).format(firm=firm) for one in general])
    if said.ends_on is not None:
        values["ends_on"] = date_text(said.ends_on)
    else:
        values["ends_on"] = translate(general_words("ends_on", types)[0])
    return values


def _joined(sentences: Sequence[str]) -> str:
    """Sentences one after the other: a blank between them where the language has one."""
    return "".join(one if not at or not one.isascii() else f" {one}" for at, one in enumerate(sentences))


def _general(kind: NoticeKind, name: str, types: Sequence[PiType]) -> tuple[str, ...]:
    """What stands for a part that the firm left out; nothing where this kind of notice does not speak of it."""
    is_breach = name in ("cause", "harm", "measures", "advice")
    wanted = NoticeKind.BREACH if is_breach else NoticeKind.PROVISION
    return general_words(name, types) if kind is wanted else ()
