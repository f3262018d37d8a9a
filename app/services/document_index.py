"""The index page of a firm's documents: one HTML file without scripts, links to the files beside it."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from urllib.parse import quote

from app.domain.firm import Firm
from app.domain.labels import DOCUMENT_KINDS
from app.domain.marks import N_
from app.i18n import Catalogue
from app.storage.documents import StoredDocument

VERIFY_PAGE = "verify.html"
_STYLE = (
    "body{font:15px/1.6 'Microsoft YaHei UI','PingFang SC','Noto Sans SC',sans-serif;color:#1C2126;max-width:1080px;"
    "margin:40px auto;padding:0 20px}table{border-collapse:collapse;width:100%}th,td{border:1px solid #9BA8A6;"
    "padding:6px 10px;text-align:left;vertical-align:top}th{background:#F1F1EF}td.sum{font:12px/1.5 monospace;"
    "word-break:break-all}td.set{white-space:nowrap}a{color:#2A5F74}"
)


def index_page(
    firm: Firm, documents: Iterable[tuple[StoredDocument, str]], made_at: datetime, catalogue: Catalogue, language: str
) -> str:
    """The page; each document comes with the name of its file in the folder."""
    t = catalogue.gettext
    title = t(N_("Documents of {firm}")).format(firm=firm.name)
    heads = (t(N_("Number")), t(N_("Document")), t(N_("Issued at")), t(N_("File")), "SHA-256")
    rows = "\n".join(_row(document, name, catalogue) for document, name in documents)
    check = t(N_("Check a certificate in the browser, without a network: open this page and choose its file."))
    made = t(N_("Put together on {day}.")).format(day=_local(made_at))
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
        f"<p>{escape(firm.uscc)} · {escape(made)}</p>\n"
        f'<p><a href="{VERIFY_PAGE}">{VERIFY_PAGE}</a> — {escape(check)}</p>\n'
        f"<table><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>\n{rows}\n</table></body></html>\n"
    )


def _row(document: StoredDocument, name: str, catalogue: Catalogue) -> str:
    kind = catalogue.gettext(DOCUMENT_KINDS[document.kind])
    number, issued = (f'<td class="set">{escape(cell)}</td>' for cell in (document.number, _local(document.issued_at)))
    # A file's name may hold what means something else in an address: #, % or ?.
    link = f'<td><a href="{quote(name)}">{escape(name)}</a></td>'
    return f'<tr>{number}<td>{escape(kind)}</td>{issued}{link}<td class="sum">{document.sha256}</td></tr>'


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
