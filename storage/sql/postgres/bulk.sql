-- name: areas_by_name(tenant, keys)
select id, kind, name, path, parent from areas
where tenant = :tenant and name in (select json_array_elements_text(cast(:keys as json))) order by id;

-- name: households_at(tenant, keys)
select h.id, h.village, h.door_key, h.part, a.path from json_array_elements(cast(:keys as json)) k
join households h on h.tenant = :tenant and h.village = cast(k.value->>0 as bigint) and h.door_key = k.value->>1
left join areas a on a.tenant = h.tenant and a.id = h.area;

-- name: people_by_chat(tenant, account, keys)
select d.chat, p.id, p.name, p.phone, v.name, p.household, h.door, h.door_key
from addresses d
join persons p on p.tenant = d.tenant and p.id = d.person
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
where d.tenant = :tenant and d.account = :account
and d.chat in (select json_array_elements_text(cast(:keys as json)));

-- name: people_by_phone(tenant, keys)
select p.phone, p.id, p.name, p.phone, v.name, p.household, h.door, h.door_key
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
where p.tenant = :tenant and p.phone <> ''
and p.phone in (select json_array_elements_text(cast(:keys as json))) order by p.id;

-- name: people_by_household(tenant, keys)
select h.id, p.id, p.name, p.phone, v.name, p.household, h.door, h.door_key
from json_array_elements_text(cast(:keys as json)) k
join households h on h.tenant = :tenant and h.id = cast(k.value as bigint)
join persons p on p.tenant = h.tenant and p.household = h.id
join areas v on v.tenant = p.tenant and v.id = p.village
union all
select r.household, p.id, p.name, p.phone, v.name, p.household, h.door, h.door_key
from json_array_elements_text(cast(:keys as json)) k
join relatives r on r.tenant = :tenant and r.household = cast(k.value as bigint)
join persons p on p.tenant = r.tenant and p.id = r.person
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household;

-- name: people_without_household(tenant, account, keys)
select p.name, p.id, p.name, p.phone, v.name, p.household, '', '',
    exists (select 1 from addresses d where d.tenant = p.tenant and d.person = p.id and d.account = :account)
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
where p.tenant = :tenant and p.household = 0
and p.name in (select json_array_elements_text(cast(:keys as json))) order by p.id;

-- name: add_households(tenant, rows, now)!
insert into households (tenant, id, area, village, door, door_key, part, landlord, created_at)
select :tenant, cast(r.value->>0 as bigint), cast(r.value->>1 as bigint), cast(r.value->>2 as bigint), r.value->>3,
    r.value->>4, r.value->>5, r.value->>6, :now
from json_array_elements(cast(:rows as json)) r on conflict do nothing;

-- name: add_people(tenant, rows, now)!
insert into persons (tenant, id, household, village, name, phone, language, state, staff, created_at)
select :tenant, cast(r.value->>0 as bigint), cast(r.value->>1 as bigint), cast(r.value->>2 as bigint), r.value->>3,
    r.value->>4, r.value->>5, 'confirmed', cast(r.value->>6 as smallint), :now
from json_array_elements(cast(:rows as json)) r;

-- name: add_terms(tenant, rows)!
insert into terms (tenant, term, person)
select :tenant, t.value, cast(r.value->>0 as bigint) from json_array_elements(cast(:rows as json)) r,
    json_array_elements_text(r.value->1) t
on conflict do nothing;

-- name: prepare()$
-- Nothing to prepare: the server has its own memory.
select 0;
