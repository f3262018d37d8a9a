"""The demonstration: a whole closure of an invented firm, through the same services that the screens use."""

import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from app.bootstrap import Services, create_vault, open_vault
from app.clock import SystemClock
from app.demo_branch import end_branch
from app.demo_papers import DRAFT, LABELS_TITLE, MASKED_TITLE, SAMPLES, SCAN_TITLE, SLIPS_TITLE, DemoPapers, Step
from app.demo_registers import CONTACT, RECIPIENT, assess, lose_a_sheet
from app.domain.countersignatures import Countersigner
from app.domain.documents import FullRenderer, Renderer
from app.domain.labels import DOCUMENT_KINDS
from app.domain.legal_bases import LegalBasis
from app.domain.notice_texts import NOTICE_KINDS
from app.domain.notices import Method, Particulars
from app.domain.origins import Origin
from app.domain.paper import PaperEntry
from app.domain.records import RecordQuery
from app.domain.words import Kind, NoticeKind, Role
from app.errors import UserError
from app.formats.samples.office import FIRM, write_samples
from app.jobs import Progress
from app.services import recovery_sheets, scan_reports
from app.services.scanning import scan
from app.vault.identities import identity_file
from app.vault.keys import STRONG, Kdf
from app.vault.secret import Secret
from app.vault.signing import firm_certificate, new_signing_key

HANDLER, APPROVER, WITNESS = "王经办", "李清算", "赵监销"
# Letters that need no input method: a passphrase is typed without one.
PASSPHRASE = "qingdang-2026"  # noqa: S105 - opens invented data only, and is shown to whoever runs the demo
ORIGIN = Origin(source="门店与网店", purpose="提供课程与商品", legal_basis=LegalBasis.CONTRACT)
DISPUTED = "阿依古丽"
TOLD = 16  # customers who get a letter: each is a PDF of its own
SCANNED = 3  # of the sample files: the last ones
# The lawful step before the pupils' papers may go: a notice that hung for thirty working days (PIPL 22).
SUCCESSOR, REACHED = "上海春芽亲子教育有限公司", "孙接收，021-5550 0188"
PUPILS, MOVING = "周六A班", 12
ANNOUNCED = timedelta(days=70)
GIVEN_SLIPS = 20  # records whose slips are printed before they are destroyed
SHELVES = (
    ("会计档案室 1 柜", "2014—2019 年记账凭证", "K-01", "1—42", 5040, 2014, 2019),
    ("会计档案室 1 柜", "2020—2025 年记账凭证", "K-02", "43—88", 5520, 2020, 2025),
    ("会计档案室 2 柜", "2014—2025 年银行对账单", "K-03", "1—12", 576, 2014, 2025),
    ("前台文件柜", "2016—2025 年会员登记表", "H-01", "1—10", 2400, 2016, 2025),
)
SIGNERS = (("周会计（报表责任人）", "对数字负责"), ("李清算（清算组负责人）", "对结案负责"))

# What the accountant has before anything is done about the records, and what stands once all is done.
_PLANNED = (
    ("classification", ".pdf"),
    ("classification", ".xlsx"),
    ("retention-plan", ".pdf"),
    ("retention-plan", ".xlsx"),
    ("inventory", ".pdf"),
    ("inventory", ".xlsx"),
    ("assessments", ".pdf"),
)
_ARCHIVED = (("volume-catalogue", ".pdf"), ("file-catalogue", ".xlsx"), ("handover-list", ".pdf"))
_DESTROYED = (("appraisal-opinion", ".pdf"), ("destruction-list", ".pdf"), ("destruction-register", ".pdf"))
_CLOSED = (
    ("closing-plan", ".pdf"),
    ("closing-plan", ".ics"),
    ("backups", ".pdf"),
    ("audit", ".pdf"),
    ("closure", ".pdf"),
    ("closure", ".xlsx"),
)


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """Where everything is: the vault, its documents, the passphrase of all three operators."""

    vault: str
    documents: tuple[str, ...]
    samples: tuple[str, ...]
    passphrase: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """A vault with the sample files in it; the code is that of its recovery sheet."""

    vault: Path
    samples: tuple[Path, ...]
    recovery_code: str


