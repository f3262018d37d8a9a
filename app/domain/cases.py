"""One record before its decision: facts, rule, firm, day and pack, with what all rules ask of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.firm import Firm
from app.domain.retention import Basis, Decision, Facts, Reason, Rule, RulePack
from app.domain.words import Disposition


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that one decision looks at; `rule` is the record's own rule."""

    facts: Facts
    rule: Rule
    firm: Firm
    today: date
    pack: RulePack

    def is_on(self, rule: Rule) -> bool:
        """Whether the rule binds this firm."""
        return binds(rule, self.firm)

    def without_trigger(self) -> Decision:
        """The decision where the date that starts the rule's clock is not known."""
        asked = Reason("no-trigger-date", (("rule", self.rule.title), ("event", self.rule.event)))
        return undecided(self.facts, asked, self.rule.basis)


def binds(rule: Rule, firm: Firm) -> bool:
    """Whether the rule binds the firm: always, or as its profile says."""
    return not rule.profile or bool(getattr(firm.profile, rule.profile))


def undecided(facts: Facts, reason: Reason, basis: tuple[Basis, ...] = (), due: date | None = None) -> Decision:
    """Kept because the program does not know."""
    return Decision(
        Disposition.KEEP,
        facts.rule,
        basis,
        (reason,),
        retain_until=None,
        due=due,
        permanent=False,
        decided=False,
        destroyable=False,
    )


def basis_text(basis: Iterable[Basis]) -> str:
    """Articles as one reason parameter: "LAW ARTICLE; LAW ARTICLE"; reasons.sentence cites them."""
    return "; ".join(f"{one.law} {one.article}" for one in basis)


def once(basis: Iterable[Basis]) -> tuple[Basis, ...]:
    """The articles in their order, each one once."""
    return tuple(dict.fromkeys(basis))


def day_after(day: date) -> date | None:
    """The next day; None after the calendar's last one."""
    return day + timedelta(days=1) if day < date.max else None
