-- name: areas_by_name(tenant, keys)
-- Lists of keys come as JSON: one round trip a slice, whatever its size. Cross joins bind SQLite to the written
-- order, key by key: left to itself it walks the whole table, which grows with the district.
select id, kind, name, path, parent from areas
where tenant = :tenant and name in (select value from json_each(:keys)) order by id;

-- name: households_at(tenant, keys)
select h.id, h.village, h.door_key, h.part, a.path
from json_each(:keys) k
cross join households h on h.tenant = :tenant and h.village = json_extract(k.value, '$[0]')
    and h.door_key = json_extract(k.value, '$[1]')
left join areas a on a.tenant = h.tenant and a.id = h.area;

-- name: people_by_chat(tenant, account, keys)
select d.chat, p.id, p.name, p.phone, p.language, v.name, p.household, h.door, h.door_key
from json_each(:keys) k
cross join addresses d on d.tenant = :tenant and d.account = :account and d.chat = k.value
cross join persons p on p.tenant = d.tenant and p.id = d.person
cross join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household;

-- name: people_by_phone(tenant, keys)
select p.phone, p.id, p.name, p.phone, p.language, v.name, p.household, h.door, h.door_key
from json_each(:keys) k
cross join persons p on p.tenant = :tenant and p.phone = k.value and p.phone <> ''
cross join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
order by p.id;

-- name: people_by_household(tenant, keys)
-- Those who live there and family elsewhere who act for it.
select h.id, p.id, p.name, p.phone, p.language, v.name, p.household, h.door, h.door_key
from json_each(:keys) k
cross join households h on h.tenant = :tenant and h.id = k.value
cross join persons p on p.tenant = h.tenant and p.household = h.id
cross join areas v on v.tenant = p.tenant and v.id = p.village
union all
select r.household, p.id, p.name, p.phone, p.language, v.name, p.household, h.door, h.door_key
from json_each(:keys) k
cross join relatives r indexed by relatives_household on r.tenant = :tenant and r.household = k.value
    and r.neighbour = 0
cross join persons p on p.tenant = r.tenant and p.id = r.person
cross join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household;

-- name: people_without_household(tenant, account, keys)
-- Staff who live elsewhere and have no phone are told apart by name and village only.
select p.name, p.id, p.name, p.phone, p.language, v.name, p.household, '', '',
    exists (select 1 from addresses d where d.tenant = p.tenant and d.person = p.id and d.person <> 0
        and d.account = :account)
from json_each(:keys) k
cross join persons p indexed by persons_name on p.tenant = :tenant and p.name = k.value and p.household = 0
    and p.state <> 'gone'
cross join areas v on v.tenant = p.tenant and v.id = p.village
order by p.id;

-- name: add_households(tenant, rows, now)!
-- A slice is one statement: nothing else of the program waits while it runs, and it is one round trip.
insert into households (tenant, id, area, village, door, door_key, part, landlord, created_at)
select :tenant, json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]'), json_extract(r.value, '$[2]'),
    json_extract(r.value, '$[3]'), json_extract(r.value, '$[4]'), json_extract(r.value, '$[5]'),
    json_extract(r.value, '$[6]'), :now
from json_each(:rows) r where true on conflict do nothing;

-- name: refine_area(tenant, household, area)!
update households set area = :area where tenant = :tenant and id = :household;

-- name: add_people(tenant, rows, now)!
insert into persons (tenant, id, household, village, name, phone, language, state, staff, created_at)
select :tenant, json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]'), json_extract(r.value, '$[2]'),
    json_extract(r.value, '$[3]'), json_extract(r.value, '$[4]'), json_extract(r.value, '$[5]'), 'confirmed',
    json_extract(r.value, '$[6]'), :now
from json_each(:rows) r;

-- name: add_roles(tenant, person, role, area)*!
insert into roles (tenant, person, role, area) values (:tenant, :person, :role, :area) on conflict do nothing;

-- name: add_terms(tenant, rows)!
-- rows: pairs of a person and the list of their terms. In the order of the index, so that neighbours share its pages.
insert into terms (tenant, term, person)
select :tenant, t.value, json_extract(r.value, '$[0]') from json_each(:rows) r, json_each(r.value, '$[1]') t
where true order by t.value, 3 on conflict do nothing;

-- name: prepare()$
-- A large fill revisits the pages of its indexes; with SQLite's usual 2 MB of them in memory it takes twice as long.
pragma cache_size = -200000;
