"""The sentences of decisions: one English template for each reason code, used by every face of the program.

The catalogue is handed in, because the domain knows no language; Chinese stands in resources/locale/zh/rules.po.
"""

import re
from collections.abc import Callable
from datetime import date

from app.domain import column_findings, decision_reasons, findings, import_reasons, vault_findings
from app.domain.citations import cite_text
from app.domain.incidents import DUTIES
from app.domain.labels import PI_TYPES
from app.domain.marks import N_, NN_, worded
from app.domain.retention import Reason
from app.domain.words import PiType

Translate = Callable[[str], str]
DateText = Callable[[date], str]

# What a Profile switch says of a firm.
SWITCHES: dict[str, str] = {
    "is_platform": N_("operators of an e-commerce platform"),
    "is_aml_listed": N_("bodies with duties against money laundering"),
    "is_hr_agency": N_("employment agencies"),
    "is_auction_house": N_("auction houses"),
    "is_guard_service": N_("guard services"),
    "is_clinic": N_("medical institutions"),
    "has_prepaid_cards": N_("firms that sold prepaid cards"),
    "has_cctv": N_("operators of public video surveillance"),
    "is_internet_provider": N_("internet publishers and access providers"),
    "is_credit_bureau": N_("credit reporting agencies"),
}
_PERIODS = {
    "y": NN_("{n} year", "{n} years", "n"),
    "m": NN_("{n} month", "{n} months", "n"),
    "d": NN_("{n} day", "{n} days", "n"),
}

