-- Decisions over records that a person changed by hand (app/services/decision_changes.py). rule and trigger_date are
-- what was entered, NULL where each record kept its own rule or its rule read its own day. rules_before: JSON {rule:
-- records}, so that it can still be said what the rules were once the records are gone. basis names a paper of the
-- firm's; where it names a customer after all, it goes with the customer.
CREATE TABLE decision_change (
    id INTEGER PRIMARY KEY,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    rule TEXT,
    trigger_date TEXT,
    records INTEGER NOT NULL,
    rules_before TEXT NOT NULL,
    basis TEXT NOT NULL
) STRICT;
-- What each record's rule and date were before. It goes with the record.
CREATE TABLE decision_change_record (
    change_id INTEGER NOT NULL REFERENCES decision_change (id),
    record_id INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    rule_before TEXT NOT NULL,
    trigger_before TEXT,
    PRIMARY KEY (change_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_change_record_record ON decision_change_record (record_id);
