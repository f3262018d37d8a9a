"""A ledger's bytes: what was encoded comes back, and costs 32 bytes a record; anything else is refused."""

import json
import secrets
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.evidence import canonical
from app.domain.ledger import Entry, Ledger, OrderLedger, RecordFacts, commitment
from app.domain.ledger_bytes import decode, encode
from app.domain.words import Kind, Sensitivity
from app.errors import Damaged
from tests.helpers.older_evidence import first_ledger, long_entry

FACTS = RecordFacts(Kind.SERVICE, Sensitivity.SENSITIVE, "PI-MIN", date(2026, 1, 2), None, None)
OTHERS = RecordFacts(Kind.CONTRACT, Sensitivity.CORE, None, date(2026, 1, 2), date(2021, 5, 5), date(2024, 5, 5))
DAY = date(2026, 11, 21)
days = st.dates(date(2000, 1, 1), date(2040, 1, 1))
facts = st.builds(
    RecordFacts,
    st.sampled_from(Kind),
    st.sampled_from(Sensitivity),
    st.none() | st.sampled_from(["PI-MIN", "TAX-基本"]),
    days,
    st.none() | days,
    st.none() | days,
)
short = st.builds(
    lambda uid, rest, facts: Entry(uid, uid + rest, facts),
    st.binary(min_size=16, max_size=16),
    st.binary(min_size=16, max_size=16),
    facts,
)
entries = short | st.builds(Entry, st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32), facts)
orders = st.builds(
    OrderLedger.of,
    st.from_regex(r"XH-20\d\d-\d{3}", fullmatch=True),
    days,
    st.lists(entries, unique_by=lambda entry: entry.uid, max_size=20),
)


def entry(facts: RecordFacts = FACTS) -> Entry:
    uid, salt = secrets.token_bytes(16), secrets.token_bytes(16)
    return Entry(uid, commitment(uid, salt, facts), facts)


def ledger(*entries: Entry) -> Ledger:
    return Ledger("v", (OrderLedger.of("XH-2026-001", DAY, entries),))


@given(st.lists(orders, max_size=4, unique_by=lambda order: (order.order, order.destroyed_on)))
def test_what_was_encoded_comes_back(given_orders: list[OrderLedger]) -> None:
    ledger = Ledger("abc", tuple(given_orders))
    assert decode(encode(ledger)) == ledger


@given(st.binary(max_size=300))
def test_bytes_that_are_no_ledger_are_refused(data: bytes) -> None:
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(data)


@pytest.mark.parametrize("cut", [1, 31, 32, 33, 64])
def test_a_cut_ledger_is_refused(cut: int) -> None:
    data = encode(ledger(entry(), entry()))
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(data[:-cut])


def test_a_twice_named_record_is_refused() -> None:
    one = entry()
    data = encode(Ledger("v", (OrderLedger("XH-2026-001", DAY, (one, one)),)))
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(data)


def test_what_is_added_is_refused() -> None:
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(encode(ledger(entry())) + bytes(32))


@pytest.mark.parametrize("field", [{"width": 33}, {"width": 0}, {"facts": [["service"]]}, {"destroyed_on": "?"}])
def test_a_line_that_says_something_else_is_refused(field: dict[str, object]) -> None:
    line, body = encode(ledger(entry())).split(b"\n", 1)
    head = json.loads(line)
    head["orders"][0] |= field
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(canonical(head) + b"\n" + body)


@pytest.mark.parametrize("count", [0, -1, 2, 10**15, 1.0, "1", True])
def test_facts_of_another_number_of_records_are_refused(count: object) -> None:
    line, body = encode(ledger(entry(), entry(OTHERS))).split(b"\n", 1)
    head = json.loads(line)
    head["orders"][0]["facts"][0][-1] = count
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(canonical(head) + b"\n" + body)


def test_a_record_costs_32_bytes_where_its_facts_are_known() -> None:
    """What the certificate's size rests on; the ids that serve restoring are in these bytes too."""
    many = [entry(facts) for facts in (FACTS, OTHERS) for _ in range(50)]
    more = [entry(facts) for facts in (FACTS, OTHERS) for _ in range(50)]
    assert len(encode(ledger(*many, *more))) - len(encode(ledger(*many))) == 32 * 100 + len("100100") - len("5050")


def test_each_record_keeps_its_own_facts() -> None:
    one, two, three = entry(), entry(OTHERS), entry(RecordFacts(*(*_parts(FACTS)[:3], DAY - timedelta(1), None, None)))
    (order,) = decode(encode(ledger(one, two, three))).orders
    assert {found.uid: found.facts for found in order.entries} == {
        found.uid: found.facts for found in (one, two, three)
    }


def _parts(facts: RecordFacts) -> tuple[Kind, Sensitivity, str | None]:
    return facts.kind, facts.sensitivity, facts.rule


def test_the_first_form_is_still_read() -> None:
    """Certificates, backups and packages of an older program stay good."""
    older = [long_entry(secrets.token_bytes(16), bytes(16), facts) for facts in (FACTS, OTHERS, FACTS)]
    order = OrderLedger.of("XH-2026-001", DAY, older)
    assert decode(first_ledger("v", order)) == Ledger("v", (order,))
    for cut in (1, 51, 52):
        with pytest.raises(Damaged, match="ledger-malformed"):
            decode(first_ledger("v", order)[:-cut])


def test_what_an_older_program_destroyed_is_written_on() -> None:
    """A vault goes on after an update: its next backup has the old destructions and the new ones."""
    older = OrderLedger.of("XH-2025-001", DAY, [long_entry(secrets.token_bytes(16), bytes(16), FACTS)])
    newer = OrderLedger.of("XH-2026-001", DAY, [entry(), entry(OTHERS)])
    both = Ledger("v", (older, newer))
    assert decode(encode(both)) == both


@pytest.mark.parametrize("version", [0, 3, "2", None])
def test_a_form_that_nobody_knows_is_refused(version: object) -> None:
    line, body = encode(ledger(entry())).split(b"\n", 1)
    changed = canonical(json.loads(line) | {"version": version})
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(changed + b"\n" + body)
