"""The demonstration: a whole closure of an invented firm, through the same services that the screens use."""

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import Services, create_vault, open_vault
from app.domain.assessments import QUESTIONS, Answer, Form, Subject, Verdict
from app.domain.documents import Renderer
from app.domain.legal_bases import LegalBasis
from app.domain.notices import Method, Particulars
from app.domain.origins import Origin
from app.domain.records import RecordQuery
from app.domain.words import Kind, NoticeKind, Role
from app.errors import UserError
from app.formats.samples.office import FIRM, write_samples
from app.jobs import Progress
from app.vault.secret import Secret

HANDLER, APPROVER, WITNESS = "王经办", "李清算", "赵监销"
# Letters that need no input method: a passphrase is typed without one.
PASSPHRASE = "qingdang-2026"  # noqa: S105 - opens invented data only, and is shown to whoever runs the demo
DISPUTED = "阿依古丽"
RECIPIENT, CONTACT = "清算组（李清算）", "021-5550 0136"
TOLD = 40  # customers who get a letter: each is a PDF of its own


# Written at the very end, so that the backup is in its record.
_LISTS = {
    "appraisal-opinion": "档案鉴定意见书.pdf",
    "destruction-list": "会计档案销毁清册.pdf",
    "general-destruction-list": "档案销毁清册.pdf",
    "classification": "分类汇总表.pdf",
    "retention-plan": "保管期限与处置计划.pdf",
    "closing-plan": "注销待办清单.pdf",
    "volume-catalogue": "案卷目录.pdf",
    "file-catalogue": "卷内目录.xlsx",
    "handover-list": "档案移交清册.pdf",
    "assessments": "评估与自查.pdf",
    "backups": "备份与恢复记录.pdf",
}


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """Where everything is: the vault, its documents, the passphrase of all three operators."""

    vault: str
    documents: tuple[str, ...]
    samples: tuple[str, ...]
    passphrase: str
    seconds: float


def prepare_demo(out: Path, renderer: Renderer, progress: Progress | None = None) -> tuple[Path, list[Path]]:
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
    create_vault(vault, firm=FIRM, operator=HANDLER, passphrase=secret)
    services = open_vault(vault, secret, operator=HANDLER, renderer=renderer)
    try:
        services.operators.add(APPROVER, Role.APPROVER, secret)
        services.operators.add(WITNESS, Role.WITNESS, secret)
        origin = Origin(source="门店与网店", purpose="提供课程与商品", legal_basis=LegalBasis.CONTRACT)
        for sample in samples:
            services.imports.run(sample, origin=origin, progress=progress)
    finally:
        services.close()
    return vault, samples


def run_demo(out: Path, renderer: Renderer, language: str, progress: Progress | None = None) -> Demonstrated:
    """Take the demo firm from its files to the finished closure; every document is left in `out`."""
    began = time.monotonic()
    progress = progress or Progress()
    vault, samples = prepare_demo(out, renderer, progress)
    documents = out / "文件"
    documents.mkdir(exist_ok=True)
    order = _handle(vault, documents, renderer, language, progress)
    _approve(vault, order, renderer)
    with _opened(vault, HANDLER, renderer) as services:
        services.destruction.execute(order, documents, language=language, progress=progress)
    with _opened(vault, WITNESS, renderer) as services:
        services.destruction.witness(order, services.session.signer, documents, language=language)
    with _opened(vault, HANDLER, renderer) as services:
        _close(services, out, documents, language, progress)
    left = sorted(str(path) for path in documents.rglob("*") if path.is_file())
    return Demonstrated(
        str(vault), tuple(left), tuple(map(str, samples)), PASSPHRASE, round(time.monotonic() - began, 1)
    )


def _opened(vault: Path, operator: str, renderer: Renderer) -> closing[Services]:
    return closing(open_vault(vault, Secret(PASSPHRASE), operator=operator, renderer=renderer))


def _handle(vault: Path, documents: Path, renderer: Renderer, language: str, progress: Progress) -> str:
    """What the handler does: classify, freeze what is disputed, archive the accounts, prepare the order."""
    with _opened(vault, HANDLER, renderer) as services:
        services.classification.accept(progress=progress)
        disputed = services.records.resolve(uids=[], search=DISPUTED)
        services.holds.add("课程退费争议，尚未结案", disputed)
        _assess(services)
        _tell(services, documents, language, progress)
        services.archives.write(documents, kind=Kind.ACCOUNTING, search=None, language=language, progress=progress)
        return services.destruction.prepare(None, progress=progress).order


def _assess(services: Services) -> None:
    """Assess the handling of children's and accounts' data (PIPL 55), and audit the firm itself as a small handler."""
    for form, subject, conclusion in (
        (Form.IMPACT, Subject.SENSITIVE, "仅为结案处理，措施与风险相适应，可以进行"),
        (Form.AUDIT, None, "基本合规，不合规之处已经整改"),
    ):
        answers = {question.name: Answer(Verdict.YES) for question in QUESTIONS[form]}
        if form is Form.AUDIT:
            answers["rights"] = Answer(Verdict.NO, "原无受理渠道，已公布清算组的电话和邮箱")
        services.assessments.add(form, subject, answers, conclusion)


def _tell(services: Services, documents: Path, language: str, progress: Progress) -> None:
    """Tell the customers of some contracts that the service ends, publish the notice, enter how letters fared."""
    today = services.session.clock.today()
    contracts = services.records.ids(RecordQuery(kind=Kind.CONTRACT))[:TOLD]
    said = Particulars(RECIPIENT, CONTACT, ends_on=today)
    notice = services.notices.prepare(
        NoticeKind.CLOSING, said, documents / "告知", record_ids=contracts, language=language, progress=progress
    ).notice
    services.notices.publish(notice, today)
    services.replies.delivered(notice, Method.RETURNED, today, customers=[f"{notice}-0002"])
    services.replies.delivered(notice, Method.POST, today)
    services.reports.write("deliveries", documents / "告知送达登记表.pdf", language=language, progress=progress)


def _approve(vault: Path, order: str, renderer: Renderer) -> None:
    with _opened(vault, APPROVER, renderer) as services:
        services.destruction.approve(order, services.session.signer)


def _close(services: Services, out: Path, documents: Path, language: str, progress: Progress) -> None:
    for name in ("结案报告.pdf", "结案报告.xlsx"):
        services.reports.write("closure", documents / name, language=language, progress=progress)
    for name in ("个人信息清单.xlsx", "个人信息清单.pdf"):
        services.reports.write("inventory", documents / name, language=language, progress=progress)
    services.reports.write("destruction-register", documents / "销毁登记簿.pdf", language=language, progress=progress)
    services.reports.write("audit", documents / "审计日志.pdf", language=language, progress=progress)
    services.backups.write(out / "结案后备份.qdbak", progress=progress)
    for kind, name in _LISTS.items():
        services.reports.write(kind, documents / name, language=language, progress=progress)
