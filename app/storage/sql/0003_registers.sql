-- Registers that a firm keeps besides its records, and what asking them quickly takes.

-- Gates ask whether any record holds what PIPL 28 calls sensitive: of a million records, only those stand in here.
CREATE INDEX record_pi_sensitive ON record (id) WHERE pi_sensitive = 1;

-- Incidents (PIPL 57). No customer is named in them: texts with numbers or addresses of people are refused. info: JSON
-- list of the kinds of information. handled_on and keep_until are empty while the incident is open.
CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    event TEXT NOT NULL,
    discovered_at TEXT NOT NULL,
    people INTEGER NOT NULL,
    info TEXT NOT NULL,
    serious INTEGER NOT NULL,
    crime INTEGER NOT NULL,
    minors INTEGER NOT NULL,
    avoided INTEGER NOT NULL,
    cause TEXT NOT NULL,
    harm TEXT NOT NULL,
    measures TEXT NOT NULL,
    advice TEXT NOT NULL,
    notice TEXT NOT NULL DEFAULT '',
    handled_on TEXT,
    keep_until TEXT,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL
) STRICT;

-- What was done about an incident: duty is a word of app/domain/incidents.py, told the office or the people that were told.
CREATE TABLE incident_step (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    duty TEXT NOT NULL,
    done_at TEXT NOT NULL,
    told TEXT NOT NULL,
    note TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    entered_by TEXT NOT NULL
) STRICT;

-- The firm's letterhead and its own wording of notices (app/storage/firm_papers.py): texts of the firm, none of a
-- customer; numbers of people are refused in them.
CREATE TABLE firm_paper (
    name TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The firm's own certificate from a PKCS#12 file, which signs the pages of documents (app/services/own_certificates.py).
CREATE TABLE own_certificate (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    private BLOB NOT NULL,
    certificate BLOB NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
) STRICT;
