-- name: areas_by_name(tenant, names)
select id, kind, name, path, parent from areas
where tenant = :tenant and name in (select json_array_elements_text(cast(:names as json))) order by id;

-- name: households_at(tenant, places)
select h.id, h.village, h.area, h.door_key, h.part from json_array_elements(cast(:places as json)) k
join households h on h.tenant = :tenant and h.village = cast(k.value->>0 as bigint) and h.door_key = k.value->>1;

-- name: people_by_chat(tenant, account, chats)
select d.chat, p.id, p.name, p.phone, p.village, p.household, h.door, h.door_key, h.part, h.area
from addresses d
join persons p on p.tenant = d.tenant and p.id = d.person
left join households h on h.tenant = p.tenant and h.id = p.household
where d.tenant = :tenant and d.account = :account
and d.chat in (select json_array_elements_text(cast(:chats as json)));

-- name: people_by_phone(tenant, phones)
select p.phone, p.id, p.name, p.phone, p.village, p.household, h.door, h.door_key, h.part, h.area
from persons p
left join households h on h.tenant = p.tenant and h.id = p.household
where p.tenant = :tenant and p.phone <> ''
and p.phone in (select json_array_elements_text(cast(:phones as json))) order by p.id;

-- name: people_by_household(tenant, households)
select p.household, p.id, p.name, p.phone, p.village, p.household, h.door, h.door_key, h.part, h.area
from json_array_elements_text(cast(:households as json)) k
join households h on h.tenant = :tenant and h.id = cast(k.value as bigint)
join persons p on p.tenant = h.tenant and p.household = h.id
union all
select r.household, p.id, p.name, p.phone, p.village, p.household, h.door, h.door_key, h.part, h.area
from json_array_elements_text(cast(:households as json)) k
join relatives r on r.tenant = :tenant and r.household = cast(k.value as bigint)
join persons p on p.tenant = r.tenant and p.id = r.person
left join households h on h.tenant = p.tenant and h.id = p.household;

-- name: people_without_household(tenant, names)
select p.name, p.id, p.name, p.phone, p.village, p.household, '', '', '', 0
from persons p
where p.tenant = :tenant and p.household = 0
and p.name in (select json_array_elements_text(cast(:names as json))) order by p.id;

-- name: prepare$
-- Nothing to prepare: the server has its own memory.
select 0;
