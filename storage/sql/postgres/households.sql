-- name: holding_any(tenant, keys, states, at)
select distinct s.household from household_statuses s
where s.tenant = :tenant
and s.household in (select cast(value as bigint) from json_array_elements_text(cast(:keys as json)))
and s.status in (select value from json_array_elements_text(cast(:states as json)))
and s.since <= :at and (s.until is null or s.until > :at);
