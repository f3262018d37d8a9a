-- Qingdang vault schema, version 2. Frozen: later versions add files, they never change this one.

-- Import: most rows bring an ID number or a phone; these indexes are made again when an import first asks for them
-- (app/storage/customers.py).
DROP INDEX customer_name;
DROP INDEX customer_org;
DROP INDEX customer_code;

-- Imports: where their data comes from. The legal basis is one of the seven words of app/domain/legal_bases.py; what
-- else somebody had entered is kept beside the purpose.
UPDATE batch SET purpose = purpose || '（' || legal_basis || '）', legal_basis = '' WHERE legal_basis <> ''
    AND legal_basis NOT LIKE '%同意%' AND legal_basis NOT LIKE '%合同%' AND legal_basis NOT LIKE '%法定%'
    AND legal_basis NOT LIKE '%公共卫生%' AND legal_basis NOT LIKE '%新闻%' AND legal_basis NOT LIKE '%公开%'
    AND legal_basis NOT LIKE '%其他情形%';
UPDATE batch SET legal_basis = CASE
    WHEN legal_basis LIKE '%同意%' THEN 'consent'
    WHEN legal_basis LIKE '%合同%' THEN 'contract'
    WHEN legal_basis LIKE '%法定%' THEN 'legal-duty'
    WHEN legal_basis LIKE '%公共卫生%' THEN 'emergency'
    WHEN legal_basis LIKE '%新闻%' THEN 'public-interest'
    WHEN legal_basis LIKE '%公开%' THEN 'published'
    ELSE 'other-law' END WHERE legal_basis <> '';
-- What a batch's origin was before somebody changed it, and why. It goes with the batch's last record.
CREATE TABLE batch_change (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    purpose TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    purpose_until TEXT
) STRICT;
CREATE INDEX batch_change_batch ON batch_change (batch_id);

-- Notices to customers and hand-overs (app/storage/notices.py, app/storage/transfers.py). particulars: JSON of what the
-- firm says of itself and of the recipient. A letter and its day stay when the customer goes, without the customer.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    particulars TEXT NOT NULL,
    prepared_at TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    published_on TEXT,
    published_at TEXT,
    published_by TEXT
) STRICT;
CREATE TABLE notice_letter (
    id INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL REFERENCES notice (id),
    number INTEGER NOT NULL,
    customer_id INTEGER REFERENCES customer (id),
    method TEXT,
    delivered_on TEXT,
    entered_at TEXT,
    entered_by TEXT,
    consent TEXT,
    consent_on TEXT,
    UNIQUE (notice_id, number)
) STRICT;
CREATE INDEX notice_letter_customer ON notice_letter (customer_id);
-- Proof files are attachments without an owner; one that shows letters of a destroyed customer goes with the first of
-- them, and its hash stays. about: publication, delivery, consent.
CREATE TABLE notice_proof (
    id INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL REFERENCES notice (id),
    attachment_id INTEGER REFERENCES attachment (id),
    about TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
) STRICT;
CREATE TABLE notice_proof_letter (
    proof_id INTEGER NOT NULL REFERENCES notice_proof (id),
    letter_id INTEGER NOT NULL REFERENCES notice_letter (id),
    PRIMARY KEY (proof_id, letter_id)
) STRICT, WITHOUT ROWID;
-- What a customer said against it; the text goes with the customer. hold_id: the hold that was placed for it.
CREATE TABLE notice_objection (
    id INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL REFERENCES notice (id),
    customer_id INTEGER REFERENCES customer (id),
    received_on TEXT NOT NULL,
    text TEXT NOT NULL,
    hold_id INTEGER REFERENCES hold (id),
    entered_at TEXT NOT NULL,
    entered_by TEXT NOT NULL
) STRICT;
-- code opens the package for its recipient, and is forgotten once that has signed.
-- waiting_hold freezes what was handed over until the recipient has signed for it. receipt_id: the signed sheet.
CREATE TABLE transfer (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    recipient TEXT NOT NULL,
    contact TEXT NOT NULL,
    basis TEXT NOT NULL,
    opinion TEXT NOT NULL DEFAULT '',
    masked INTEGER NOT NULL DEFAULT 0,
    pack_version TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    records INTEGER NOT NULL,
    executed_at TEXT,
    package TEXT,
    package_sha256 TEXT,
    code TEXT,
    certificate TEXT,
    waiting_hold INTEGER REFERENCES hold (id),
    accepted_on TEXT,
    accepted_by TEXT,
    receipt_id INTEGER REFERENCES attachment (id),
    receipt_sha256 TEXT
) STRICT;
CREATE TABLE transfer_record (
    transfer_id INTEGER NOT NULL REFERENCES transfer (id),
    uid BLOB NOT NULL,
    PRIMARY KEY (transfer_id, uid)
) STRICT, WITHOUT ROWID;
-- Impact assessments and self-audits. answers: JSON {question: {"verdict", "text"}}.
CREATE TABLE assessment (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    form TEXT NOT NULL,
    subject TEXT NOT NULL,
    answers TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    completed_on TEXT NOT NULL,
    keep_until TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL
) STRICT;

