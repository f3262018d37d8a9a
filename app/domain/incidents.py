"""A leak or loss of personal information: what has to be done, by when, and whom to call (law.md, section 7).

"72 hours" is another country's rule, and one hour binds critical infrastructure only. The four hours of ordinary
operators run for larger incidents alone; a small handler reaches the number of people never, the open clause perhaps.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.marks import N_

LARGE, GRAVE, GRAVEST = 1_000_000, 10_000_000, 100_000_000
"""People whose information leaked: 较大, 重大, 特别重大 (国家网络安全事件报告管理办法, annex)."""

REPORT_HOURS = 4
SUMMARY_DAYS = 30


class Level(StrEnum):
    """How large an incident is; below `large` the four hours do not run."""

    ORDINARY = "ordinary"
    LARGE = "large"
    GRAVE = "grave"
    GRAVEST = "gravest"


@dataclass(frozen=True, slots=True)
class Incident:
    """What is known of it. `serious`: the open clause, much information of citizens and a serious threat.

    `avoided`: the measures taken keep the harm off effectively, so that individuals need not be told (PIPL 57(2)).
    """

    discovered_at: datetime
    people: int
    serious: bool = False
    crime: bool = False
    minors: bool = False
    avoided: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: a code with its texts in DUTIES; `due` None: at once, or as its text says."""

    code: str
    due: datetime | None = None


LEVELS = {
    Level.ORDINARY: N_("Below “larger”: no hours run, what has to be done is to be done at once"),
    Level.LARGE: N_("Larger incident (较大)"),
    Level.GRAVE: N_("Grave incident (重大)"),
    Level.GRAVEST: N_("Gravest incident (特别重大)"),
}
SHORT_LEVELS = {**LEVELS, Level.ORDINARY: N_("Below “larger”")}
"""The levels as tables name them."""
# Heading, and what to do with the article it rests on.
DUTIES: dict[str, tuple[str, str]] = {
    "remedy": (
        N_("Stop it"),
        N_("Take remedies at once: close the leak, change passphrases, keep the evidence and the logs (PIPL 57)."),
    ),
    "report": (
        N_("Report to the provincial cyberspace office"),
        N_(
            "Within 4 hours, in Shanghai the Shanghai CAC, hotline 12387. Where the cause is unknown, report what "
            "happened first and the rest later (Measures on Reporting Cybersecurity Incidents, art. 4, 7)."
        ),
    ),
    "authority": (
        N_("Tell the authority"),
        N_("Tell the department for personal information protection at once: kinds, cause, harm, remedies, contact "
           "(PIPL 57)."),
    ),
    "police": (N_("Tell the police"), N_("A crime is suspected: report it to the police at once (call 110).")),
    "individuals": (
        N_("Tell the customers"),
        N_(
            "Kinds of information, cause and possible harm; what was done and what they can do; contact (PIPL 57). "
            "Where nothing else is possible, a small handler may do it by a notice at its premises (Order 25, art. 16)."
        ),
    ),
    "avoided": (
        N_("Customers need not be told now"),
        N_("The harm is avoided effectively. Write down how; the authority can still order the notice (PIPL 57)."),
    ),
    "guardians": (
        N_("Tell the guardians"),
        N_("Children under 18 are affected: their parents or other guardians are told too (Regulations on the "
           "Protection of Minors Online, art. 35)."),
    ),
    "summary": (
        N_("Summary report"),
        N_("Within 30 days after it is handled, to the office that got the first report (same measures, art. 8)."),
    ),
}  # fmt: skip


def level_of(incident: Incident) -> Level:
    """The level by the number of people, or at least `large` by the open clause."""
    for least, level in ((GRAVEST, Level.GRAVEST), (GRAVE, Level.GRAVE), (LARGE, Level.LARGE)):
        if incident.people >= least:
            return level
    return Level.LARGE if incident.serious else Level.ORDINARY


def duties(incident: Incident) -> tuple[Duty, ...]:
    """What has to be done, first things first."""
    larger = level_of(incident) is not Level.ORDINARY
    found = [Duty("remedy")]
    if larger:
        found.append(Duty("report", due=incident.discovered_at + timedelta(hours=REPORT_HOURS)))
    if incident.crime:
        found.append(Duty("police"))
    found += [Duty("authority"), Duty("avoided" if incident.avoided else "individuals")]
    if incident.minors and not incident.avoided:
        found.append(Duty("guardians"))
    if larger:
        found.append(Duty("summary"))
    return tuple(found)
