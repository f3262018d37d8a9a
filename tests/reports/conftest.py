"""One signing key and one renderer for all document tests: making a key takes longer than using it."""

import pytest

from app.domain.documents import DocumentKey
from reports.renderer import PdfRenderer
from tests.helpers.signing_keys import document_key


@pytest.fixture(scope="session")
def key() -> DocumentKey:
    return document_key()


@pytest.fixture(scope="session")
def renderer() -> PdfRenderer:
    return PdfRenderer()
