"""What each kind of notice says: its title, its sentences in their order, and what its article demands of it.

Every face tells the same: letter, poster, web text, e-mail. English here; Chinese in resources/locale/zh/notices.po.
Templates take {firm}, {recipient}, {contact}, {types}, {kinds}, {purpose}, {processing}, {cause}, {harm}, {measures},
{advice}, {ends_on}, {basis}, {days}.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.gates import SUCCESSION_DAYS
from app.domain.marks import N_
from app.domain.notices import NoticeFacts
from app.domain.words import Closure, NoticeKind, PiType

DAYS = str(SUCCESSION_DAYS)


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered point: its heading and its sentence, both English message ids."""

    heading: str
    text: str


NOTICE_KINDS = {
    NoticeKind.SUCCESSION: N_("Succession (PIPL 22)"),
    NoticeKind.PROVISION: N_("Provision with consent (PIPL 23)"),
    NoticeKind.DESTRUCTION: N_("Before destruction"),
    NoticeKind.CLOSING: N_("The service ends"),
    NoticeKind.BREACH: N_("Leak or loss (PIPL 57)"),
}
TITLES = {
    NoticeKind.SUCCESSION: N_("Notice of the Transfer of Personal Information"),
    NoticeKind.PROVISION: N_("Notice and Request for Consent to the Provision of Personal Information"),
    NoticeKind.DESTRUCTION: N_("Notice of the Deletion of Personal Information"),
    NoticeKind.CLOSING: N_("Notice of the End of the Service and of What Becomes of Personal Information"),
    NoticeKind.BREACH: N_("Notice of a Personal Information Incident"),
}
OCCASIONS = {
    Closure.DEREGISTRATION: N_("its dissolution and deregistration"),
    Closure.GROUP_SUBSIDIARY: N_("its closing after the deregistration of its group"),
    Closure.TRANSFER: N_("the transfer of its business"),
    Closure.ADDRESS_CANCELLATION: N_("the loss of its registered address"),
    Closure.MERGER: N_("its merger or division"),
}
_OPENINGS = {
    NoticeKind.SUCCESSION: N_(
        "{firm} has to transfer the personal information that it holds about you because of {occasion}. As the "
        "law requires ({basis}), we inform you of the following:"
    ),
    NoticeKind.PROVISION: N_(
        "{firm} intends to provide personal information that it holds about you to another handler because of "
        "{occasion}. This requires your separate consent. As the law requires ({basis}), we inform you of the "
        "following:"
    ),
    NoticeKind.DESTRUCTION: N_(
        "{firm} is going to delete personal information that it holds about you because of {occasion}. As the law "
        "requires ({basis}), we inform you of the following:"
    ),
    NoticeKind.CLOSING: N_(
        "{firm} ends its service because of {occasion}. As the law requires ({basis}), we inform you of the following:"
    ),
    NoticeKind.BREACH: N_(
        "Personal information that {firm} holds about you was, or may have been, leaked, altered or lost. As the "
        "law requires ({basis}), we inform you at once of the following:"
    ),
}
_KINDS = Clause(N_("What it is about"), N_("Personal information: {types}. It is held in these records: {kinds}."))
_RIGHTS = Clause(
    N_("Your rights"),
    N_(
        "You may ask to see your personal information, to have a copy, to have it corrected, completed or deleted, "
        "and to have its handling explained. You may also object. We answer without delay, and give the reason where "
        "we refuse."
    ),
)
_ASK = Clause(N_("Whom to ask"), N_("{recipient}, {contact}. They remain available to you after {firm} has closed."))
_RECIPIENT = Clause(N_("Recipient"), N_("{recipient}"))
_CONTACT = Clause(N_("Contact of the recipient"), N_("{contact}"))
_SENSITIVE = Clause(
    N_("Sensitive personal information"),
    N_(
        "Some of it is sensitive by law. It is handled only as far as this purpose needs it; if it leaked or were "
        "misused, your dignity, your safety or your property could be harmed."
    ),
)
_MINORS = Clause(
    N_("Children under 14"), N_("For a child under 14 a parent or another guardian decides, and gives the consent.")
)
# Nothing is consented to here: a guardian acts for the child.
_GUARDIANS = Clause(
    N_("Children under 14"),
    N_("For a child under 14 this is told to the parents or other guardians; they exercise the child's rights."),
)
_SUCCESSION = (
    _RECIPIENT,
    _CONTACT,
    _KINDS,
    Clause(
        N_("What the recipient has to do"),
        N_(
            "The recipient takes over all duties of a handler of personal information. If it wants to change the "
            "purpose or the way of handling, it has to ask for your consent again."
        ),
    ),
    Clause(
        N_("When it is transferred"),
        N_(
            "This is announced publicly for at least {days} working days. Nothing is transferred before that time is "
            "over."
        ),
    ),
    _RIGHTS,
)
_PROVISION = (
    _RECIPIENT,
    _CONTACT,
    _KINDS,
    Clause(N_("Purpose of handling"), N_("{purpose}")),
    Clause(N_("Way of handling"), N_("{processing}")),
    Clause(
        N_("Your consent"),
        N_(
            "Without your consent nothing of yours is provided, and you lose nothing by saying no. A consent can be "
            "withdrawn at any time; what was handled before stays lawful."
        ),
    ),
    _RIGHTS,
)
_DESTRUCTION = (
    _KINDS,
    Clause(
        N_("Why it is deleted"),
        N_(
            "Our service has ended, the purpose is met or the period of keeping is over, so the law asks us to delete "
            "it on our own initiative."
        ),
    ),
    Clause(
        N_("How it is deleted"),
        N_(
            "What stays is written into a new database under a new key; the old database and its key are destroyed. "
            "After that nobody can bring the records back, not even for you."
        ),
    ),
    Clause(
        N_("What is kept"),
        N_(
            "Records that a law or administrative regulation asks us to keep, such as accounting vouchers, stay until "
            "that period ends. Until then they are only stored and protected."
        ),
    ),
    Clause(
        N_("What you can do before"),
        N_("If you still need a copy, or object, tell us as soon as you have read this, before the deletion begins."),
    ),
    _ASK,
    _RIGHTS,
)
_CLOSING = (
    Clause(N_("Day on which the service ends"), N_("{ends_on}")),
    _KINDS,
    Clause(
        N_("What becomes of it"),
        N_(
            "What no law asks us to keep is deleted. What a law or administrative regulation asks us to keep stays "
            "until that period ends; until then it is only stored and protected."
        ),
    ),
    _ASK,
    _RIGHTS,
)
_PREPAID = Clause(
    N_("Prepaid balances"),
    N_("If you have a prepaid balance that is not used up, ask us to go on as agreed or to pay it back."),
)
_BREACH = (
    _KINDS,
    Clause(N_("Cause"), N_("{cause}")),
    Clause(N_("Harm that is possible"), N_("{harm}")),
    Clause(N_("What we have done"), N_("{measures}")),
    Clause(N_("What you can do"), N_("{advice}")),
    Clause(N_("Contact"), N_("{recipient}, {contact}")),
)
_CLAUSES = {
    NoticeKind.SUCCESSION: _SUCCESSION,
    NoticeKind.PROVISION: _PROVISION,
    NoticeKind.DESTRUCTION: _DESTRUCTION,
    NoticeKind.CLOSING: _CLOSING,
    NoticeKind.BREACH: _BREACH,
}
# Said where the firm has said nothing: true of every firm, and no claim about what has been done.
_UNSAID = {
    "purpose": N_("to go on with the service for you in place of {firm}"),
    "processing": N_("storing and using it as far as this purpose needs it"),
    "cause": N_("It is still being looked into. We will tell you as soon as it is known."),
    "measures": N_("We are acting on it and will tell you what has been done."),
    "ends_on": N_("The service ends with this notice, as far as no later day was agreed with you."),
}
_HARM = N_("Unwanted calls and messages, and attempts at fraud by people who pretend to know you.")
_HARMS: tuple[tuple[frozenset[PiType], str], ...] = (
    (
        frozenset({PiType.CN_RESIDENT_ID, PiType.CN_PASSPORT, PiType.HK_MACAU_PERMIT, PiType.TAIWAN_PERMIT}),
        N_("Somebody may use your identity."),
    ),
    (frozenset({PiType.BANK_CARD, PiType.FINANCIAL_ACCOUNT}), N_("Your account or card may be misused.")),
    (
        frozenset({PiType.HEALTH, PiType.BIOMETRIC, PiType.LOCATION_TRACK, PiType.RELIGION, PiType.ETHNICITY}),
        N_("Matters of your private life may become known."),
    ),
)
_ADVICE = N_(
    "Do not give codes, passwords or money to anybody who calls or writes in our name; ask us under the contact below."
)
_ADVICES: tuple[tuple[frozenset[PiType], str], ...] = (
    (
        frozenset({PiType.BANK_CARD, PiType.FINANCIAL_ACCOUNT}),
        N_("Have your bank watch or replace the account or card."),
    ),
    (
        frozenset({PiType.CN_RESIDENT_ID, PiType.CN_PASSPORT}),
        N_("Look out for contracts or loans in your name, and tell the police where you find one."),
    ),
)
_MAY_BE_UNSAID = {NoticeKind.PROVISION: ("purpose", "processing"), NoticeKind.CLOSING: ("ends_on",)}
_BREACH_SAYS = ("cause", "harm", "measures", "advice")


