"""The vaults that pictures are taken of: one invented firm at each stage of its closing, and a few odd ones.

All go through the real services; only the key derivation costs nothing, and the clock stands.
"""

import csv
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

from app.bootstrap import Services
from app.domain.firm import Firm, Profile
from app.domain.legal_bases import LegalBasis
from app.domain.origins import Origin
from app.domain.records import RecordQuery
from app.domain.words import Closure, Kind, Role
from app.formats.samples.office import FIRM, write_samples
from app.vault.secret import Secret
from reports.renderer import PdfRenderer
from tests.helpers.books import Cell, write_book
from tests.helpers.vaults import USCC, FixedClock, make_vault, opened

HANDLER, APPROVER, WITNESS, VIEWER = "王经办", "李清算", "赵监销", "钱查阅"
PASSPHRASE = "清档演示-2026"
DISPUTED = 7
EMPTY, IMPORTED, PLANNED, ORDERED, CLOSED, ONE_ROW, LONGEST = (
    "empty",
    "imported",
    "planned",
    "ordered",
    "closed",
    "one-row",
    "longest",
)
LONGEST_FIRM = Firm(
    "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克草原文化旅游综合开发与客户服务有限责任公司（清算组）",
    USCC,
    Closure.ADDRESS_CANCELLATION,
)
LONGEST_OPERATOR = "阿不都热合曼·买买提依明·吐尔逊江·艾合买提"
_SUFFIX = ".qingdang"
_ORIGIN = Origin(source="门店与网店", purpose="提供课程与商品", legal_basis=LegalBasis.CONTRACT)


def vault_of(folder: Path, name: str) -> Path:
    """Where the vault of this name lies under the folder."""
    return folder / name / f"{FIRM.name}{_SUFFIX}"


def build(folder: Path, rows: int | None = None) -> None:
    """Make all vaults under the folder; with `rows` only the first rows of each of the office's sheets go in."""
    samples = office_files(folder, rows)
    people = ((APPROVER, Role.APPROVER), (WITNESS, Role.WITNESS), (VIEWER, Role.VIEWER))
    for name in (EMPTY, ONE_ROW):
        _make(folder, name, people[:1] if name is ONE_ROW else ())
    _make(folder, IMPORTED, people)
    with _open(folder, ONE_ROW, 1) as services:
        services.imports.run(_one_row(folder), origin=_ORIGIN)
    with _open(folder, IMPORTED, 2) as services:
        for sample in samples:
            services.imports.run(sample, origin=_ORIGIN)
    _longest(folder)
    _follow(folder, IMPORTED, PLANNED)
    with _open(folder, PLANNED, 3) as services:
        _classify(services)
    _follow(folder, PLANNED, ORDERED)
    with _open(folder, ORDERED, 4) as services:
        services.settings.change({"cooling-off-days": "7"})
        order = services.destruction.prepare(None).order
    with _open(folder, ORDERED, 5, APPROVER) as services:
        services.destruction.approve(order, services.session.signer)
    _follow(folder, PLANNED, CLOSED)
    _close(folder)


def office_files(folder: Path, rows: int | None = None) -> list[Path]:
    """The invented firm's files, as many rows of each sheet as asked for."""
    place = folder / "原始文件"
    if place.exists():
        return sorted(place.iterdir())
    written = write_samples(place)
    if rows is not None:
        for path in written:
            _shorten(path, rows)
    return sorted(written)


def write_messy(folder: Path) -> None:
    """What a counter leaves behind: a list with cells to clean, a protected workbook, a picture."""
    rows: list[list[Cell]] = [
        ["姓名", "手机号码", "到店日期", "备注"],
        ["张　三", "138-1234-5678", "2019年3月1日", "会员ＶＩＰ，８折"],
        [" 李秀英", "１３９１２３４５６７８", "2019/3/2", "无"],
        ["王伟", "0000", "2019-03-03", "转介绍"],
        ["合计", "3", "", ""],
    ]
    write_book(folder / "柜台登记.xlsx", {"登记": rows})
    plain = write_book(folder / "名单.xlsx", {"名单": rows})
    with plain.open("rb") as source, (folder / "加密名单.xlsx").open("wb") as target:
        OOXMLFile(source).encrypt("2026", target)
    plain.unlink()
    (folder / "合影.jpg").write_bytes(b"\xff\xd8\xff")


