"""A vault in which everything happened once: what its papers count and name is what the database says, read back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Services
from app.domain.assessments import QUESTIONS, Answer, Form, Subject, Verdict
from app.domain.incident_register import Account, Event, InfoKind
from app.domain.incidents import Incident
from app.domain.notices import Method, Particulars
from app.domain.words import Closure, Kind, NoticeKind
from app.services.documents import IssuedDocument
from app.services.reports import KINDS
from reports.renderer import PdfRenderer
from tests.helpers.pdf_text import squeezed, text_of
from tests.helpers.planted import planted
from tests.helpers.vaults import FixedClock, make_vault, opened, sample_firm

TAKER = "上海新芽教育科技有限公司"
SERVICES, VOUCHERS, MOVED, LATER = 1_207, 45, 4, 3
NAME, PHONE = "欧阳建国", "13800138000"
FROZEN = "SELECT count(DISTINCT record_id) FROM hold_record JOIN hold ON hold.id = hold_id WHERE released_at IS NULL"
# Of a kind of report: the sheet, the column's number, and what the column adds up to.
SUMS = [
    ("closure", "去向", 1, "SELECT sum(records_added) FROM sheet"),
    ("closure", "来源", 5, "SELECT sum(records_added) FROM sheet"),
    ("closure", "分类", 4, "SELECT count(*) FROM record"),
    ("closure", "处置", 2, "SELECT count(*) FROM record"),
    ("closure", "处置", 3, FROZEN),
    ("closure", "告知", 4, "SELECT count(*) FROM notice_letter"),
    ("closure", "告知", 5, "SELECT count(*) FROM notice_letter WHERE method != 'returned'"),
    ("closure", "告知", 6, "SELECT count(*) FROM notice_letter WHERE method = 'returned'"),
    ("closure", "移交", 4, "SELECT sum(records) FROM transfer"),
    ("deliveries", "告知", 6, "SELECT count(*) FROM notice_letter"),
    ("volume-catalogue", "案卷", 4, "SELECT count(*) FROM record WHERE kind = 'accounting'"),
    ("file-catalogue", "案卷", 4, "SELECT count(*) FROM record WHERE kind = 'accounting'"),
    ("handover-list", "移交", 3, "SELECT count(*) FROM record WHERE kind = 'accounting'"),
]  # fmt: skip
# And where a sheet has a row for each thing: how many there are.
ROWS = [
    ("closure", "销毁单", "SELECT count(*) FROM disposal_order"),
    ("closure", "冻结", "SELECT count(*) FROM hold"),
    ("closure", "副本", "SELECT count(*) FROM outside_copy"),
    ("closure", "责任人员", "SELECT count(*) FROM operator"),
    ("backups", "备份", "SELECT count(*) FROM outside_copy WHERE kind = 'backup'"),
    ("assessments", "已填表单", "SELECT count(*) FROM assessment"),
    ("incidents", "安全事件", "SELECT count(*) FROM incident"),
]
REGISTERS = {
    "提供记录（导出档案、附件、文件）": ("export.workbook", "attachment.export", "document.export"),
    "冻结与解冻": ("hold.add", "hold.release"),
    "备份与恢复": ("backup.write", "vault.restore"),
}


@dataclass(frozen=True)
class Story:
    """The reports as files, of a vault of which nothing has changed since."""

    services: Services
    folder: Path

    def sheet(self, kind: str, name: str) -> list[tuple[object, ...]]:
        """The rows under the head, the sum not counted."""
        rows = load_workbook(self.folder / f"{kind}.xlsx")[name].iter_rows(min_row=2, values_only=True)
        return [row for row in rows if row[0] and row[0] != "合计" and "合计" not in row]

    def text(self, kind: str) -> str:
        return text_of((self.folder / f"{kind}.pdf").read_bytes())

    def value(self, statement: str) -> int:
        with self.services.session.read() as uow:
            return int(uow.connection.value(statement) or 0)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder, clock = tmp_path_factory.mktemp("story"), FixedClock()
    firm = sample_firm(Closure.MERGER)
    services = opened(make_vault(folder, firm=firm, clock=clock), renderer=PdfRenderer(), clock=clock)
    _happen(services, folder)
    for kind in KINDS:
        for suffix in (".pdf", ".xlsx"):
            services.reports.write(kind, folder / f"{kind}{suffix}")
    yield Story(services, folder)
    services.close()


def _happen(services: Services, folder: Path) -> None:
    """Archived, told, handed over, frozen, assessed, an incident, a backup, and what is left destroyed."""
    today = services.session.clock.today()
    moved = planted(services.session, MOVED)
    planted(services.session, VOUCHERS, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    services.archives.write(folder, kind=Kind.ACCOUNTING)
    for form, subject in ((Form.IMPACT, Subject.SENSITIVE), (Form.AUDIT, None)):
        answers = {question.name: Answer(Verdict.YES) for question in QUESTIONS[form]}
        services.assessments.add(form, subject, answers, "可以进行")
    ids = services.records.resolve(uids=moved.records, search=None)
    notice = services.notices.prepare(
        NoticeKind.SUCCESSION, Particulars(TAKER, "021"), folder / "letters", record_ids=ids
    )
    services.notices.publish(notice.notice, today.replace(month=9, day=1))
    services.replies.delivered(notice.notice, Method.RETURNED, today, customers=[f"{notice.notice}-0002"])
    services.replies.delivered(notice.notice, Method.POST, today)
    order = services.transfers.prepare(TAKER, "021", record_ids=ids).transfer.number
    services.transfers.execute(order, folder / "out")
    services.transfers.accept(order, "孙接收", today)
    account = Account(Event.LOSS, Incident(services.session.clock.now(), 2), (InfoKind.CONTACT,), "遗失一张签到表")
    services.incidents.add(account)
    left = planted(services.session, LATER)
    with services.session.write() as uow:
        for table, column in (("record", "title"), ("customer", "name")):
            uow.connection.execute(f"UPDATE {table} SET {column} = ? WHERE id < 20", (f"{NAME} · {PHONE}",))  # noqa: S608
        uow.commit()
    services.holds.add(f"{NAME}退费争议，电话{PHONE}", services.records.resolve(uids=left.records[:1], search=None))
    planted(services.session, SERVICES)
    disposal = services.destruction.prepare(None).order
    services.destruction.approve(disposal, services.session.signer)
    services.destruction.execute(disposal, folder / "out")
    services.backups.write(folder / "b.qdbak")


@pytest.mark.parametrize(("kind", "sheet", "at", "statement"), SUMS)
def test_a_column_adds_up_in_the_workbook_and_on_paper(
    story: Story, kind: str, sheet: str, at: int, statement: str
) -> None:
    counted = story.value(statement)
    assert sum(cell for row in story.sheet(kind, sheet) if isinstance(cell := row[at], int)) == counted
    under = [row[at] for row in load_workbook(story.folder / f"{kind}.xlsx")[sheet].iter_rows(values_only=True)][-1]
    assert str(under).startswith("=SUM(")
    assert f"{counted:,}" in story.text(kind)


@pytest.mark.parametrize(("kind", "sheet", "statement"), ROWS)
def test_each_thing_has_its_row(story: Story, kind: str, sheet: str, statement: str) -> None:
    assert len(story.sheet(kind, sheet)) == story.value(statement)


def test_the_registers_count_the_log(story: Story) -> None:
    told = {str(row[0]): row[1] for row in story.sheet("closure", "登记簿")}
    for name, actions in REGISTERS.items():
        listed = ", ".join(f"'{action}'" for action in actions)
        assert told[name] == story.value(f"SELECT count(*) FROM audit WHERE action IN ({listed})")  # noqa: S608


def test_the_log_is_extracted_whole(story: Story) -> None:
    """Up to the report's own event: nothing is left out, nothing twice."""
    rows = story.sheet("audit", "事件")
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    with story.services.session.read() as uow:
        hashes = [str(row[0]) for row in uow.connection.rows("SELECT lower(hex(hash)) FROM audit ORDER BY seq")]
    assert [row[-1] for row in rows] == hashes[: len(rows)]


