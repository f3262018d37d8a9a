"""Names of operators."""

import pytest

from app.domain.operators import operator_name
from app.errors import UserError


def test_typing_variants_of_a_name_are_one_name() -> None:
    assert operator_name(" Ｗａｎｇ　 Li ") == operator_name("Wang Li") == "Wang Li"


@pytest.mark.parametrize("text", ["", " \t", "a\x00b", "名" * 65, "a\u202eb"])
def test_names_that_hide_or_are_none_are_refused(text: str) -> None:
    """A direction override makes one name look like another."""
    with pytest.raises(UserError, match="bad-operator-name"):
        operator_name(text)
