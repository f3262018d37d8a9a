"""Chapters of the closure report beside its counts: profile, notices, hand-overs, freezes, registers, timeline."""

from app.domain.closure_facts import ClosureStory, Milestone, MilestoneFact, Register
from app.domain.evidence import ClosureEvidence
from app.domain.firm import Profile
from app.domain.incident_register import EVENTS
from app.domain.incidents import SHORT_LEVELS
from app.domain.notice_texts import NOTICE_KINDS
from app.domain.reasons import SWITCHES
from app.domain.retention import Basis
from app.domain.transfers import BASES, TRANSFER_STATES, TransferState
from app.domain.transfers import Basis as HandoverBasis
from app.domain.words import Closure
from app.i18n import N_
from reports import style
from reports.chapters import Chapter, Field, Form
from reports.language import DASH, Language, listed
from reports.timeline import Event

# On which the handling of records at a firm's end rests; law.md, sections 2 and 6.
_ALWAYS = (Basis("个人信息保护法", "第四十七条"), Basis("小型个人信息处理者个人信息保护简化措施规定", "第十二条"))
_CLOSURE_BASES = {
    Closure.DEREGISTRATION: (Basis("公司法", "第二百三十二条"), Basis("公司法", "第二百三十九条")),
    Closure.GROUP_SUBSIDIARY: (Basis("公司法", "第二百三十二条"), Basis("公司法", "第二百三十九条")),
    Closure.TRANSFER: (Basis("个人信息保护法", "第二十三条"),),
    Closure.ADDRESS_CANCELLATION: (Basis("市场主体登记管理条例", "第二十四条"),),
    Closure.MERGER: (Basis("个人信息保护法", "第二十二条"),),
}
_MILESTONES = {
    Milestone.CREATED: N_("The vault was made"),
    Milestone.IMPORTED: N_("Files imported: {times}; records: {records}"),
    Milestone.CLASSIFIED: N_("Classification entered; records: {records}"),
    Milestone.ARCHIVED: N_("Archived; records: {records}; packages: {times}"),
    Milestone.NOTIFIED: N_("Public notice {subjects} published"),
    Milestone.HANDED_OVER: N_("Hand-over {subjects} executed; records: {records}"),
    Milestone.RECEIVED: N_("Hand-over {subjects} received and signed for"),
    Milestone.PREPARED: N_("Destruction order {subjects} drawn up"),
    Milestone.APPROVED: N_("Destruction order {subjects} approved"),
    Milestone.EXECUTED: N_("Destruction order {subjects} executed and read back"),
    Milestone.WITNESSED: N_("Destruction order {subjects} witnessed"),
    Milestone.CERTIFIED: N_("Destruction certificates issued: {times}"),
    Milestone.BACKED_UP: N_("Backups made: {times}"),
    Milestone.RESTORED: N_("The vault was restored from a backup"),
}
_COLOURS = {
    Milestone.EXECUTED: style.DANGER,
    Milestone.WITNESSED: style.DANGER,
    Milestone.CERTIFIED: style.DONE,
    Milestone.BACKED_UP: style.INK_2,
}
_REGISTERS = {
    Register.LOOK_UPS: N_("Look-ups of records in clear"),
    Register.DISCLOSURES: N_("Disclosures: exported records, attachments, documents"),
    Register.HOLDS: N_("Freezes placed and lifted"),
    Register.OBJECTIONS: N_("Objections of customers"),
    Register.INCIDENTS: N_("Incidents entered, handled and closed"),
    Register.ASSESSMENTS: N_("Impact assessments and self-audits"),
    Register.BACKUPS: N_("Backups and restorings"),
    Register.REPORTS: N_("Reports and certificates issued"),
}


def profile_chapter(evidence: ClosureEvidence, lang: Language) -> Chapter:
    """The firm's profile, and on which articles its closing rests."""
    t, firm = lang.t, evidence.firm
    switches = [t(text) for name, text in SWITCHES.items() if getattr(firm.profile, name)]
    bases = lang.cite((*_CLOSURE_BASES[firm.closure], *_ALWAYS))
    sentences = (
        t("On closing: {bases}.", bases=bases),
        _service(firm.profile, lang),
        t("Rules of the firm's sector are applied for: {sectors}.", sectors=listed(switches, lang))
        if switches
        else t("No rule of a special sector is applied."),
        t("Rule pack {version}: the articles behind each decision stand with it below.", version=evidence.pack_version),
    )
    return Chapter(title=t("The firm's profile and its legal basis"), sheet=t("Profile"), items=sentences)


def _service(profile: Profile, lang: Language) -> str:
    if profile.service_ended_on is None:
        return lang.t("The service to customers goes on.")
    return lang.t("The service to customers ended on {day}.", day=lang.day(profile.service_ended_on))


def timeline_chapter(story: ClosureStory, lang: Language) -> Chapter:
    """What was done when."""
    events = tuple(
        Event(lang.iso(fact.day), _happened(fact, lang), _COLOURS.get(fact.milestone, style.PRIMARY))
        for fact in story.milestones
    )
    t = lang.t
    return Chapter(
        title=t("What was done, day by day"), sheet=t("Timeline"), events=events, empty=t("Nothing was done yet.")
    )