def test_every_figure_that_was_counted_twice_agrees(story: Story) -> None:
    """In the workbook's reconciliation, in its text on paper, and with what the report says first."""
    rows = story.sheet("closure", "数字核对")
    assert len(rows) >= 7
    assert {row[4] for row in rows} == {"相符"}
    for row in rows:
        assert row[1] == row[3]
        assert f"{row[1]:,}" in story.text("closure")
    gone, present = (story.value(f"SELECT count(*) FROM {table}") for table in ("stub", "record"))  # noqa: S608
    assert squeezed(f"已销毁 {gone:,} 条，现存库内 {present:,} 条") in story.text("closure")


def test_a_hand_over_names_its_certificate_by_number(story: Story) -> None:
    """Its number stands among the documents that were issued; the timeline tells of it."""
    (row,) = story.sheet("closure", "移交")
    assert row[7] in {one.number for one in story.services.documents.all()}
    text = story.text("closure")
    assert squeezed(f"执行移交 YJ-2026-001，档案 {MOVED} 条") in text
    assert squeezed(f"已向接收方移交 {MOVED} 条") in text


def test_certificates_count_what_they_did(story: Story) -> None:
    numbers = {one.number: text_of(story.services.documents.content(one.number)) for one in _pdfs(story)}
    gone = story.value("SELECT count(*) FROM stub")
    assert f"{gone:,}条档案" in numbers["XHZ-2026-001"]
    assert f"{VOUCHERS}条档案" in numbers["GDZ-2026-001"]
    assert f"{MOVED}条档案" in numbers["YJZ-2026-001"]


def _pdfs(story: Story) -> list[IssuedDocument]:
    return [one for one in story.services.documents.all() if one.number[:3] in ("XHZ", "GDZ", "YJZ")]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_workbook_names_no_customer(story: Story, kind: str) -> None:
    """Masked by default, titles and the reasons that somebody wrote too."""
    for sheet in load_workbook(story.folder / f"{kind}.xlsx").worksheets:
        said = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
        assert NAME not in said
        assert PHONE not in said
    assert NAME not in story.text(kind)


def test_names_there_are_to_be_masked(story: Story) -> None:
    """The check above: the vault has the name, and the closure says its reason without it."""
    assert story.value(f"SELECT count(*) FROM record WHERE title LIKE '{NAME}%'") > 0  # noqa: S608
    assert any("退费争议" in str(row[0]) for row in story.sheet("closure", "冻结"))
