"""One signing key and one renderer for all document tests: making a key takes longer than using it."""

import pytest

from app.domain.documents import DocumentKey
from reports.renderer import PdfRenderer
from tests.helpers.checkers import has_checkers
from tests.helpers.signing_keys import document_key

# Where the checkers can't be had, `dev.py test` has said so: their tests are not collected.
collect_ignore = [] if has_checkers() else ["test_checkers.py"]


@pytest.fixture(scope="session")
def key() -> DocumentKey:
    return document_key()


@pytest.fixture(scope="session")
def renderer() -> PdfRenderer:
    return PdfRenderer()