def _happened(fact: MilestoneFact, lang: Language) -> str:
    records = DASH if fact.records is None else lang.number(fact.records)
    message = _MILESTONES[fact.milestone]
    return lang.t(message, times=lang.number(fact.times), records=records, subjects=listed(fact.subjects, lang))


def notified_chapter(story: ClosureStory, lang: Language) -> Chapter:
    """Whom the firm told, and what came of it."""
    t = lang.t
    return Chapter(
        title=t("Who was told"),
        sheet=t("Notices"),
        fields=(
            Field(t("Notice"), weight=0),
            Field(t("Kind"), weight=1.5),
            Field(t("Prepared on"), Form.DAY, weight=0),
            Field(t("Public since"), Form.DAY, weight=0),
            Field(t("Letters"), Form.NUMBER, weight=0, summed=True),
            Field(t("Delivered"), Form.NUMBER, weight=0, summed=True),
            Field(t("Returned"), Form.NUMBER, weight=0, summed=True),
            Field(t("Objections"), Form.NUMBER, weight=0, summed=True),
        ),
        rows=[
            (
                one.number, t(NOTICE_KINDS[one.kind]), one.prepared_on, one.published_on, one.letters, one.delivered,
                one.returned, one.objections,
            )
            for one in story.notices
        ],
        empty=t("No notice to customers has been prepared."),
    )  # fmt: skip


def handed_over_chapter(story: ClosureStory, lang: Language) -> Chapter:
    """What went to whom."""
    t = lang.t
    return Chapter(
        title=t("What was handed over"),
        sheet=t("Hand-overs"),
        fields=(
            Field(t("Hand-over"), weight=0, size=8),
            Field(t("State"), weight=1, size=8),
            Field(t("Recipient"), weight=1.3, size=8),
            Field(t("Basis"), weight=1.3, size=8),
            Field(t("Records"), Form.NUMBER, weight=0, size=8, summed=True),
            Field(t("Executed on"), Form.DAY, weight=0, size=8),
            Field(t("Received on"), Form.DAY, weight=0, size=8),
            Field(t("Certificate No."), weight=0, size=8),
        ),
        rows=[
            (
                one.number, t(TRANSFER_STATES[TransferState(one.state)]), one.recipient,
                t(BASES[HandoverBasis(one.basis)]), one.records, one.executed_on, one.accepted_on, one.certificate,
            )
            for one in story.handovers
        ],
        empty=t("Nothing was handed over."),
    )  # fmt: skip


def held_chapter(story: ClosureStory, lang: Language) -> Chapter:
    """What was frozen against destruction and hand-over, and why."""
    t = lang.t
    return Chapter(
        title=t("What was held back, and why"),
        sheet=t("Freezes"),
        fields=(
            Field(t("Reason"), weight=4),
            Field(t("Records"), Form.NUMBER, weight=0),
            Field(t("Frozen on"), Form.DAY, weight=0),
            Field(t("Expected until"), Form.DAY, weight=0),
            Field(t("Lifted on"), Form.DAY, weight=0),
        ),
        rows=[(one.reason, one.records, one.placed_on, one.until, one.released_on) for one in story.holds],
        note=t("Names in the reasons are masked. The rules decide again once a freeze is lifted."),
        empty=t("No record was frozen."),
    )


def incidents_chapter(story: ClosureStory, lang: Language) -> Chapter:
    """Leaks, tampering and losses while the firm handled personal information, and what came of them."""
    t = lang.t
    return Chapter(
        title=t("What went wrong with personal information"),
        sheet=t("Incidents"),
        fields=(
            Field(t("Number"), weight=0, size=8),
            Field(t("Kind of incident"), weight=0.6, size=8),
            Field(t("Size of the incident"), weight=1, size=8),
            Field(t("Found out on"), Form.INSTANT, weight=0, size=8),
            Field(t("People"), Form.NUMBER, weight=0, size=8),
            Field(t("Customers told"), Form.INSTANT, weight=0, size=8),
            Field(t("Still to be done"), Form.NUMBER, weight=0, size=8),
            Field(t("Handled on"), Form.DAY, weight=0, size=8),
        ),
        rows=[
            (
                one.number, t(EVENTS[one.event]), t(SHORT_LEVELS[one.level]), one.discovered_at, one.people,
                one.told_at, one.left, one.handled_on,
            )
            for one in story.incidents
        ],
        note=t("The register of incidents, a report of its own, says what was done about each and when."),
        empty=t("No incident was entered."),
    )  # fmt: skip


def registers_chapter(story: ClosureStory, lang: Language) -> Chapter:
    """How often what was entered in the registers that a handler has to keep."""
    t = lang.t
    return Chapter(
        title=t("The registers, in numbers"),
        sheet=t("Registers"),
        intro=t("Counted from the audit log, which holds each entry with its operator and time."),
        fields=(
            Field(t("Register"), weight=3),
            Field(t("Entries"), Form.NUMBER, weight=0),
            Field(t("First entry"), Form.DAY, weight=0),
            Field(t("Last entry"), Form.DAY, weight=0),
        ),
        rows=[(t(_REGISTERS[one.register]), one.entries, one.first_on, one.last_on) for one in story.registers],
    )
