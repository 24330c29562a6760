-- The households of an area are read from this index alone.
drop index households_area;
create index households_homes on households (tenant, area, id);

-- Newcomers of a household. Their state stands in its key as well: else SQLite takes the index of all people.
create index persons_new on persons (tenant, household, state) where state = 'provisional';
