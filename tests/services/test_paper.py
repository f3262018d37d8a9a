"""The register of paper files, and scans whose text is searched with their records."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.paper import PaperEntry
from app.domain.records import RecordQuery
from app.domain.words import Role, Sensitivity
from app.errors import Refused, UserError
from app.vault.secret import Secret
from tests.helpers.office_files import workbook
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import planted
from tests.helpers.scans import pdf_with_text
from tests.helpers.vaults import PASSPHRASE, opened

ENTRY = PaperEntry("三楼档案室 2 柜", "2019 年会员登记表", "A-03", "2", 118, date(2019, 1, 1), date(2019, 12, 31))


def test_an_entry_is_kept_corrected_and_taken_out(services: Services, tmp_path: Path) -> None:
    customer = planted(services.session).customers[0]
    made = services.papers.add(replace(ENTRY, customer=customer))
    assert made.entry == replace(ENTRY, customer=customer)
    assert made.customer_name
    changed = services.papers.change(made.id, replace(ENTRY, box="B-01"))
    assert (changed.entry.box, changed.entry.customer, changed.customer_name) == ("B-01", None, "")
    assert [one.id for one in services.papers.all()] == [made.id]
    services.papers.remove(made.id)
    assert services.papers.all() == ()
    with services.session.read() as uow:
        assert [event.action for event in uow.audit.newest(3)] == ["paper.remove", "paper.change", "paper.add"]


def test_the_register_stands_by_place_box_and_volume(services: Services) -> None:
    for place, box, volume in (("2 柜", "B", "1"), ("1 柜", "B", "2"), ("1 柜", "A", "9"), ("1 柜", "B", "1")):
        services.papers.add(PaperEntry(place, box=box, volume=volume))
    seen = [(one.entry.place, one.entry.box, one.entry.volume) for one in services.papers.all()]
    assert seen == [("1 柜", "A", "9"), ("1 柜", "B", "1"), ("1 柜", "B", "2"), ("2 柜", "B", "1")]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(ENTRY, place=" "), "paper-place-missing"),
        (replace(ENTRY, title="长" * 201), "paper-text-too-long"),
        (replace(ENTRY, pages=0), "paper-pages-wrong"),
        (replace(ENTRY, period_to=date(2018, 12, 31)), "paper-period-reversed"),
        (replace(ENTRY, customer="0" * 32), "customer-not-found"),
        (replace(ENTRY, record="0" * 32), "record-not-found"),
        (replace(ENTRY, record="0" * 32, customer="0" * 32), "one-owner-only"),
    ],
)
def test_a_wrong_entry_changes_nothing(services: Services, entry: PaperEntry, code: str) -> None:
    with pytest.raises(UserError, match=code):
        services.papers.add(entry)
    assert services.papers.all() == ()


def test_an_unknown_entry_is_said(services: Services) -> None:
    for paper_id in ("0" * 32, "nothing"):
        with pytest.raises(UserError, match="paper-not-found"):
            services.papers.remove(paper_id)
        with pytest.raises(UserError, match="paper-not-found"):
            services.papers.change(paper_id, ENTRY)


def test_who_may_only_read_sees_the_register_masked(services: Services, tmp_path: Path) -> None:
    customer = planted(services.session).customers[0]
    name = services.papers.add(replace(ENTRY, customer=customer)).customer_name
    services.operators.add("陈查阅", Role.VIEWER, Secret(PASSPHRASE))
    folder = services.session.folder.path
    services.close()
    viewer = opened(folder, operator="陈查阅")
    (seen,) = viewer.papers.all()
    with pytest.raises(Refused, match="role-forbids"):
        viewer.papers.add(ENTRY)
    viewer.close()
    assert seen.customer_name not in ("", name)
    assert seen.customer_name[0] == name[0]


def test_labels_name_the_files_asked_for(vault: Path, tmp_path: Path) -> None:
    services = opened(vault, renderer=PaperRenderer())
    with pytest.raises(UserError, match="paper-none"):
        services.papers.labels(tmp_path / "标签.pdf")
    first, _second = services.papers.add(ENTRY), services.papers.add(replace(ENTRY, box="B-77"))
    assert services.papers.labels(tmp_path / "标签.pdf") == 2
    assert services.papers.labels(tmp_path / "一张.pdf", paper_ids=(first.id,)) == 1
    assert "B-77" not in (tmp_path / "一张.pdf").read_text(encoding="utf-8")
    with pytest.raises(UserError, match="target-exists"):
        services.papers.labels(tmp_path / "标签.pdf")
    with pytest.raises(UserError, match="bad-suffix"):
        services.papers.labels(tmp_path / "标签.docx")
    services.close()


def test_a_scan_that_carries_text_is_found_with_its_record(services: Services, tmp_path: Path) -> None:
    found = planted(services.session)
    scan = pdf_with_text(tmp_path / "合同.pdf", ["补充协议", "退款账户：欧阳建国 6222021234567890"])
    (added,) = services.attachments.add([scan], record=found.records[1])
    assert (added.pages, added.text_found) == (1, True)
    for search in ("补充协议", "欧阳建国", "6222021234567890", "欧阳建国 补充"):
        listed = services.records.list(RecordQuery(search=search)).records
        assert [row.uid for row in listed] == [found.records[1]], search
    assert services.records.list(RecordQuery(search="欧阳建国 没有的词")).total == 0
    assert services.records.list(RecordQuery(search="补充协议", limit=1)).total == 1


def test_what_a_scan_tells_counts_in_its_records_grade(services: Services, tmp_path: Path) -> None:
    rows = [["服务日期", "服务内容"], *([f"2021-05-{day:02}", "烘焙课程"] for day in range(1, 6))]
    services.imports.run(workbook(tmp_path / "服务.xlsx", {"服务记录": rows}))
    assert {group.sensitivity for group in services.classification.propose().groups} == {Sensitivity.GENERAL}
    uid = services.records.list(RecordQuery(limit=1)).records[0].uid
    lines = ["病历摘要", "患者确诊乙肝，身份证号 310115198503124512"]
    services.attachments.add([pdf_with_text(tmp_path / "病历.pdf", lines)], record=uid)
    graded = {
        group.sensitivity: (group.records, group.pi_sensitive) for group in services.classification.propose().groups
    }
    assert graded == {Sensitivity.GENERAL: (4, False), Sensitivity.SENSITIVE: (1, True)}


def test_a_customers_scan_is_found_with_all_of_its_records(services: Services, tmp_path: Path) -> None:
    found = planted(services.session)
    services.attachments.add([pdf_with_text(tmp_path / "证.pdf", ["体检报告复印件"])], customer=found.customers[0])
    listed = services.records.list(RecordQuery(search="体检报告")).records
    assert listed
    assert {row.customer for row in listed} == {found.customers[0]}


def test_what_is_masked_is_not_found_by_its_scan(services: Services, tmp_path: Path) -> None:
    found = planted(services.session)
    services.attachments.add([pdf_with_text(tmp_path / "证.pdf", ["体检报告复印件"])], record=found.records[0])
    services.operators.add("陈查阅", Role.VIEWER, Secret(PASSPHRASE))
    folder = services.session.folder.path
    services.close()
    viewer = opened(folder, operator="陈查阅")
    assert viewer.records.list(RecordQuery(search="体检报告")).total == 0
    viewer.close()


def test_looking_at_a_scan_is_logged_and_writes_no_file(services: Services, tmp_path: Path) -> None:
    found = planted(services.session)
    scan = pdf_with_text(tmp_path / "合同.pdf", ["补充协议"])
    (added,) = services.attachments.add([scan], record=found.records[0])
    before = sorted(services.session.folder.path.rglob("*"))
    look = services.attachments.look(added.id)
    assert (look.name, look.pages) == ("合同.pdf", 1)
    page = look.draw(0, 300)
    assert (page.width, len(page.rgb)) == (300, 3 * 300 * page.height)
    assert 0 < sum(byte < 128 for byte in page.rgb) < len(page.rgb) // 20
    with pytest.raises(UserError, match="scan-not-shown"):
        look.draw(1, 300)
    assert sorted(services.session.folder.path.rglob("*")) == before
    with services.session.read() as uow:
        assert uow.audit.newest(1)[0].action == "attachment.show"
    paper = services.papers.add(ENTRY)
    with pytest.raises(UserError, match="attachment-is-paper"):
        services.attachments.look(paper.id)
