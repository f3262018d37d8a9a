"""Documents: time against a bare canvas, memory and size, beside other libraries on the same rows (issue 7)."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.domain.documents import DocumentKey
from app.domain.notices import Addressee
from app.domain.words import NoticeKind
from reports.renderer import PdfRenderer
from tests.bench.rival_registers import bare_canvas, fpdf2, texts, typst
from tests.helpers.evidence import destruction, register
from tests.helpers.list_evidence import notice_facts
from tests.helpers.signing_keys import document_key

CERTIFICATE_BYTES = 400_000
BYTES_A_RECORD = 32
REGISTER_ROWS = 100_000
TIMES_BARE = 1.5
TIMES_TEN = 10.5
REGISTER_MEGABYTES = 200
LETTERS = 1_000
LETTERS_SECONDS = 60.0
RIVAL_ROWS = 10_000
_PEAK = """
import sys
from pathlib import Path
from tests.helpers.evidence import register
from tests.helpers.signing_keys import document_key
from reports.renderer import PdfRenderer
evidence = register(entries=int(sys.argv[1]))
PdfRenderer().report(evidence, "zh", ".pdf", document_key())
status = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


@pytest.fixture(scope="module")
def key() -> DocumentKey:
    return document_key()


def seconds(work: Callable[[], object]) -> float:
    """Of this process's own time: other programs' work on the machine is not counted."""
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("groups", [1, 20, 200])
def test_destruction_certificate(benchmark: BenchmarkFixture, key: DocumentKey, groups: int) -> None:
    """A certificate with its commitments (32 bytes a record): under 400 KB beside them."""
    evidence = destruction(groups=groups)
    attachments = {"evidence.jws": bytes(6_000), "commitments.bin": commitments(evidence.records)}
    pdf = benchmark(PdfRenderer().destruction_certificate, evidence, attachments, "zh", key)
    benchmark.extra_info["bytes"] = len(pdf)
    assert len(pdf) < CERTIFICATE_BYTES + BYTES_A_RECORD * evidence.records


def commitments(records: int) -> bytes:
    """Hashes, which don't compress."""
    return b"".join(sha256(i.to_bytes(8, "big")).digest() for i in range(records))


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_register(benchmark: BenchmarkFixture, key: DocumentKey, suffix: str) -> None:
    evidence = register(entries=RIVAL_ROWS)
    made = benchmark.pedantic(  # type: ignore[no-untyped-call]  # its author left it so
        PdfRenderer().report, args=(evidence, "zh", suffix, key), rounds=2
    )
    benchmark.extra_info["bytes"] = len(made.content)


def test_a_register_takes_little_longer_than_drawing_its_strings(benchmark: BenchmarkFixture, key: DocumentKey) -> None:
    """100,000 rows, at most 1.5 times a canvas that only draws them; both timed twice, the better one counts."""
    evidence = register(entries=REGISTER_ROWS)
    bare = min(seconds(lambda: bare_canvas(texts(evidence))) for _ in range(2))
    ours = benchmark.pedantic(  # type: ignore[no-untyped-call]  # its author left it so
        lambda: min(seconds(lambda: PdfRenderer().report(evidence, "zh", ".pdf", key)) for _ in range(2)), rounds=1
    )
    benchmark.extra_info |= {"bare, seconds": round(bare, 2), "ours, seconds": round(ours, 2)}
    benchmark.extra_info["times bare"] = round(ours / bare, 2)
    assert ours <= TIMES_BARE * bare


def test_a_register_of_a_million_is_linear(benchmark: BenchmarkFixture, key: DocumentKey) -> None:
    """Ten times the rows in at most 10.5 times the time."""

    def measured() -> float:
        few, many = register(entries=REGISTER_ROWS), register(entries=10 * REGISTER_ROWS)
        one = min(seconds(lambda: PdfRenderer().report(few, "zh", ".pdf", key)) for _ in range(2))
        return seconds(lambda: PdfRenderer().report(many, "zh", ".pdf", key)) / one

    times = benchmark.pedantic(measured, rounds=1)  # type: ignore[no-untyped-call]  # its author left it so
    benchmark.extra_info["times 100,000 rows"] = round(times, 2)
    assert times <= TIMES_TEN


def test_a_register_needs_little_memory(benchmark: BenchmarkFixture) -> None:
    """The whole process that makes 100,000 rows, from its start to the signed file; as Linux tells it."""

    def peak() -> float:
        command = [sys.executable, "-c", _PEAK, str(REGISTER_ROWS)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
        return int(done.stdout) / 1024

    megabytes = benchmark.pedantic(peak, rounds=1)  # type: ignore[no-untyped-call]  # its author left it so
    benchmark.extra_info["megabytes"] = round(megabytes)
    assert megabytes < REGISTER_MEGABYTES


def test_a_thousand_letters_signed(benchmark: BenchmarkFixture, key: DocumentKey) -> None:
    facts = replace(notice_facts(NoticeKind.PROVISION), letters=LETTERS)
    to = [
        Addressee(i, f"{i:032x}", f"欧阳建国{i}", f"上海市徐汇区漕溪北路{i}弄3号501室", "", "", str(i), 3)
        for i in range(1, LETTERS + 1)
    ]
    renderer = PdfRenderer()

    def made() -> float:
        return seconds(lambda: renderer.letters(facts, to, "zh", key))

    took = benchmark.pedantic(made, rounds=1)  # type: ignore[no-untyped-call]  # its author left it so
    benchmark.extra_info["seconds"] = round(took, 1)
    assert took < LETTERS_SECONDS


@pytest.mark.parametrize("rival", ["ours", "bare canvas", "fpdf2", "typst"])
def test_beside_others(benchmark: BenchmarkFixture, key: DocumentKey, tmp_path: Path, rival: str) -> None:
    """The same 10,000 rows; who is not installed (extra `bench`) is skipped, because nothing is claimed of it then."""
    evidence = register(entries=RIVAL_ROWS)
    rows = list(texts(evidence))
    works: dict[str, Callable[[], bytes]] = {
        "ours": lambda: PdfRenderer().report(evidence, "zh", ".pdf", key).content,
        "bare canvas": lambda: bare_canvas(rows),
        "fpdf2": lambda: fpdf2(rows),
        "typst": lambda: typst(rows, tmp_path),
    }
    if rival in ("fpdf2", "typst"):
        pytest.importorskip("fpdf" if rival == "fpdf2" else "typst")
    content = benchmark.pedantic(works[rival], rounds=1)  # type: ignore[no-untyped-call]  # its author left it so
    benchmark.extra_info["bytes"] = len(content)
    assert content.startswith(b"%PDF")
