-- Qingdang vault schema, version 2.

-- Import: most rows bring an ID number or a phone; these indexes are made again when an import first asks for them
-- (app/storage/customers.py).
DROP INDEX customer_name;
DROP INDEX customer_org;
DROP INDEX customer_code;