-- Mappings chosen for sheets. signature: keyed hash over the header words; columns: JSON [[field or "", type]] in the
-- order of these words. Nothing of a sheet's words or values is in here.
CREATE TABLE mapping (
    signature BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    columns TEXT NOT NULL,
    kept_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Cleaning. originals: JSON {place in content: text before} of the cells that were changed, NULL where none was.
-- batch.cleaning: JSON {cleaning: cells changed}.
ALTER TABLE record ADD COLUMN originals TEXT;
ALTER TABLE batch ADD COLUMN cleaning TEXT NOT NULL DEFAULT '{}';

-- Paper files (app/services/paper.py): what the register says of them besides their place; name is what they are.
ALTER TABLE attachment ADD COLUMN box TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN volume TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN period_from TEXT;
ALTER TABLE attachment ADD COLUMN period_to TEXT;

-- Destruction (Order 79): in which capacity who found that an order's list may go, and who witnessed for which
-- department. signed: SHA-256 of the opinion's statement (app/domain/appraisals.py).
UPDATE disposal_order SET state = 'witnessed' WHERE state = 'verified'
    AND EXISTS (SELECT 1 FROM signature s WHERE s.order_id = disposal_order.id AND s.role = 'witness');
CREATE TABLE order_opinion (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES disposal_order (id),
    capacity TEXT NOT NULL,
    operator TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    signed BLOB NOT NULL,
    signature BLOB NOT NULL,
    public_key BLOB NOT NULL,
    UNIQUE (order_id, capacity)
) STRICT;
CREATE TABLE order_supervisor (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES disposal_order (id),
    department TEXT NOT NULL,
    operator TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    public_key BLOB NOT NULL,
    UNIQUE (order_id, department)
) STRICT;
-- Paper files destroyed with an order, and what holders of copies sent as proof. facts: JSON of PaperItem. The people
-- who enter them are told that nothing of a customer belongs here; they are kept for good.
CREATE TABLE order_paper (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES disposal_order (id),
    facts TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE TABLE copy_proof (
    copy_id INTEGER PRIMARY KEY REFERENCES outside_copy (id),
    proved_on TEXT NOT NULL,
    how TEXT NOT NULL,
    proof TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
-- Photos and letters that prove it, by their SHA-256.
CREATE TABLE proof_paper (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The end of the whole vault: who signed its statement (app/domain/endings.py), until it is carried out.
CREATE TABLE vault_end (
    role TEXT PRIMARY KEY,
    operator TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    signed BLOB NOT NULL,
    signature BLOB NOT NULL,
    public_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The closing plan: which of the rule pack's tasks are done. It holds the firm's own references, no customers' data:
-- the service refuses a text that names a person (app/services/closing_plan.py).
CREATE TABLE closing_task (
    task TEXT PRIMARY KEY,
    done_on TEXT NOT NULL,
    evidence TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    entered_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Customers joined by hand: what the joined one was, so that it can be parted again. Both tables go with the first
-- record that the kept customer loses: from then on nobody could say any more whose values these are.
CREATE TABLE customer_join (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    joined_at TEXT NOT NULL,
    joined_by TEXT NOT NULL,
    uid BLOB NOT NULL,
    name TEXT NOT NULL,
    org TEXT NOT NULL,
    id_number TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    code TEXT NOT NULL,
    birth_date TEXT
) STRICT;
CREATE INDEX customer_join_customer ON customer_join (customer_id);
-- What went over with the joined one: rows by the name of their table.
CREATE TABLE customer_join_part (
    join_id INTEGER NOT NULL REFERENCES customer_join (id),
    part TEXT NOT NULL,
    part_id INTEGER NOT NULL,
    PRIMARY KEY (join_id, part, part_id)
) STRICT, WITHOUT ROWID;
-- Pairs that somebody looked at and found to be two.
CREATE TABLE customer_apart (
    one_id INTEGER NOT NULL REFERENCES customer (id),
    other_id INTEGER NOT NULL REFERENCES customer (id),
    decided_at TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;

-- Classification: what the firm decided about sheets of these headers, to be proposed again; and decisions that are not
-- entered yet, which can hold customers' values and are copied nowhere.
CREATE TABLE own_rule (
    signature BLOB NOT NULL,
    proposed TEXT NOT NULL,
    kind TEXT,
    sensitivity TEXT,
    rule TEXT,
    headers TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (signature, proposed)
) STRICT, WITHOUT ROWID;
CREATE TABLE draft (name TEXT PRIMARY KEY, content TEXT NOT NULL, kept_at TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Corrections of single cells: what the cell was, unless the old value must not be kept. They go with their record.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    record_id INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    before TEXT,
    reason TEXT NOT NULL,
    corrected_at TEXT NOT NULL,
    corrected_by TEXT NOT NULL
) STRICT;
CREATE INDEX correction_record ON correction (record_id);

-- Rule packs that were taken in place of the program's own, as their publisher signed them. Nothing of a customer.
CREATE TABLE rule_pack (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE,
    payload TEXT NOT NULL,
    jws TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    taken_by TEXT NOT NULL
) STRICT;
