-- Search indexes are GIN over (tenant_id, grams): a uuid in a GIN index needs this extension, whose operator classes are found wherever
-- it is. In schema crm because a role need not have rights on public; one that is already installed elsewhere will do as well.
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA crm;