def prepare_demo(out: Path, renderer: Renderer, progress: Progress | None = None, *, kdf: Kdf = STRONG) -> Prepared:
    """Write the sample files and a vault with three operators that holds them, imported and not yet classified.

    Raises UserError where `out` has a demo already: nothing is overwritten.
    """
    progress = progress or Progress()
    vault = out / "demo.qingdang"
    if vault.exists():
        raise UserError("target-exists", file=str(vault))
    progress.start("demo.samples")
    samples = write_samples(out / "原始文件")
    secret = Secret(PASSPHRASE)
    progress.start("demo.vault")
    made = create_vault(vault, firm=FIRM, operator=HANDLER, passphrase=secret, kdf=kdf)
    services = open_vault(vault, secret, operator=HANDLER, renderer=renderer, kdf=kdf)
    try:
        services.operators.add(APPROVER, Role.APPROVER, secret)
        services.operators.add(WITNESS, Role.WITNESS, secret)
        for sample in samples:
            services.imports.run(sample, origin=ORIGIN, progress=progress)
    finally:
        services.close()
    return Prepared(vault, tuple(samples), made.recovery_code)


def run_demo(
    out: Path, renderer: FullRenderer, language: str, progress: Progress | None = None, *, kdf: Kdf = STRONG
) -> Demonstrated:
    """Take the demo firm from its files to the finished closure; every document is left in `out`.

    Raises UserError where `out` has a demo already.
    """
    began = time.monotonic()
    progress = progress or Progress()
    made = prepare_demo(out, renderer, progress, kdf=kdf)
    papers = DemoPapers(out / "文件", language)
    _look(made, papers, renderer)
    _Demonstration(made.vault, papers, renderer, progress, kdf).run(out)
    branch = out / "原始文件" / "浦东分公司会员.csv"
    end_branch(
        out / "branch.qingdang", branch, papers.folder(Step.ENDING), (HANDLER, Secret(PASSPHRASE)),
        renderer=renderer, language=language, progress=progress, kdf=kdf,
    )  # fmt: skip
    left = sorted(str(path) for path in papers.root.rglob("*") if path.is_file())
    return Demonstrated(
        str(made.vault), tuple(left), tuple(map(str, made.samples)), PASSPHRASE, round(time.monotonic() - began, 1)
    )


def _look(made: Prepared, papers: DemoPapers, renderer: FullRenderer) -> None:
    """What can be had without a vault or at its making: a report of what files hold, and the recovery sheet."""
    now = SystemClock().now()
    seen = scan_reports.evidence(scan(made.samples[-SCANNED:]), now)
    scan_reports.save(seen, papers.file(Step.LOOK, SCAN_TITLE, ".pdf"), renderer, papers.language)
    sheet = recovery_sheets.recovery_sheet(made.vault, FIRM, HANDLER, made.recovery_code, now)
    target = papers.file(Step.LOOK, DOCUMENT_KINDS["recovery-sheet"], ".pdf")
    recovery_sheets.save(renderer.recovery_sheet(sheet, papers.language), target)