def opening(facts: NoticeFacts) -> str:
    """The sentence before the points; takes {firm}, {occasion} and {basis}."""
    return _OPENINGS[facts.kind]


def clauses(facts: NoticeFacts) -> tuple[Clause, ...]:
    """The points of this notice in their order."""
    found = list(_CLAUSES[facts.kind])
    if facts.kind is NoticeKind.CLOSING and facts.firm.profile.has_prepaid_cards:
        found.insert(1, _PREPAID)
    if facts.kind is NoticeKind.PROVISION and facts.sensitive:
        found.insert(-1, _SENSITIVE)
    if facts.minors and facts.kind is NoticeKind.PROVISION:
        found.append(_MINORS)
    if facts.minors and facts.kind is not NoticeKind.PROVISION:
        found.append(_GUARDIANS)
    return tuple(found)


def demanded_clauses(facts: NoticeFacts) -> tuple[Clause, ...]:
    """The points that what the notice is about adds to its kind's: a firm's own wording can't leave them out."""
    return tuple(one for one in clauses(facts) if one not in _CLAUSES[facts.kind])


def unsaid(facts: NoticeFacts) -> tuple[str, ...]:
    """What the article asks for and the firm did not say, so that general words stand in its place."""
    names = _BREACH_SAYS if facts.kind is NoticeKind.BREACH else _MAY_BE_UNSAID.get(facts.kind, ())
    return tuple(name for name in names if not getattr(facts.particulars, name))


