"""What has happened to one record, from every table that tells of it."""

from dataclasses import dataclass

from app.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened: `event` is a code, `by` an operator, `detail` what else there is to say, "" for nothing.

    Events: "imported", "classified", "held", "released", "listed" (in an order), "copied" (into a file outside),
    "looked-up", "corrected" (with the old value where it is kept), "decided" (otherwise by hand: rule before and after,
    day entered, basis), "destroyed". `at` is an instant, or a day for "destroyed".
    """

    at: str
    event: str
    by: str
    detail: str


_RECORD = """
SELECT record.created_at, 'imported', batch.operator,
       coalesce(batch.file_name || ' / ', '') || coalesce(sheet.name || ' / ', '') || record.row_number
  FROM record JOIN sheet ON sheet.id = record.sheet_id JOIN batch ON batch.id = sheet.batch_id
 WHERE record.uid = :uid
UNION ALL
SELECT classified_at, 'classified', coalesce(classified_by, ''),
       coalesce((SELECT c.rule_before FROM decision_change_record c WHERE c.record_id = record.id
                  ORDER BY c.change_id LIMIT 1), rule, '')
  FROM record WHERE uid = :uid AND classified_at IS NOT NULL
UNION ALL
SELECT changed_at, 'decided', changed_by,
       rule_before || coalesce(' → ' || nullif(decision_change.rule, rule_before), '') ||
       coalesce(' · ' || decision_change.trigger_date, '') || ' · ' || basis
  FROM record JOIN decision_change_record ON decision_change_record.record_id = record.id
  JOIN decision_change ON decision_change.id = decision_change_record.change_id WHERE record.uid = :uid
UNION ALL
SELECT corrected_at, 'corrected', corrected_by, reason || coalesce(' (' || before || ')', '')
  FROM correction JOIN record ON record.id = correction.record_id WHERE record.uid = :uid
UNION ALL
SELECT hold.placed_at, 'held', hold.placed_by, hold.reason
  FROM record JOIN hold_record ON hold_record.record_id = record.id JOIN hold ON hold.id = hold_record.hold_id
 WHERE record.uid = :uid
UNION ALL
SELECT hold.released_at, 'released', coalesce(hold.released_by, ''), hold.reason
  FROM record JOIN hold_record ON hold_record.record_id = record.id JOIN hold ON hold.id = hold_record.hold_id
 WHERE record.uid = :uid AND hold.released_at IS NOT NULL
UNION ALL
SELECT disposal_order.created_at, 'listed', disposal_order.created_by, disposal_order.number
  FROM disposal_order JOIN order_record ON order_record.order_id = disposal_order.id AND order_record.uid = :uid
UNION ALL
SELECT outside_copy.made_at, 'copied', outside_copy.made_by, outside_copy.file
  FROM outside_copy JOIN outside_copy_record
    ON outside_copy_record.copy_id = outside_copy.id AND outside_copy_record.uid = :uid
UNION ALL
SELECT at, 'looked-up', operator, '' FROM audit WHERE action = 'record.show' AND subject = :subject
UNION ALL
SELECT destroyed_on, 'destroyed', '', order_number FROM stub WHERE uid = :uid
"""


class HistoryStore:
    """Read only: the tables are written by what happens."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_record(self, uid: bytes) -> tuple[HistoryEntry, ...]:
        """All that is known of a record, oldest first; of a destroyed one what its stub and the log tell."""
        rows = self._connection.rows(_RECORD, {"uid": uid, "subject": uid.hex()})
        return tuple(sorted((HistoryEntry(*row) for row in rows), key=_moment))


def _moment(entry: HistoryEntry) -> str:
    """For sorting: of a day without an hour we know only that what is left of a record comes after it all."""
    return entry.at if "T" in entry.at else f"{entry.at}T24"