# `rule` and `event` are message ids of the rule pack, `basis` articles, `period` a number with its unit.
TEMPLATES: dict[str, str] = {
    "not-classified": N_("Not classified yet, so no rule can decide. Classify it first."),
    "no-rule": N_("No retention rule has been chosen: a person has to choose one."),
    "rule-unknown": N_("The rule pack has no rule {id} for records: choose another rule."),
    "rule-not-for-firm": N_(
        "“{rule}” binds {switch}, and the firm's profile says that it is none of them. Correct the profile or choose "
        "another rule."
    ),
    "sector-rule-first": N_(
        "By its profile the firm has to keep such records as “{rule}” ({basis}), and this one has not been given that "
        "rule. Choose it, with its basis in writing."
    ),
    "no-trigger-date": N_("“{rule}”: the period runs from {event}, and this date is not known. Enter it."),
    "held": NN_(
        "Frozen by {holds} hold: neither destroyed nor handed over until released.",
        "Frozen by {holds} holds: neither destroyed nor handed over until released.",
        "holds",
    ),
    "period-running": N_(
        "“{rule}”: to be kept for at least {period} from {start}, until the end of {until} ({basis}). Destroying it "
        "earlier is forbidden."
    ),
    "period-over": N_("“{rule}”: the {period} for which it had to be kept ended on {until} ({basis})."),
    "also-running": N_("Also covered by “{rule}” ({basis}): at least {period}, until {until}."),
    "also-over": N_("Also covered by “{rule}” ({basis}): at least {period}, which ended on {until}."),
    "permanent": N_("“{rule}”: to be kept permanently, never destroyed ({basis})."),
    "open-debt": N_(
        "A debt or other matter that it documents is not settled: it is taken out and kept until that is settled, also "
        "after the period ({basis})."
    ),
    "pi-locked": N_(
        "It holds personal information: as long as it has to be kept, it may only be stored and protected, and not be "
        "used otherwise ({basis})."
    ),
    "no-lock": N_(
        "It holds personal information, but this period is not set by a law or administrative regulation, so it is no "
        "ground to keep that: take it out of the record ({basis})."
    ),
    "custody-end": N_("That the firm ends does not end the period ({basis}). Settle who keeps it from then on."),
    "custody-split": N_(
        "In a handover of business the old firm keeps it; the taker may look at it and copy it ({basis})."
    ),
    "custody-merge": N_("After a merger the merged firm keeps it ({basis})."),
    "kept-archived": N_("It is in an archive package already; it stays until its time is over."),
    "after-appraise": N_(
        "Destroying it takes an appraisal, a destruction register with five signatures, and witnesses ({basis})."
    ),
    "after-delete": N_(
        "It holds personal information, and nothing else asks to keep it: it has to be deleted ({basis})."
    ),
    "after-nothing": N_("Nothing else asks to keep it."),
    "purpose-ended": N_(
        "The firm stopped serving its customers on {since}, and no statutory period covers this: it has to be deleted "
        "on the firm's own initiative ({basis})."
    ),
    "purpose-met": N_(
        "The purpose for which it was collected was over on {since}, and no statutory period covers this: it has to be "
        "deleted on the firm's own initiative ({basis})."
    ),
    "account-closed": N_(
        "The user closed the account on {since}: the user's information has to be deleted at once ({basis})."
    ),
    "trusteeship-ended": N_(
        "The processor's contract ended on {since}: it returns or deletes what it has and keeps nothing ({basis})."
    ),
    "purpose-runs": N_(
        "The service to customers goes on, so its purpose is not over. Once it is, it has to be deleted ({basis})."
    ),
    "purpose-ends-later": N_("Its purpose is over on {since}. From then on it has to be deleted ({basis})."),
    "address-only": N_("The loss of the registered address ends neither the service nor any period."),
    "not-personal": N_(
        "It holds no personal information ({basis}) and no statutory period covers it. The service is over, so nothing "
        "asks to keep it."
    ),
    "not-personal-yet": N_(
        "It holds no personal information ({basis}) and no statutory period covers it. The service goes on, so it "
        "stays for now."
    ),
    "open-purpose": N_("A debt or other matter with this customer is not settled, so its purpose is not over."),
    "limitation": N_(
        "A claim can be brought for {period} ({basis}). That is no retention period; where a dispute is to be "
        "expected, place a hold first."
    ),
    "evidence-review": N_(
        "“{rule}”: no law sets a period, but who cannot show such records may lose a dispute ({basis}). Claims can be "
        "brought until {until}, so a person has to decide."
    ),
    "to-hand-over": N_(
        "Personal information of customers goes to the successor, after they have been told who that is, at least 30 "
        "working days before ({basis})."
    ),
    "to-hand-over-separately": N_(
        "The law does not say that a transfer of the business is a succession, so the careful reading applies: the "
        "taker gets it with each customer's separate consent ({basis}). A lawyer may see it otherwise."
    ),
    "to-hand-over-plain": N_("It holds no personal information and goes to the taker with the business."),
    "copy-of-transferred": N_(
        "It was handed over; the copy here has no purpose any more and has to be deleted ({basis})."
    ),
    "gate-service-runs": N_(
        "The service to customers goes on. Enter the day it stops (service-ended-on): before, personal information "
        "that no statutory period covers is not due ({basis})."
    ),
    "gate-service-ends": N_(
        "The service to customers stops on {since}; from then on personal information that no statutory period covers "
        "has to be deleted ({basis})."
    ),
    "gate-service-ended": N_(
        "The service to customers stopped on {since}: personal information that no statutory period covers has to be "
        "deleted ({basis})."
    ),
    "gate-notice-promised": N_(
        "The firm promises to tell customers before it destroys. That notice has not been recorded yet."
    ),
    "gate-notice-given": N_("The promised notice before destruction counts as given on {since}."),
    "gate-cooling-off": NN_(
        "Waiting time of {days} day between approval and destruction: an order approved today can be carried out from "
        "{opens_on}.",
        "Waiting time of {days} days between approval and destruction: an order approved today can be carried out from "
        "{opens_on}.",
        "days",
    ),
    "gate-succession": N_(
        "The successor has to be announced at least {days} working days before records go, and for as long on display "
        "({basis}). Published today, the notice would open the way on {opens_on}."
    ),
    "gate-succession-provisional": N_(
        "The successor has to be announced at least {days} working days before records go, and for as long on display "
        "({basis}). Published today, the notice would open the way on {opens_on} at the latest: the holiday calendar "
        "for the days until then is not complete yet."
    ),
    "gate-succession-published": N_(
        "The successor was announced on {since}; {days} working days have to pass ({basis}). Records may go from "
        "{opens_on}."
    ),
    "gate-succession-published-provisional": N_(
        "The successor was announced on {since}; {days} working days have to pass ({basis}). Records may go from "
        "{opens_on} at the latest: the holiday calendar for the days until then is not complete yet."
    ),
    "gate-assessed": N_("The impact assessment that providing takes ({basis}) was completed on {since}."),
    "gate-consents": N_(
        "{customers} customer(s) have given their separate consent ({basis}); only their records may go to the taker."
    ),
    "gate-assessment": N_(
        "Providing personal information takes an impact assessment first ({basis}). None has been recorded yet."
    ),
    "transfer-candidates": N_("{group} ({option}): {count} may go once they are chosen."),
    "gate-sensitive": N_(
        "Sensitive personal information is among the records: handing it over, or handling it in another new way, "
        "takes "
        "an impact assessment first ({basis}). None has been recorded yet. Deleting it needs none."
    ),
    "gate-sensitive-assessed": N_(
        "The impact assessment that handling sensitive personal information takes ({basis}) was completed on {since}."
    ),
    "gate-consent": N_(
        "Handing customers' personal information to the taker of a business takes each one's separate consent "
        "({basis}), unless a lawyer sees a succession in it. None has been recorded yet."
    ),
    "classify-name": N_("“{words}” in the sheet's name speaks for “{rule}”."),
    "classify-title": N_("“{words}” in the sheet's title speaks for “{rule}”."),
    "classify-file": N_("“{words}” in the file's name speaks for “{rule}”."),
    "classify-header": N_("“{words}” in a column's header speaks for “{rule}”."),
    "classify-columns": N_("The columns are those of “{rule}”."),
    "classify-lines": N_("The lines are those of a machine's log: “{rule}”."),
    "classify-kind": N_("The columns show customers, so “{rule}” applies where nothing else has to be kept."),
    "classify-profile": N_("The firm's profile puts such records under “{rule}”."),
    "classify-clock": N_("The period's date is taken from the column “{header}”."),
    "classify-clock-lines": N_("The period's date is taken from the moment that each line begins with."),
    "classify-clock-name": N_(
        "No column names a date; by the sheet's name the records belong to the time until {until}."
    ),
    "classify-no-clock": N_("No column names {event}: until it is entered nothing can be decided."),
    "classify-undated": NN_(
        "{count} row has no date there; it stays undecided until the date is entered.",
        "{count} rows have no date there; they stay undecided until it is entered.",
        "count",
    ),
    "classify-children": NN_(
        "{count} row is of a person who was under 14 then or is so today, which the law calls sensitive.",
        "{count} rows are of persons who were under 14 then or are so today, which the law calls sensitive.",
        "count",
    ),
    "classify-open-debt": N_("The rows say that a debt or other matter is not settled."),
    "classify-by-hand": N_("Chosen by a person."),
    "classify-own-rule": N_("The firm's own rule for sheets with these heads, kept by {operator}."),
    "classify-nothing-found": N_(
        "Nothing in the sheet's name, columns or rows points to a rule. A person has to choose."
    ),
    "classify-only-suggested": N_("The signs are too weak to rest a decision on them. A person has to choose."),
    "classify-unsettled": N_("The law on such records could not be read or is not settled. A person has to choose."),
    "classify-no-rule": N_(
        "For “{rule}” there is no rule to choose: the law on it could not be read or is not settled. Left undecided, "
        "the records are kept."
    ),
    "classify-other-firm": N_(
        "This rule binds only firms of a kind that the firm's profile does not name. Correct the profile, or choose "
        "another rule."
    ),
    "classify-contradiction": N_("The sheet's name and its columns tell different stories. A person has to choose."),
    "classify-contenders": N_("Several rules fit, and it makes a difference which. A person has to choose."),
    "classify-which-period": N_(
        "Annual reports are kept for ever, others for ten years, and the row does not say which it is. A person has to "
        "choose."
    ),
    "already-destroyed": N_("Destroyed already."),
    "in-transfer": N_("Part of the open hand-over {order}."),
    "transferred-already": N_("Handed over already."),
    "restricted-stays": N_(
        "It may only be stored and protected until its statutory period ends, so it is not handed over."
    ),
    "no-consent": N_("Its customer has not given the separate consent that providing takes ({basis})."),
    "in-order": N_("Part of the open destruction order {order}."),
    "listed-otherwise": N_("The records' kind, rule or dates, or the rule pack, are not those that were signed."),
    **column_findings.TEMPLATES,
    **decision_reasons.TEMPLATES,
    **findings.TEMPLATES,
    **import_reasons.TEMPLATES,
    **{f"incident-{code}": heading for code, (heading, _) in DUTIES.items()},
    **vault_findings.TEMPLATES,
}
# A figure stands apart from Chinese characters, two of these do not: 到 2049-12-31 为止, but 31 日为止.
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff）”》]) (?=[\u4e00-\u9fff（“《])")
_TRANSLATED = frozenset({"rule", "event", "group"})
_PI_TYPES = frozenset({"type", "says"})