def general_words(name: str, types: Sequence[PiType]) -> tuple[str, ...]:
    """The message ids of what is said where the firm said nothing of `name`; of a leak by what was in it."""
    if name == "harm":
        return (*(text for some, text in _HARMS if some & set(types)), _HARM)
    if name == "advice":
        return (*(text for some, text in _ADVICES if some & set(types)), _ADVICE)
    return (_UNSAID[name],)


TO_EVERYBODY = N_("To all customers of {firm}:")
TO_ONE = N_("To {name}:")
TO_GUARDIAN = N_("To the guardian of {name}:")
GUARDIAN_OF = N_("The guardian of {name}")
OF_THE_CHILD = N_(
    "This letter is about the personal information of {name}; where it says “you” and “your”, this is meant, and you "
    "decide as the guardian."
)
NO_NAME = N_("our customer")
SLIP_HEADING = N_("Your slip")
SLIP_NOTE = N_(
    "Keep this code. It holds no personal information, only random numbers of your records. When the destruction "
    "certificate is issued, anybody can check with it that your records were among those destroyed."
)
SLIP_LEFT_OUT = N_("Your records: {records}. Each code holds up to {most} of them.")
REPLY = N_("Reply (please cut off and send back)")
AGREE = N_("I agree that what is named above is provided to {recipient}.")
REFUSE = N_("I do not agree.")
POSTED = N_("Publicly displayed from __________ for at least {days} working days.")
POSTED_DAYS = N_("Publicly displayed from __________.")

# The first that fits into one message of 70 characters is taken; the last is cut into several where it must.
SMS: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.SUCCESSION: (
        N_("{firm}: your personal information will be transferred to {recipient}, {contact}. See notice {number}."),
        N_("{firm}: your data goes to {recipient}, {contact}. Notice {number}"),
        N_("{firm}: your data goes to {recipient}, {contact}."),
    ),
    NoticeKind.PROVISION: (
        N_("{firm} asks your consent to provide your data to {recipient}, {contact}. See our letter {number}."),
        N_("{firm} asks consent: data to {recipient}, {contact}."),
    ),
    NoticeKind.DESTRUCTION: (
        N_("{firm} is going to delete your personal information. Copies, objections: {contact}. {number}"),
        N_("{firm} deletes your data. Ask: {contact}."),
    ),
    NoticeKind.CLOSING: (
        N_("{firm} ends its service. Your personal information: {contact}. See notice {number}."),
        N_("{firm} ends. Ask: {contact}."),
    ),
    NoticeKind.BREACH: (
        N_("{firm}: your data may have leaked. Beware of fraud, give nobody codes. {contact}. {number}"),
        N_("{firm}: your data may have leaked. Ask: {contact}."),
    ),
}
