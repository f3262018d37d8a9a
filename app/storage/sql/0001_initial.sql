-- Qingdang vault schema, version 1. Frozen: later versions add files, they never change this one.
-- uid columns are the 16 random bytes of a 128-bit id. Dates are ISO 8601 text; instants are UTC with Z.

CREATE TABLE firm (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    uscc TEXT NOT NULL,
    closure TEXT NOT NULL,
    profile TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE firm_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    private BLOB NOT NULL,
    public BLOB NOT NULL,
    certificate BLOB NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE operator (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    sign_public BLOB NOT NULL,
    box_public BLOB NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

-- One imported file. file_name goes (NULL) once no record of the batch is left: a name can name a person.
CREATE TABLE batch (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    file_name TEXT,
    file_sha256 TEXT NOT NULL,
    file_bytes INTEGER NOT NULL,
    imported_at TEXT NOT NULL,
    operator TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '',
    legal_basis TEXT NOT NULL DEFAULT '',
    purpose_until TEXT
) STRICT;

-- columns: JSON [{"index","header","field","type","share","sensitivity"}], in the order of record.content.
-- titles: JSON list of the cells above the header.
CREATE TABLE sheet (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    name TEXT,
    kind TEXT NOT NULL,
    header_row INTEGER,
    titles TEXT NOT NULL DEFAULT '[]',
    columns TEXT NOT NULL,
    rows_read INTEGER NOT NULL,
    records_added INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    rejected_rows INTEGER NOT NULL
) STRICT;
CREATE INDEX sheet_batch ON sheet (batch_id);

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL DEFAULT '',
    org TEXT NOT NULL DEFAULT '',
    id_number TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    birth_date TEXT
) STRICT;
CREATE INDEX customer_id_number ON customer (id_number) WHERE id_number <> '';
CREATE INDEX customer_phone ON customer (phone) WHERE phone <> '';
CREATE INDEX customer_name ON customer (name) WHERE name <> '';
CREATE INDEX customer_org ON customer (org) WHERE org <> '';
CREATE INDEX customer_code ON customer (code) WHERE code <> '';

-- content: JSON array of the row's cell texts, one per sheet column, '' where empty.
-- digest: 16-byte keyed hash over the row's non-empty (header, value) pairs; equal rows have equal digests.
-- salt: made with the record, gone with it; binds the commitment that the certificate's Merkle tree holds.
-- personal: 1 where a cell of the row holds personal information. pi_sensitive: 1 where PIPL 28 names it.
-- open_debt: 1 where the row says that a debt or other matter is not settled (Accounting Archives Measures, art. 19).
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    salt BLOB NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    customer_id INTEGER REFERENCES customer (id),
    sheet_id INTEGER NOT NULL REFERENCES sheet (id),
    row_number INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'imported',
    kind TEXT,
    sensitivity TEXT,
    pi_sensitive INTEGER NOT NULL DEFAULT 0,
    personal INTEGER NOT NULL DEFAULT 1,
    open_debt INTEGER NOT NULL DEFAULT 0,
    rule TEXT,
    trigger_date TEXT,
    retain_until TEXT,
    title TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL,
    event_date TEXT,
    created_at TEXT NOT NULL,
    classified_at TEXT,
    classified_by TEXT
) STRICT;
CREATE INDEX record_customer ON record (customer_id);
CREATE INDEX record_sheet ON record (sheet_id);
CREATE INDEX record_decides ON record (state, kind, sensitivity, rule, trigger_date, personal, open_debt);

-- What is left of a destroyed record: no personal data.
CREATE TABLE stub (
    uid BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    sensitivity TEXT NOT NULL,
    rule TEXT,
    created_on TEXT NOT NULL,
    trigger_date TEXT,
    retain_until TEXT,
    destroyed_on TEXT NOT NULL,
    order_number TEXT NOT NULL,
    commitment BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hold (
    id INTEGER PRIMARY KEY,
    reason TEXT NOT NULL,
    placed_at TEXT NOT NULL,
    placed_by TEXT NOT NULL,
    until TEXT,
    released_at TEXT,
    released_by TEXT
) STRICT;
CREATE TABLE hold_record (
    hold_id INTEGER NOT NULL REFERENCES hold (id),
    record_id INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    PRIMARY KEY (hold_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_record_record ON hold_record (record_id);

-- hash: SHA-256 of the order's canonical form, what the signatures sign. figures: JSON of what was measured.
CREATE TABLE disposal_order (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    records INTEGER NOT NULL,
    hash BLOB NOT NULL,
    earliest_on TEXT,
    executed_at TEXT,
    result TEXT,
    figures TEXT NOT NULL DEFAULT '{}'
) STRICT;
-- basis: JSON [{"law","article"}]; no personal data, so these rows stay after the destruction.
CREATE TABLE order_record (
    order_id INTEGER NOT NULL REFERENCES disposal_order (id),
    uid BLOB NOT NULL,
    kind TEXT NOT NULL,
    sensitivity TEXT NOT NULL,
    rule TEXT,
    trigger_date TEXT,
    retain_until TEXT,
    basis TEXT NOT NULL,
    commitment BLOB NOT NULL,
    PRIMARY KEY (order_id, uid)
) STRICT, WITHOUT ROWID;
CREATE TABLE signature (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES disposal_order (id),
    role TEXT NOT NULL,
    operator TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    signed BLOB NOT NULL,
    signature BLOB NOT NULL,
    public_key BLOB NOT NULL
) STRICT;

-- Issued documents, kept whole in the vault.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    language TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;

-- Copies of records that left the vault: backups, packages, exports. Asked when a certificate lists what survives.
CREATE TABLE outside_copy (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    folder TEXT NOT NULL DEFAULT '',
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    records INTEGER NOT NULL,
    masked INTEGER NOT NULL DEFAULT 0,
    expires_on TEXT,
    status TEXT NOT NULL DEFAULT 'exists',
    last_record INTEGER
) STRICT;
-- Which records a copy holds. A backup holds all of its moment: last_record is the largest record id then, with no rows here.
CREATE TABLE outside_copy_record (
    copy_id INTEGER NOT NULL REFERENCES outside_copy (id),
    uid BLOB NOT NULL,
    PRIMARY KEY (copy_id, uid)
) STRICT, WITHOUT ROWID;

-- Files under way outside the vault's folder, forgotten once they are in place. owed: the unit of work that tells of
-- the file is committed, so the next opening puts it in place after a crash; else it removes the staging file.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    staging TEXT NOT NULL,
    target TEXT NOT NULL,
    owed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The blob file is blobs/<hex of blob>; key opens it (AES-256-GCM in chunks). A paper file has no blob.
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    customer_id INTEGER REFERENCES customer (id),
    record_id INTEGER REFERENCES record (id),
    name TEXT NOT NULL DEFAULT '',
    media_type TEXT NOT NULL DEFAULT '',
    bytes INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL DEFAULT '',
    blob BLOB,
    key BLOB,
    pages INTEGER,
    text_found TEXT NOT NULL DEFAULT '',
    paper_location TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_record ON attachment (record_id);
CREATE INDEX attachment_customer ON attachment (customer_id);

-- Append-only hash chain; no personal data. hash = SHA-256(0x00 || canonical event) is also the Merkle leaf (RFC 6962).
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

-- Han characters are indexed one by one, asked as phrases. Contentless: rebuilt, never edited, in every new generation.
CREATE VIRTUAL TABLE search USING fts5 (
    text, content='', columnsize=0, tokenize="unicode61 remove_diacritics 0"
);
