"""The firm's own letterhead and wording: on every letter from then on, kept in the vault, logged without their text."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Services
from app.domain.firm_papers import Letterhead, NoticeTemplate
from app.domain.notices import Particulars
from app.domain.words import NoticeKind
from app.errors import Refused, UserError
from app.services.notice_files import LETTERS, POSTER_A4
from reports.renderer import PdfRenderer
from tests.helpers.archive_rules import faults
from tests.helpers.pdf_text import squeezed, text_of
from tests.helpers.shops import add_people, make_shop, reopened

BODY = "接收方：{接收方}\n怎样联系：{联系方式}"
SAID = Particulars("上海新芽教育科技有限公司", "021-58886600")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    found = make_shop(tmp_path, renderer=PdfRenderer())
    yield found
    found.close()


def logo(folder: Path) -> Path:
    path = folder / "logo.png"
    Image.new("RGB", (600, 200), "navy").save(path)
    return path


def test_letters_and_posters_have_the_head_and_the_wording(shop: Services, tmp_path: Path) -> None:
    papers = shop.firm_papers
    papers.change_letterhead(Letterhead(("上海市徐汇区漕溪北路 8 号",), papers.read_logo(logo(tmp_path))))
    papers.change_notice(NoticeKind.SUCCESSION, NoticeTemplate("因{事由}告知：", BODY, "退卡：请到店办理。"))
    done = shop.notices.prepare(NoticeKind.SUCCESSION, SAID, tmp_path / "out")
    for place in (LETTERS, POSTER_A4):
        content = Path(done.files[place]).read_bytes()
        text = text_of(content)
        for words in ("漕溪北路8号", "怎样联系", "021-58886600", "退卡", "告知："):
            assert squeezed(words) in text, words
        assert "收到信息的人须做什么" not in text
        assert b"/Subtype /Image" in content
        assert faults(content) == []


# What somebody may paste into a wording: marks of formats and of other languages, no end, signs that show nothing.
HOSTILE = {
    "markup": "<b>退卡</b>**请**%s%(x)s$x\\n&amp;<script>",
    "formula": "=HYPERLINK(1)+1",
    "directions": "\u202e倒\u202c\u200b\u2066零宽\u2069",
    "long": "永" * 1_900,
    "word": "a" * 1_900,
    "controls": "\x01\x02字\x7f",
    "rare": "𬱟䶮𫟹",
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_wording_is_printed_as_it_is(shop: Services, tmp_path: Path, hostile: str) -> None:
    """Letters and poster stay archive files; nothing of it is taken for a mark, nothing is cut or lost."""
    shop.firm_papers.change_letterhead(Letterhead((HOSTILE[hostile][:60],)))
    shop.firm_papers.change_notice(NoticeKind.SUCCESSION, NoticeTemplate(extra=f"另行说明：{HOSTILE[hostile]}"))
    done = shop.notices.prepare(NoticeKind.SUCCESSION, SAID, tmp_path / "out")
    visible = "".join(sign for sign in HOSTILE[hostile] if sign.isprintable())
    letters, poster = (Path(done.files[place]).read_bytes() for place in (LETTERS, POSTER_A4))
    assert faults(letters) == faults(poster) == []
    assert visible[:60] in text_of(letters)
    assert f"另行说明：{visible}" in text_of(poster)


@pytest.mark.parametrize(
    ("text", "code"),
    [("请{到店}", "template-unknown-word"), ("请}到店", "template-braces"), ("永" * 9_000, "template-too-long")],
)
def test_a_wording_that_can_not_be_printed_is_refused(shop: Services, text: str, code: str) -> None:
    with pytest.raises(UserError, match=code):
        shop.firm_papers.change_notice(NoticeKind.SUCCESSION, NoticeTemplate(extra=f"另行说明：{text}"))
    assert shop.firm_papers.all().notices == {}


def test_a_notice_without_what_its_article_demands_is_refused_and_nothing_changes(shop: Services) -> None:
    with pytest.raises(Refused, match="template-content-missing"):
        shop.firm_papers.change_notices(
            {NoticeKind.CLOSING: NoticeTemplate(opening="您好："), NoticeKind.SUCCESSION: NoticeTemplate(body="甲：乙")}
        )
    assert shop.firm_papers.all().notices == {}


def test_an_empty_wording_is_the_programs_again(shop: Services) -> None:
    papers = shop.firm_papers
    papers.change_notice(NoticeKind.CLOSING, NoticeTemplate(opening="您好：{单位}即将停业。"))
    assert papers.all().notices == {NoticeKind.CLOSING: NoticeTemplate(opening="您好：{单位}即将停业。")}
    assert papers.all("en").notices == {}
    papers.change_notice(NoticeKind.CLOSING, NoticeTemplate())
    papers.change_letterhead(Letterhead())
    assert (papers.all().notices, papers.all().letterhead) == ({}, Letterhead())


def test_changes_are_logged_without_their_text(shop: Services) -> None:
    shop.firm_papers.change_letterhead(Letterhead(("独特的文字",)))
    shop.firm_papers.change_notice(NoticeKind.CLOSING, NoticeTemplate(opening="独特的文字"))
    events = shop.audit.newest(2).events
    assert [event.action for event in events] == ["wording.change", "letterhead.change"]
    assert "独特" not in str(events)


def test_numbers_of_people_do_not_belong_into_it(shop: Services) -> None:
    with pytest.raises(UserError, match="template-names-customer"):
        shop.firm_papers.change_notice(NoticeKind.CLOSING, NoticeTemplate(opening="王建华 11010519491231002X"))
    with pytest.raises(UserError, match="template-names-customer"):
        shop.firm_papers.change_letterhead(Letterhead(("11010519491231002X",)))


@pytest.mark.parametrize("kind", list(NoticeKind))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_can_be_looked_at_before(shop: Services, kind: NoticeKind, language: str) -> None:
    size = shop.audit.newest(1).size
    content = shop.firm_papers.preview(kind, letterhead=Letterhead(("甲路 8 号",)), language=language)
    assert "甲路8号" in text_of(content)
    assert "{" not in text_of(content)
    assert shop.audit.newest(1).size == size
    assert shop.firm_papers.all().letterhead == Letterhead()


def test_it_outlives_a_destruction_and_comes_back_with_a_backup(shop: Services, tmp_path: Path) -> None:
    shop.firm_papers.change_letterhead(Letterhead(("甲路 8 号",)))
    shop.keys.change()
    assert shop.firm_papers.all().letterhead.lines == ("甲路 8 号",)


def test_who_only_witnesses_changes_nothing(shop: Services) -> None:
    add_people(shop)
    vault = shop.session.folder.path
    shop.close()
    witness = reopened(vault, operator="赵监销", renderer=PdfRenderer())
    with pytest.raises(Refused, match="role-forbids"):
        witness.firm_papers.change_letterhead(Letterhead(("甲",)))
    witness.close()


def test_the_logo_is_in_the_file_once(shop: Services, tmp_path: Path) -> None:
    """A thousand letters with a logo stay small."""
    shop.firm_papers.change_letterhead(Letterhead((), shop.firm_papers.read_logo(logo(tmp_path))))
    done = shop.notices.prepare(NoticeKind.CLOSING, SAID, tmp_path / "out")
    assert Path(done.files[LETTERS]).read_bytes().count(b"/Subtype /Image") == 1
    with Image.open(BytesIO(shop.firm_papers.all().letterhead.logo)) as image:
        assert image.size == (600, 200)
