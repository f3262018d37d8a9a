"""One flipped byte anywhere in anything that is given out: `verify` says no, and says what.

Every region is met in every run: beginnings and ends, the marks of the formats (a PDF's cross-reference table and
trailer, bytes behind the last %%EOF, a signature's room, the parts of a sealed file), and bytes spread over the rest.
With QINGDANG_SLOW=1 it is every byte.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.slips import read_slip
from app.domain.words import Closure, Kind
from app.errors import Damaged
from app.services.verification import verify
from reports.renderer import PdfRenderer
from tests.helpers.planted import planted
from tests.helpers.shops import approved, ids_of, make_shop
from tests.helpers.signers import countersigner
from tests.helpers.sweeps import is_full_size
from tests.helpers.vaults import FixedClock, make_vault, opened, sample_firm
from tests.services.test_transfers import TAKER, announced

RENDERER = PdfRenderer()
TYPED_ALIKE = str.maketrans({"0": "O", "1": "I", "8": "B"})
MARKS = (
    *(b"%%EOF", b"startxref", b"xref", b"/ByteRange", b"/Contents", b"/Prev", b"0" * 64, b"/EmbeddedFile"),
    *(b"QDSEAL1", b"eyJ", b"PK\x01\x02", b"PK\x05\x06"),
)
EDGE, SPREAD = 6, 16


@pytest.fixture(scope="module")
def given_out(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of each kind of file that `verify` takes, really drawn and signed."""
    folder = tmp_path_factory.mktemp("given-out")
    return {**_destroyed(folder / "destroyed"), **_handed_over(folder / "handed"), **_ended(folder / "ended")}


def _destroyed(folder: Path) -> dict[str, Path]:
    folder.mkdir()
    with closing(make_shop(folder, renderer=RENDERER)) as shop:
        backup = Path(shop.backups.write(folder / "a.qdbak").file)
        done = shop.destruction.execute(approved(shop, ids_of(shop)[:5]), folder / "out")
        report = Path(shop.reports.write("closure", folder / "closure.pdf", language="zh").file)
    assert done.certificate is not None
    certificate, signed = Path(done.certificate.file), folder / "signed.pdf"
    later = RENDERER.countersign(certificate.read_bytes(), countersigner("张律师", "见证"), FixedClock().now(), "zh")
    signed.write_bytes(later)
    return {"backup": backup, "destruction": certificate, "countersigned": signed, "report": report}


def _handed_over(folder: Path) -> dict[str, Path]:
    folder.mkdir()
    vault = make_vault(folder, firm=sample_firm(Closure.MERGER))
    with closing(opened(vault, renderer=RENDERER, clock=FixedClock())) as services:
        planted(services.session, 3)
        planted(services.session, 2, rule="ACC-VOUCHER", kind="accounting", trigger_date="2024-12-31")
        announced(services, folder)
        archived = services.archives.write(folder / "archive", kind=Kind.ACCOUNTING)
        services.transfers.prepare(TAKER, "021")
        handed = services.transfers.execute("YJ-2026-001", folder / "out")
    assert handed.package is not None
    assert handed.certificate is not None
    return {
        "archive": Path(archived.certificate.file),
        "archive-package": Path(archived.package),
        "transfer": Path(handed.certificate.file),
        "transfer-package": Path(handed.package),
    }


def _ended(folder: Path) -> dict[str, Path]:
    folder.mkdir()
    with closing(opened(make_vault(folder), renderer=RENDERER, clock=FixedClock())) as services:
        firm = services.session.firm.name
        for _ in range(2):
            services.endings.sign(services.session.signer)
        ended = services.endings.execute(folder / "out", firm)
    return {"vault-end": Path(ended.certificate.file)}


KINDS = (
    *("backup", "destruction", "countersigned", "report", "archive", "archive-package", "transfer", "transfer-package"),
    "vault-end",
)


def offsets(data: bytes) -> Iterator[int]:
    """Every byte at full size; else the edges, what lies about the formats' marks, and some of all the rest."""
    if is_full_size():
        yield from range(len(data))
        return
    found = {*range(EDGE), *range(len(data) - EDGE, len(data)), *range(0, len(data), max(1, len(data) // SPREAD))}
    for mark in MARKS:
        for at in {data.find(mark), data.rfind(mark)} - {-1}:
            found.update({max(0, at - 1), at, at + len(mark) - 1, min(len(data) - 1, at + len(mark))})
    yield from sorted(found)


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("kind", KINDS)
def test_a_flipped_byte_is_noticed_and_named(given_out: dict[str, Path], tmp_path: Path, kind: str) -> None:
    whole = given_out[kind].read_bytes()
    good = verify(given_out[kind], RENDERER)
    assert good.valid, good
    changed = tmp_path / given_out[kind].name
    for at in offsets(whole):
        changed.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        found = verify(changed, RENDERER)
        assert not found.valid, at
        assert [check.name for check in found.checks if not check.ok], at


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_added_anywhere_outside_are_noticed(given_out: dict[str, Path], tmp_path: Path, kind: str) -> None:
    """Behind the last %%EOF, before the header, and a zip file's comment among them."""
    whole = given_out[kind].read_bytes()
    changed = tmp_path / given_out[kind].name
    for data in (whole + b"\n", whole + b"\0", b"\n" + whole, whole + whole[-64:], whole + b"PK\x05\x06" + bytes(18)):
        changed.write_bytes(data)
        assert not verify(changed, RENDERER).valid


def test_a_changed_letter_makes_a_slip_unreadable(tmp_path: Path) -> None:
    """Each letter, in each of its bits; capitals alone make no difference, since slips are typed too."""
    with closing(make_shop(tmp_path, renderer=RENDERER)) as shop:
        text = shop.slips.of_records(ids_of(shop)[:1])[0].slips[0]
    assert read_slip(text).text == text
    for at, letter in enumerate(text):
        for bit in range(7):
            other = chr(ord(letter) ^ 1 << bit)
            changed = text[:at] + other + text[at + 1 :]
            if other.upper() == letter or changed.translate(TYPED_ALIKE) == text:
                assert read_slip(changed).text == text
                continue
            with pytest.raises(Damaged, match="slip-unreadable"):
                read_slip(changed)