@contextmanager
def _open(folder: Path, name: str, hour: int, operator: str = HANDLER) -> Iterator[Services]:
    clock = FixedClock(datetime(2026, 11, 18, hour, 10 + hour, tzinfo=UTC))
    services = opened(
        vault_of(folder, name), operator=operator, passphrase=PASSPHRASE, clock=clock, renderer=PdfRenderer()
    )
    try:
        yield services
    finally:
        services.close()


def _make(folder: Path, name: str, people: Sequence[tuple[str, Role]]) -> None:
    place = folder / name
    place.mkdir()
    profile = Profile(service_ended_on=date(2026, 9, 30), has_prepaid_cards=True, is_platform=True)
    firm = Firm(FIRM.name, FIRM.uscc, FIRM.closure, profile)
    clock = FixedClock(datetime(2026, 11, 16, 1, 30, tzinfo=UTC))
    make_vault(place, name=f"{FIRM.name}{_SUFFIX}", firm=firm, operator=HANDLER, passphrase=PASSPHRASE, clock=clock)
    if people:
        with _open(folder, name, 0) as services:
            for person, role in people:
                services.operators.add(person, role, Secret(PASSPHRASE))


def _longest(folder: Path) -> None:
    """A vault where every name is as long as names get."""
    place = folder / LONGEST
    place.mkdir()
    make_vault(place, name=f"{FIRM.name}{_SUFFIX}", firm=LONGEST_FIRM, operator=LONGEST_OPERATOR, passphrase=PASSPHRASE)
    rows: list[list[Cell]] = [
        ["客户姓名", "身份证号码", "联系电话", "收货地址", "备注"],
        [
            LONGEST_OPERATOR,
            "652827199001011236",
            "13900001234",
            "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克镇友谊路一千二百三十四号院五十六幢七单元八百零九室",
            "长期客户，" * 40,
        ],
    ]
    book = write_book(
        folder / "二〇一六年至二〇二五年全部分公司客户名单及回访记录汇总表（最终版）（财务已核对）.xlsx",
        {
            "第一分公司客户名单及回访记录": rows,
        },
    )
    with _open(folder, LONGEST, 2, LONGEST_OPERATOR) as services:
        services.imports.run(book, origin=_ORIGIN)


def _one_row(folder: Path) -> Path:
    rows: list[list[Cell]] = [["姓名", "电话", "最近到店"], ["张晓明", "13800138000", date(2024, 5, 6)]]
    return write_book(folder / "客户.xlsx", {"客户": rows})


def _follow(folder: Path, before: str, name: str) -> None:
    """Begin a later stage with a copy of an earlier one."""
    shutil.copytree(folder / before, folder / name)


def _classify(services: Services) -> None:
    services.classification.accept()
    services.holds.add("课程退费争议，尚未结案", services.records.ids(RecordQuery(kind=Kind.BASIC))[:DISPUTED])


def _close(folder: Path) -> None:
    """From the plan to the certificates and reports."""
    papers = folder / "文件"
    papers.mkdir()
    with _open(folder, CLOSED, 4) as services:
        services.archives.write(papers, kind=Kind.ACCOUNTING, search=None)
        order = services.destruction.prepare(None).order
    with _open(folder, CLOSED, 5, APPROVER) as services:
        services.destruction.approve(order, services.session.signer)
    with _open(folder, CLOSED, 6) as services:
        services.destruction.execute(order, papers)
    with _open(folder, CLOSED, 7, WITNESS) as services:
        services.destruction.witness(order, services.session.signer, papers)
    with _open(folder, CLOSED, 8) as services:
        services.reports.write("closure", papers / "结案报告.pdf")
        services.backups.write(papers / "结案后备份.qdbak")


def _shorten(path: Path, rows: int) -> None:
    """Keep the first rows of a workbook's sheets, or of a text table."""
    if path.suffix == ".csv":
        lines = path.read_text(encoding="gb18030").splitlines()
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(csv.reader(lines[:rows]))
        return
    book = load_workbook(path)
    for sheet in book.worksheets:
        if sheet.max_row > rows:
            sheet.delete_rows(rows + 1, sheet.max_row - rows)
    book.save(path)