@dataclass(frozen=True, slots=True)
class _Demonstration:
    """The closure of one prepared vault, step by step; approver and witness sign with passphrases of their own."""

    vault: Path
    papers: DemoPapers
    renderer: Renderer
    progress: Progress
    kdf: Kdf

    def run(self, out: Path) -> None:
        folder, language = self.papers.folder(Step.DESTRUCTION), self.papers.language
        secret = Secret(PASSPHRASE)
        opened = open_vault(self.vault, secret, operator=HANDLER, renderer=self.renderer, kdf=self.kdf)
        with closing(opened) as services:
            self._plan(services)
            self._tell(services)
            lose_a_sheet(services, self.papers, self.progress)
            self._archive(services)
            self._hand_over(services)
            order = services.destruction.prepare(None, progress=self.progress).order
            given = services.slips.records_of(order)[:GIVEN_SLIPS]
            services.slips.write(given, self.papers.file(Step.DESTRUCTION, SLIPS_TITLE, ".pdf"), language=language)
            services.destruction.approve(order, services.operators.signer(APPROVER, secret))
            services.destruction.execute(order, folder, language=language, progress=self.progress)
            witness = services.operators.signer(WITNESS, secret)
            services.destruction.witness(order, witness, folder, language=language)
            self._close(services, out)

    def _plan(self, services: Services) -> None:
        """Classify, freeze what is disputed, assess, and write down what is to become of everything."""
        services.classification.accept(progress=self.progress)
        disputed = services.records.resolve(uids=[], search=DISPUTED)
        services.holds.add("课程退费争议，尚未结案", disputed)
        assess(services)
        self.papers.reports(services, Step.PLAN, _PLANNED, self.progress)
        self.papers.reports(services, Step.PLAN, [("closure", ".pdf")], self.progress, mark=DRAFT)

    def _tell(self, services: Services) -> None:
        """Tell the customers of some contracts that the service ends, publish the notice, enter how letters fared.

        Samples of every kind of letter show the wording before anybody gets one.
        """
        folder, language = self.papers.folder(Step.NOTICES), self.papers.language
        today = services.session.clock.today()
        contracts = services.records.ids(RecordQuery(kind=Kind.CONTRACT))[:TOLD]
        said = Particulars(RECIPIENT, CONTACT, ends_on=today)
        notice = services.notices.prepare(
            NoticeKind.CLOSING, said, folder, record_ids=contracts, language=language, progress=self.progress
        ).notice
        services.notices.publish(notice, today)
        services.replies.delivered(notice, Method.RETURNED, today, customers=[f"{notice}-0002"])
        services.replies.delivered(notice, Method.POST, today)
        for kind in NoticeKind:
            target = folder / self.papers.said(SAMPLES) / f"{self.papers.said(NOTICE_KINDS[kind])}.pdf"
            target.parent.mkdir(exist_ok=True)
            services.firm_papers.save_preview(kind, target, language=language)

    def _archive(self, services: Services) -> None:
        folder, language = self.papers.folder(Step.ARCHIVE), self.papers.language
        services.archives.write(folder, kind=Kind.ACCOUNTING, language=language, progress=self.progress)
        for place, title, box, volume, pages, first, last in SHELVES:
            period = date(first, 1, 1), date(last, 12, 31)
            services.papers.add(PaperEntry(place, title, box, volume, pages, *period))
        services.papers.labels(self.papers.file(Step.ARCHIVE, LABELS_TITLE, ".pdf"), language=language)

    def _hand_over(self, services: Services) -> None:
        """A class goes on at another school: its notice hung long enough, and the school has signed for the papers."""
        folder, language = self.papers.folder(Step.HANDOVER), self.papers.language
        today = services.session.clock.today()
        pupils = services.records.resolve(search=PUPILS)[:MOVING]
        notice = services.notices.prepare(
            NoticeKind.SUCCESSION, Particulars(SUCCESSOR, REACHED), folder, record_ids=pupils, language=language,
            progress=self.progress,
        ).notice  # fmt: skip
        services.notices.publish(notice, today - ANNOUNCED)
        services.replies.delivered(notice, Method.POST, today)
        order = services.transfers.prepare(SUCCESSOR, REACHED, record_ids=pupils).transfer.number
        services.transfers.execute(order, folder, language=language, progress=self.progress)
        services.transfers.accept(order, "孙接收", today)

    def _close(self, services: Services, out: Path) -> None:
        papers, progress = self.papers, self.progress
        papers.reports(services, Step.ARCHIVE, _ARCHIVED, progress)
        papers.reports(services, Step.NOTICES, [("deliveries", ".pdf")], progress)
        papers.reports(services, Step.INCIDENT, [("incidents", ".pdf")], progress)
        papers.reports(services, Step.DESTRUCTION, _DESTROYED, progress)
        self._sign_itself(services)
        # Before the record of backups, so that it is in it.
        services.backups.write(out / "结案后备份.qdbak", progress=progress)
        masked = papers.file(Step.CLOSURE, MASKED_TITLE, ".xlsx")
        services.exports.workbook(masked, masked=True, language=papers.language, progress=progress)
        papers.reports(services, Step.CLOSURE, _CLOSED, progress)
        self._sign_further(services)
        services.documents.export_all(papers.path(Step.WHOLE), language=papers.language, progress=progress)

    def _sign_itself(self, services: Services) -> None:
        """One list is signed with a certificate of the firm's own, as an authority would have given it out."""
        file = _identity(FIRM.name, services.session.clock.now())
        services.own_certificates.use(file, PASSPHRASE.encode(), "firm.p12")
        self.papers.reports(services, Step.DESTRUCTION, [("general-destruction-list", ".pdf")], self.progress)
        services.own_certificates.drop()

    def _sign_further(self, services: Services) -> None:
        """The closure report with two people's signatures more, one after another."""
        report = next(one for one in reversed(services.documents.all()) if one.file.endswith(".pdf"))
        for name, reason in SIGNERS:
            file = _identity(name, services.session.clock.now())
            signer = Countersigner(file, PASSPHRASE.encode(), f"{name}.p12", reason)
            folder = self.papers.folder(Step.SIGNED_FURTHER)
            services.documents.countersign(report.id, signer, folder, language=self.papers.language)


def _identity(name: str, now: datetime) -> bytes:
    key = new_signing_key()
    return identity_file(key, firm_certificate(key, name, "", now), PASSPHRASE.encode())
