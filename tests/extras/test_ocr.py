"""The extra `ocr` on pages as a scanner sees them: read without a network, searched with their records."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Services
from app.domain.records import RecordQuery
from app.formats.scan_texts import Recogniser, recogniser
from tests.helpers.planted import planted
from tests.helpers.scans import picture

LINES = ("客户登记表", "姓名：欧阳建国", "身份证号：310115198503124510", "手机：13812345678")


@pytest.fixture(scope="module")
def read() -> Recogniser:
    return recogniser()


def test_print_is_read_line_by_line(read: Recogniser) -> None:
    written = io.BytesIO()
    picture(LINES).save(written, "PNG")
    assert tuple(line.replace(" ", "") for line in read(written.getvalue())) == LINES


def test_an_empty_page_has_no_lines(read: Recogniser) -> None:
    written = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(written, "PNG")
    assert read(written.getvalue()) == []


def test_a_scan_is_found_by_what_was_read_off_it(services: Services, tmp_path: Path) -> None:
    record = planted(services.session).records[0]
    picture(LINES).save(tmp_path / "登记表.jpg", "JPEG", quality=85)
    (added,) = services.attachments.add([tmp_path / "登记表.jpg"], record=record, ocr=True)
    assert (added.pages, added.text_found) == (1, True)
    listed = services.records.list(RecordQuery(search="13812345678")).records
    assert [row.uid for row in listed] == [record]


def test_a_file_without_pages_stays_as_it_is(services: Services, tmp_path: Path) -> None:
    (tmp_path / "说明.docx").write_bytes(b"PK\x03\x04 no picture")
    (added,) = services.attachments.add([tmp_path / "说明.docx"], ocr=True)
    assert not added.text_found


def test_text_is_read_later(services: Services, tmp_path: Path) -> None:
    record = planted(services.session).records[0]
    picture(LINES).save(tmp_path / "登记表.png", "PNG")
    (added,) = services.attachments.add([tmp_path / "登记表.png"], record=record)
    assert not added.text_found
    assert services.attachments.read_text(added.id).text_found
    assert services.records.list(RecordQuery(search="欧阳建国")).total == 1
