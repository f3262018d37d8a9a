-- Qingdang vault schema, version 2.

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
