-- What finds a customer is indexed by portions of the customers (app/storage/portions.py); those of name, org and code
-- are made when an import first asks for them.
DROP INDEX customer_id_number;
DROP INDEX customer_phone;
DROP INDEX IF EXISTS customer_name;
DROP INDEX IF EXISTS customer_org;
DROP INDEX IF EXISTS customer_code;
CREATE INDEX customer_id_number ON customer (id >> 18, id_number) WHERE id_number <> '';
CREATE INDEX customer_phone ON customer (id >> 18, phone) WHERE phone <> '';

-- record.digest: behind the number of the record's portion, two bytes; in the first portion there is no number.
UPDATE record SET digest = CAST(unhex(printf('%04x', id >> 18)) || digest AS BLOB) WHERE id >= 1 << 18;