def sentence(reason: Reason, translate: Translate, date_text: DateText = date.isoformat) -> str:
    """The reason in the language of `translate`; KeyError for a code without a template, which is a bug."""
    params = {name: _shown(name, value, translate, date_text) for name, value in reason.params}
    return _HAN_GAP.sub("", worded(TEMPLATES[reason.code], params, translate))


def period_text(period: str, translate: Translate) -> str:
    """A period such as "30y" in words."""
    return worded(_PERIODS[period[-1]], {"n": period[:-1]}, translate)


def _shown(name: str, value: str, translate: Translate, date_text: DateText) -> str:
    if name == "basis":
        return cite_text(value, translate)
    if name == "period":
        return period_text(value, translate)
    if name == "switch":
        return translate(SWITCHES[value])
    if name in _PI_TYPES:
        return translate(PI_TYPES[PiType(value)])
    if name in _TRANSLATED:
        return translate(value)
    return _dates(value, translate, date_text)


def _dates(value: str, translate: Translate, date_text: DateText) -> str:
    """An ISO date, or two with a slash between, as the face shows dates; anything else as it is."""
    try:
        days = [date_text(date.fromisoformat(part)) for part in value.split("/") if len(part) == 10]
    except ValueError:
        return value
    return (
        translate(N_("{first} (earliest) to {last} (latest)")).format(first=days[0], last=days[-1])
        if len(days) == 2
        else "".join(days) or value
    )
