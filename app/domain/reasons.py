"""The sentences of decisions: one English template for each reason code, used by every face of the program.

The catalogue is handed in, because the domain knows no language; Chinese stands in resources/locale/zh/domain.po.
"""

from collections.abc import Callable
from datetime import date

from app.domain import findings
from app.domain.marks import N_
from app.domain.retention import Reason

Translate = Callable[[str], str]
DateText = Callable[[date], str]


# No law is named: a decision's `basis` carries it. Parameters that are ISO dates are shown as the face shows dates.
TEMPLATES: dict[str, str] = {
    "not-classified": N_("Not classified yet, so no rule can decide."),
    "no-rule": N_("No retention rule has been chosen."),
    "no-trigger-date": N_("The date from which the retention period runs is not known."),
    "held": N_("Frozen by {holds} hold(s): neither destroyed nor handed over until released."),
    "open-debt": N_("Debts or other matters are still open: kept until they are settled, even after the period."),
    "permanent": N_("Must be kept permanently."),
    "period-running": N_("The statutory retention period of {years} years runs until {until}."),
    "period-running-months": N_("The statutory retention period of {months} months runs until {until}."),
    "period-running-days": N_("The statutory retention period of {days} days runs until {until}."),
    "period-over": N_("The statutory retention period ended on {until}; destruction needs an appraisal first."),
    "pi-locked": N_("Holds personal information: until then only storage and security measures are allowed."),
    "purpose-ended": N_(
        "The purpose ended when the service stopped on {date}: to be deleted on the firm's own initiative."
    ),
    "purpose-runs": N_("The service to customers has not ended, so the purpose goes on."),
    "to-hand-over": N_("Personal information of customers goes to the successor, after the notice the law asks for."),
    "already-destroyed": N_("Destroyed already."),
    "already-transferred": N_("Handed over already."),
    "in-order": N_("Part of the open destruction order {order}."),
    **findings.TEMPLATES,
}


def sentence(reason: Reason, translate: Translate, date_text: DateText = date.isoformat) -> str:
    """The reason in the language of `translate`; KeyError for a code without a template, which is a bug."""
    params = {name: _shown(value, date_text) for name, value in reason.params}
    return translate(TEMPLATES[reason.code]).format(**params)


def _shown(value: str, date_text: DateText) -> str:
    if len(value) != 10:
        return value
    try:
        return date_text(date.fromisoformat(value))
    except ValueError:
        return value
