"""What was done with an import's records since: as long as nothing was, the import can be taken back."""

from app.storage.connection import Connection

_RECORDS = "FROM sheet s JOIN record r ON r.sheet_id = s.id"
_HERE = "WHERE s.batch_id = :batch"
# What was done with a customer before the import came was not done with its records.
_SINCE = ">= (SELECT b.imported_at FROM batch b WHERE b.id = :batch)"
# Each counts what speaks against taking the import back; the words are in app/domain/import_reasons.py.
_USES: dict[str, str] = {
    "import-classified": f"SELECT count(*) {_RECORDS} {_HERE} AND (r.kind NOTNULL OR r.state <> 'imported')",
    "import-held": f"SELECT count(DISTINCT r.id) {_RECORDS} JOIN hold_record h ON h.record_id = r.id {_HERE}",
    "import-listed": f"SELECT count(DISTINCT r.id) {_RECORDS} JOIN order_record o ON o.uid = r.uid {_HERE}",
    "import-corrected": f"SELECT count(*) {_RECORDS} JOIN correction c ON c.record_id = r.id {_HERE}",
    "import-attached": f"SELECT count(DISTINCT a.id) {_RECORDS} JOIN attachment a ON a.record_id = r.id {_HERE}",
    "import-joined": (
        f"SELECT count(DISTINCT j.id) {_RECORDS} JOIN customer_join j ON j.customer_id = r.customer_id {_HERE}"
        f" AND j.joined_at {_SINCE}"
    ),
    "import-handed-over": f"SELECT count(DISTINCT r.id) {_RECORDS} JOIN transfer_record t ON t.uid = r.uid {_HERE}",
    "import-noticed": (
        f"SELECT count(DISTINCT n.id) {_RECORDS} JOIN notice_letter n ON n.customer_id = r.customer_id"
        f" JOIN notice m ON m.id = n.notice_id {_HERE} AND m.prepared_at {_SINCE}"
    ),
    "import-destroyed": (
        "SELECT (SELECT coalesce(sum(s.records_added), 0) FROM sheet s WHERE s.batch_id = :batch)"
        f" - (SELECT count(*) {_RECORDS} {_HERE})"
    ),
}


class BatchUseStore:
    """Asked before an import is taken back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def uses(self, batch_id: int) -> dict[str, int]:
        """How often each thing was done, by its code; what was not done is left out."""
        found = {code: int(self._connection.value(query, {"batch": batch_id})) for code, query in _USES.items()}
        return {code: count for code, count in found.items() if count}

    def records(self, batch_id: int) -> int:
        """How many records of the import are in the vault."""
        return int(self._connection.value(f"SELECT count(*) {_RECORDS} {_HERE}", {"batch": batch_id}))

    def destroyed_of_file(self, sha256: str) -> int:
        """How many records of earlier imports of the very same file were destroyed since.

        Counted from what the imports added: of the destroyed records themselves nothing is kept that could tell.
        """
        return int(
            self._connection.value(
                "SELECT coalesce(sum(s.records_added), 0) - coalesce(sum((SELECT count(*) FROM record r"
                " WHERE r.sheet_id = s.id)), 0) FROM sheet s JOIN batch b ON b.id = s.batch_id"
                " WHERE b.file_sha256 = ?",
                (sha256,),
            )
        )
