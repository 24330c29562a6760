-- name: areas_by_name(tenant, keys)
-- Key by key through the index: a database that has just begun to fill has no statistics, and the planner then walks
-- its tables whole for each slice. What stands before "offset 0" it takes as it is written.
select id, kind, name, path, parent from areas
where tenant = :tenant and name in (select json_array_elements_text(cast(:keys as json))) order by id;

-- name: households_at(tenant, keys)
select h.id, h.village, h.door_key, h.part, a.path
from json_array_elements(cast(:keys as json)) k
cross join lateral (select * from households where tenant = :tenant and village = cast(k.value->>0 as bigint)
    and door_key = k.value->>1 offset 0) h
left join areas a on a.tenant = h.tenant and a.id = h.area;

-- name: people_by_chat(tenant, account, keys)
select d.chat, p.id, p.name, p.phone, p.language, v.name, p.household, h.door, h.door_key
from json_array_elements_text(cast(:keys as json)) k
cross join lateral (select * from addresses where tenant = :tenant and account = :account and chat = k.value
    offset 0) d
join persons p on p.tenant = d.tenant and p.id = d.person
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household;

-- name: people_by_phone(tenant, keys)
select p.phone, p.id, p.name, p.phone, p.language, v.name, p.household, h.door, h.door_key
from json_array_elements_text(cast(:keys as json)) k
cross join lateral (select * from persons where tenant = :tenant and phone = k.value and phone <> '' offset 0) p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
order by p.id;

-- name: people_by_household(tenant, keys)
select h.id, p.id, p.name, p.phone, p.language, v.name, p.household, h.door, h.door_key
from json_array_elements_text(cast(:keys as json)) k
cross join lateral (select * from households where tenant = :tenant and id = cast(k.value as bigint) offset 0) h
cross join lateral (select * from persons where tenant = :tenant and household = h.id offset 0) p
join areas v on v.tenant = p.tenant and v.id = p.village
union all
select r.household, p.id, p.name, p.phone, p.language, v.name, p.household, h.door, h.door_key
from json_array_elements_text(cast(:keys as json)) k
cross join lateral (select * from relatives where tenant = :tenant and household = cast(k.value as bigint)
    and neighbour = 0 offset 0) r
join persons p on p.tenant = r.tenant and p.id = r.person
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household;

-- name: people_without_household(tenant, account, keys)
select p.name, p.id, p.name, p.phone, p.language, v.name, p.household, '', '',
    exists (select 1 from addresses d where d.tenant = p.tenant and d.person = p.id and d.person <> 0
        and d.account = :account)
from json_array_elements_text(cast(:keys as json)) k
cross join lateral (select * from persons where tenant = :tenant and name = k.value and household = 0
    and state <> 'gone' offset 0) p
join areas v on v.tenant = p.tenant and v.id = p.village
order by p.id;

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
