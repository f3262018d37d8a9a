"""The audit log in words: what each event is called, and its particulars as a reader understands them."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from app.domain.capacities import CAPACITIES, DEPARTMENTS, Capacity, Department
from app.domain.labels import CLOSURES, DOCUMENT_KINDS, RESULTS, ROLES
from app.domain.legal_bases import LEGAL_BASES, LegalBasis
from app.domain.marks import N_
from app.domain.notices import METHODS, Method
from app.domain.profile_words import SWITCHES
from app.domain.words import Closure, Role

Translate: TypeAlias = Callable[[str], str]

ACTIONS: dict[str, str] = {
    "vault.create": N_("Vault made"),
    "vault.restore": N_("Vault restored from a backup"),
    "vault.behind": N_("Vault found older than its last known state"),
    "vault.behind-accepted": N_("Older state of the vault accepted"),
    "operator.add": N_("Operator added"),
    "operator.passphrase": N_("Passphrase changed"),
    "operator.recover": N_("Opened with the recovery code"),
    "operator.recovery-code": N_("Recovery code renewed"),
    "operator.rekey": N_("Operator's keys renewed"),
    "keys.change": N_("Vault's key changed"),
    "settings.change": N_("Settings changed"),
    "letterhead.change": N_("Letterhead changed"),
    "own-certificate.use": N_("Own certificate taken for signing pages"),
    "own-certificate.drop": N_("Own certificate for signing pages dropped"),
    "wording.change": N_("Wording of a notice changed"),
    "import.file": N_("File imported"),
    "import.undo": N_("Import taken back"),
    "record.correct": N_("Record corrected"),
    "customer.show": N_("Customer shown in clear"),
    "customer.join": N_("Two customers joined"),
    "customer.part": N_("Joined customers parted"),
    "customer.apart": N_("Two customers found to be two"),
    "import.origin": N_("Origin of an import changed"),
    "classify.undo": N_("Classification taken back"),
    "classify.keep": N_("Rule of the firm's own kept"),
    "grading.change": N_("Grading table changed"),
    "classify.forget": N_("Rule of the firm's own taken out"),
    "attachment.add": N_("Attachment added"),
    "attachment.read": N_("Text of a scan read"),
    "attachment.show": N_("Attachment looked at"),
    "paper.add": N_("Paper file entered"),
    "paper.change": N_("Paper file's entry corrected"),
    "paper.remove": N_("Paper file's entry taken out"),
    "paper.labels": N_("Labels for paper files written"),
    "attachment.assign": N_("Attachment assigned to a record"),
    "attachment.export": N_("Attachment exported"),
    "classify.accept": N_("Classification entered"),
    "record.show": N_("Record shown in clear"),
    "export.workbook": N_("Records exported to a workbook"),
    "hold.add": N_("Records put under a freeze"),
    "hold.release": N_("Freeze lifted"),
    "decision.change": N_("Decisions changed by hand"),
    "rules.own-period": N_("The firm's own period changed"),
    "rules.take": N_("Newer rule pack taken"),
    "closing.done": N_("Task of the closing plan done"),
    "closing.reopen": N_("Task of the closing plan open again"),
    "order.prepare": N_("Destruction order drawn up"),
    "order.approve": N_("Destruction order approved"),
    "order.return": N_("Destruction order sent back"),
    "order.withdraw": N_("Destruction order withdrawn"),
    "order.start": N_("Destruction begun"),
    "order.stop": N_("Destruction stopped"),
    "order.verify": N_("Destruction read back"),
    "order.witness": N_("Destruction witnessed"),
    "order.appraise": N_("Destruction order appraised"),
    "order.paper": N_("Destruction of paper files recorded"),
    "copy.add": N_("Copy held elsewhere recorded"),
    "copy.gone": N_("Copy held elsewhere proved gone"),
    "slips.make": N_("Customers' slips made"),
    "vault.end": N_("The whole vault's end"),
    "vault.end-sign": N_("End of the whole vault signed"),
    "vault.end-withdraw": N_("End of the whole vault withdrawn"),
    "certificate.issue": N_("Certificate issued"),
    "notice.prepare": N_("Notice prepared"),
    "notice.publish": N_("Public notice entered"),
    "notice.deliver": N_("Deliveries entered"),
    "notice.receipts": N_("Delivery list read in"),
    "notice.consent": N_("Consents entered"),
    "notice.objection": N_("Objection entered"),
    "notice.proof": N_("Proof of a notice kept"),
    "transfer.prepare": N_("Hand-over prepared"),
    "transfer.execute": N_("Records handed over"),
    "transfer.accept": N_("Hand-over signed for"),
    "transfer.withdraw": N_("Hand-over withdrawn"),
    "assessment.add": N_("Assessment entered"),
    "assessment.delete": N_("Assessment deleted after its period"),
    "incident.add": N_("Incident entered"),
    "incident.change": N_("Incident described anew"),
    "incident.step": N_("Duty after an incident done"),
    "incident.notice": N_("Notice of an incident prepared"),
    "incident.close": N_("Incident handled"),
    "incident.delete": N_("Incident deleted after its period"),
    "archive.write": N_("Archive package made"),
    "document.export": N_("Document saved outside"),
    "document.sign": N_("Document signed further"),
    "report.write": N_("Report written"),
    "backup.write": N_("Backup made"),
}
PARTICULARS: dict[str, str] = {
    "records": N_("records"),
    "records_added": N_("records added"),
    "duplicates": N_("already there"),
    "rejected_rows": N_("not taken"),
    "rows_read": N_("rows read"),
    "sheets": N_("sheets"),
    "classified": N_("classified"),
    "unsure": N_("undecided"),
    "changed_groups": N_("groups changed by hand"),
    "rules": N_("retention rules"),
    "pack": N_("rules of version"),
    "role": N_("role"),
    "closure": N_("closure"),
    "blocked": N_("left out"),
    "earliest_on": N_("earliest day"),
    "order": N_("order"),
    "result": N_("result"),
    "pages": N_("pages read"),
    "values": N_("values looked for"),
    "control_hits": N_("found in the old file"),
    "hits": N_("found in the new file"),
    "kind": N_("document"),
    "form": N_("form"),
    "masked": N_("masked"),
    "bytes": N_("size"),
    "generation": N_("generation"),
    "destroyed_again": N_("destroyed again"),
    "proved_only": N_("known from certificates alone"),
    "made_at": N_("made"),
    "customer": N_("customer"),
    "changed": N_("changed"),
    "joined": N_("joined with"),
    "column": N_("column"),
    "kept": N_("old value kept"),
    "other": N_("the other one"),
    "legal_basis": N_("legal basis"),
    "purpose_until": N_("purpose until"),
    "record": N_("record"),
    "about": N_("about"),
    "asked": N_("its deletion was asked for"),
    "before": N_("before"),
    "capacities": N_("capacities"),
    "characters": N_("characters read"),
    "consent": N_("answer"),
    "customers": N_("customers"),
    "departments": N_("departments"),
    "discovered_at": N_("discovered"),
    "documents": N_("documents"),
    "done_at": N_("done"),
    "duty": N_("duty"),
    "entered_later": N_("entered afterwards"),
    "expected_size": N_("entries expected"),
    "found_size": N_("entries found"),
    "expected_root": N_("checkpoint expected"),
    "how": N_("how"),
    "keep_until": N_("to be kept until"),
    "language": N_("language"),
    "letters": N_("letters"),
    "level": N_("level"),
    "lines": N_("lines"),
    "logo": N_("with a logo"),
    "method": N_("way"),
    "notice": N_("notice"),
    "on": N_("day"),
    "own": N_("wording of its own"),
    "paper": N_("on paper"),
    "photos": N_("photos and slips"),
    "proofs": N_("proofs given"),
    "proposed": N_("rule proposed"),
    "rows": N_("rows taken"),
    "rule": N_("retention rule"),
    "task": N_("task"),
    "unknown": N_("not understood"),
    "version": N_("version"),
    "volumes": N_("volumes"),
    "why": N_("reason"),
    "years": N_("years"),
    "cooling-off-days": N_("days to wait before destruction"),
    "notice-before-destruction": N_("notice before destruction"),
    "witness-required": N_("witness required"),
    "appraisal-required": N_("appraisal required"),
    "auto-lock-minutes": N_("minutes until locking"),
    "service-ended-on": N_("service ended"),
    "closing-decided-on": N_("closing decided"),
    "entity": N_("legal form"),
    "one-person-roles": N_("one person in every role"),
}
# The firm's profile as its settings are called: "has_prepaid_cards" is "prepaid-cards".
PARTICULARS |= {
    name.removeprefix("is_").removeprefix("has_").replace("_", "-"): text for name, text in SWITCHES.items()
}
# Said even where it is none: that is what was measured.
_EVEN_NONE = ("hits",)
# Fingerprints stand whole in the exported log; nobody reads them in a list.
_LEFT_OUT = ("sha256", "hash", "key")
_WORDS: dict[str, str] = {
    **{role: ROLES[role] for role in Role},
    **{closure: CLOSURES[closure] for closure in Closure},
    **RESULTS,
    **{basis: LEGAL_BASES[basis] for basis in LegalBasis},
    **{department: DEPARTMENTS[department] for department in Department},
    **{capacity: CAPACITIES[capacity] for capacity in Capacity},
    **{method: METHODS[method] for method in Method},
    "yes": N_("yes"),
    "no": N_("no"),
}


def action(code: str, tr: Translate) -> str:
    """What an event is called; the code itself where a newer program wrote it."""
    return tr(ACTIONS[code]) if code in ACTIONS else code


def particulars(detail: Mapping[str, object], tr: Translate, size: Callable[[int], str]) -> str:
    """The event's particulars in one line; what is none is left out. `size` writes a number of bytes."""
    template = tr("{name}: {value}")
    return " · ".join(
        template.format(name=tr(PARTICULARS.get(name, name)), value=_value(name, value, tr, size))
        for name, value in detail.items()
        if name not in _LEFT_OUT and (value or name in _EVEN_NONE)
    )


def _value(name: str, value: object, tr: Translate, size: Callable[[int], str]) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int):
        return size(value) if name == "bytes" else f"{value:,}"
    if isinstance(value, list):
        return tr(", ").join(_value(name, one, tr, size) for one in value)
    text = str(value)
    words = DOCUMENT_KINDS if name == "kind" else _WORDS
    return tr(words[text]) if text in words else text
