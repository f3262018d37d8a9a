"""The firm's own longer periods: only over rules that set a minimum, with a written basis, never over a duty to delete.

They join the pack as further rules that cover the same records, so that the longest period decides, and says why.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.marks import N_
from app.domain.norms import Basis, NormLevel
from app.domain.retention import Rule, RulePack
from app.errors import Refused, UserError

PREFIX = "OWN-"
LONGEST = 100  # years
_STORED = re.compile(r"(\d{1,3}) (.+)", re.DOTALL)
_TITLE = N_("The firm's own longer period")


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """So many years for a rule's records; `basis` names the firm's paper that says so."""

    rule_id: str
    years: int
    basis: str

    def stored(self) -> str:
        """As the settings keep it."""
        return f"{self.years} {self.basis}"


def own_period(rule_id: str, stored: str) -> OwnPeriod | None:
    """What the settings keep, None where it is nothing of the kind."""
    found = _STORED.fullmatch(stored)
    return OwnPeriod(rule_id, int(found[1]), found[2]) if found else None


def may_be_longer(rule: Rule) -> bool:
    """Whether the firm may keep this rule's records longer: it sets a minimum, and no law has them deleted after it."""
    return rule.is_statutory and not rule.permanent and rule.after != "delete" and not rule.id.startswith(PREFIX)


def checked(period: OwnPeriod, pack: RulePack) -> OwnPeriod:
    """The period once it may stand.

    Raises UserError ("unknown-rule", "own-period-basis", "own-period-years"), Refused ("own-period-not-longer",
    "own-period-duty-to-delete").
    """
    rule = next((rule for rule in pack.rules if rule.id == period.rule_id), None)
    if rule is None or not rule.is_statutory or rule.permanent:
        raise UserError("unknown-rule", rule=period.rule_id)
    basis = " ".join(period.basis.split())
    if not basis:
        raise UserError("own-period-basis", rule=rule.id)
    if not 0 < period.years <= LONGEST:
        raise UserError("own-period-years", years=period.years, most=LONGEST)
    if rule.after == "delete":
        raise Refused("own-period-duty-to-delete", rule=rule.id)
    if period.years * 12 <= rule.years * 12 + rule.months + (1 if rule.days else 0):
        raise Refused("own-period-not-longer", rule=rule.id, years=period.years)
    return replace(period, basis=basis)


def with_own_periods(pack: RulePack, periods: Iterable[OwnPeriod]) -> RulePack:
    """The pack with the firm's own periods as rules; one that the pack does not allow any more is left out."""
    added = []
    for period in periods:
        try:
            added.append(_rule(checked(period, pack), pack))
        except (UserError, Refused):
            continue
    return replace(pack, rules=(*pack.rules, *added))


def _rule(period: OwnPeriod, pack: RulePack) -> Rule:
    rule = pack.rule(period.rule_id)
    return replace(
        rule,
        id=f"{PREFIX}{rule.id}",
        title=_TITLE,
        basis=(Basis(period.basis, ""),),
        norm_level=NormLevel.OWN_RULE,
        years=period.years,
        months=0,
        days=0,
        covers=(rule.id,),
        wording="",
        names=(),
        maybe=(),
        alone=(),
        shapes=(),
        headers=(),
        spans=(),
        whole=(),
    )
