"""The workbook to fill in: a sheet for each kind of record with choices and hints, and one that explains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.labels import KINDS
from app.domain.marks import N_
from app.domain.words import Kind
from app.formats.workbooks import Page, write_workbook
from app.i18n import Catalogue, catalogue
from app.services.deliveries import require_free
from app.vault.disk import disk_errors, sync_file

GUIDE_TITLES = {"zh": "填写说明（清档）", "en": "How to fill in (Qingdang)"}
GUIDE_SHEETS = frozenset(GUIDE_TITLES.values())
"""The sheet that explains; it is left out when the workbook is imported."""
SHEET_KINDS = {catalogue(language).gettext(text): kind for language in GUIDE_TITLES for kind, text in KINDS.items()}
"""What a sheet under one of these names holds, for those who fill in few rows."""
_WIDTH, _WIDE = 18, 60

_DAY = N_("A day as 2019-03-01.")
_NUMBER = N_("As text, all digits, without spaces.")
_AMOUNT = N_("In yuan, digits only.")


@dataclass(frozen=True, slots=True)
class _Head:
    """A column: its header, what is said beside it, the choices that it offers, an invented example."""

    text: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""


_CODE = _Head(N_("Customer no."), N_("Your own number of the customer, if there is one."), example="K0001")
_NAME = _Head(N_("Customer name"), N_("The person's full name."), example=N_("Wang Xiaoming"))
_PHONE = _Head(N_("Mobile phone"), _NUMBER, example="13800138000")
_NOTE = _Head(N_("Notes"))
_DOCUMENTS = (
    N_("Resident ID"), N_("Passport"), N_("Hong Kong and Macao permit"), N_("Taiwan compatriot permit"),
    N_("Business licence"),
)  # fmt: skip
_HEADS: dict[Kind, tuple[_Head, ...]] = {
    Kind.BASIC: (
        _CODE,
        _NAME,
        _Head(N_("Company name"), N_("Where the customer is an organisation.")),
        _Head(N_("Gender"), choices=(N_("Male"), N_("Female")), example=N_("Male")),
        _Head(N_("Document type"), choices=_DOCUMENTS, example=N_("Resident ID")),
        _Head(N_("ID number"), _NUMBER, example="110101199003070417"),
        _PHONE,
        _Head(N_("Email"), example="xiaoming@example.com"),
        _Head(N_("Address"), example=N_("88 Nanjing Road, Huangpu, Shanghai")),
        _Head(N_("Registration date"), _DAY, example="2019-03-01"),
        _NOTE,
    ),
    Kind.TRANSACTION: (
        _Head(N_("Order no."), example="D20190301001"), _CODE, _NAME, _PHONE,
        _Head(N_("Transaction date"), _DAY, example="2019-03-01"), _Head(N_("Product"), example=N_("Annual card")),
        _Head(N_("Amount"), _AMOUNT, example="1280.00"),
        _Head(N_("Payment method"), choices=(N_("Cash"), N_("Bank transfer"), N_("WeChat Pay"), N_("Alipay"))), _NOTE,
    ),
    Kind.SERVICE: (
        _Head(N_("Service no."), example="F20190301001"), _CODE, _NAME, _PHONE,
        _Head(N_("Service date"), _DAY, example="2019-03-01"),
        _Head(N_("Service item"), example=N_("Trial lesson")), _Head(N_("Service details")), _NOTE,
    ),
    Kind.CONTRACT: (
        _Head(N_("Contract no."), example="HT2019-001"), _CODE, _NAME, _Head(N_("Company name")), _PHONE,
        _Head(N_("Contract title"), example=N_("Training contract")),
        _Head(N_("Signing date"), _DAY, example="2019-03-01"),
        _Head(N_("Expiry date"), _DAY, example="2020-02-29"), _Head(N_("Contract amount"), _AMOUNT, example="12800.00"),
        _NOTE,
    ),
    Kind.CORRESPONDENCE: (
        _CODE, _NAME, _PHONE, _Head(N_("Contact date"), _DAY, example="2019-03-01"),
        _Head(N_("Contact details")), _NOTE,
    ),
}  # fmt: skip
TEMPLATE_KINDS = tuple(_HEADS)
"""The kinds that there is a sheet for; accounting files come from the accounting program as they are."""
_GUIDE = (
    N_("One record a row, below the headers; leave blank what is not known."),
    N_("Headers may be changed and columns added: what is not known here is kept under its own header."),
    N_("All cells are texts, so that long numbers keep their last digits. Paste as values."),
    N_("Write no totals and no signatures below the table; if they are there, they come back as rejected rows."),
    N_("Leave the sheets that you do not need empty. This sheet is left out when the workbook is imported."),
    N_("The examples are invented."),
)


def write_template(path: Path, kind: Kind | None = None, language: str = "zh") -> tuple[str, ...]:
    """Write the workbook where nothing is yet, for one kind or for all; the sheets' names, the guide's last.

    Raises EnvironmentProblem; UserError where something is there. A kind without a sheet of its own has the one of
    basic customer data.
    """
    words = catalogue(language)
    require_free(path)
    kinds = TEMPLATE_KINDS if kind is None else (kind if kind in _HEADS else Kind.BASIC,)
    pages = [_page(one, words) for one in kinds]
    pages.append(
        Page(GUIDE_TITLES[language], [words.gettext(N_("How to fill in"))], _guide(kinds, words), (_WIDE, _WIDE, 24))
    )
    with disk_errors(path):
        with path.open("xb") as target:
            write_workbook(target, pages)
        sync_file(path)
    return tuple(page.title for page in pages)


def _page(kind: Kind, words: Catalogue) -> Page:
    heads = _HEADS[kind]
    return Page(
        words.gettext(KINDS[kind]),
        [words.gettext(head.text) for head in heads],
        (),
        [_WIDTH] * len(heads),
        choices={at: [words.gettext(one) for one in head.choices] for at, head in enumerate(heads) if head.choices},
        hints={at: words.gettext(head.hint) for at, head in enumerate(heads) if head.hint},
    )


def _guide(kinds: Sequence[Kind], words: Catalogue) -> Iterator[list[str]]:
    for line in _GUIDE:
        yield [words.gettext(line)]
    for kind in kinds:
        yield []
        yield [words.gettext(KINDS[kind]), words.gettext(N_("What to write")), words.gettext(N_("Example"))]
        for head in _HEADS[kind]:
            said = words.gettext(head.hint) if head.hint else " / ".join(map(words.gettext, head.choices))
            yield [words.gettext(head.text), said, words.gettext(head.example) if head.example else ""]
