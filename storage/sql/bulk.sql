-- name: areas_by_name(tenant, keys)
-- Lists of keys come as JSON: one round trip a slice, whatever its size.
select id, kind, name, path, parent from areas
where tenant = :tenant and name in (select value from json_each(:keys)) order by id;

-- name: households_at(tenant, keys)
select h.id, h.village, h.door_key, h.part, a.path from json_each(:keys) k
join households h on h.tenant = :tenant and h.village = json_extract(k.value, '$[0]')
    and h.door_key = json_extract(k.value, '$[1]')
left join areas a on a.tenant = h.tenant and a.id = h.area;

-- name: people_by_chat(tenant, account, keys)
select d.chat, p.id, p.name, p.phone, v.name, p.household, h.door, h.door_key
from addresses d
join persons p on p.tenant = d.tenant and p.id = d.person
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
where d.tenant = :tenant and d.account = :account and d.chat in (select value from json_each(:keys));

-- name: people_by_phone(tenant, keys)
-- A number that half a village is registered with identifies nobody quickly: the lists of it are bounded.
select p.phone, p.id, p.name, p.phone, v.name, p.household, h.door, h.door_key
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
where p.tenant = :tenant and p.phone <> '' and p.phone in (select value from json_each(:keys)) order by p.id;

-- name: people_by_household(tenant, keys)
-- Those who live there and family elsewhere who act for it.
select h.id, p.id, p.name, p.phone, v.name, p.household, h.door, h.door_key
from json_each(:keys) k
join households h on h.tenant = :tenant and h.id = k.value
join persons p on p.tenant = h.tenant and p.household = h.id
join areas v on v.tenant = p.tenant and v.id = p.village
union all
select r.household, p.id, p.name, p.phone, v.name, p.household, h.door, h.door_key
from json_each(:keys) k
join relatives r on r.tenant = :tenant and r.household = k.value
join persons p on p.tenant = r.tenant and p.id = r.person
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household;

-- name: people_without_household(tenant, account, keys)
-- Staff who live elsewhere and have no phone are told apart by name and village only.
select p.name, p.id, p.name, p.phone, v.name, p.household, '', '',
    exists (select 1 from addresses d where d.tenant = p.tenant and d.person = p.id and d.account = :account)
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
where p.tenant = :tenant and p.household = 0 and p.name in (select value from json_each(:keys)) order by p.id;

-- name: add_households(tenant, id, area, village, door, door_key, part, landlord, now)*!
insert into households (tenant, id, area, village, door, door_key, part, landlord, created_at)
values (:tenant, :id, :area, :village, :door, :door_key, :part, :landlord, :now) on conflict do nothing;

-- name: refine_area(tenant, household, area)!
update households set area = :area where tenant = :tenant and id = :household;

-- name: add_people(tenant, id, household, village, name, phone, language, staff, now)*!
insert into persons (tenant, id, household, village, name, phone, language, state, staff, created_at)
values (:tenant, :id, :household, :village, :name, :phone, :language, 'confirmed', :staff, :now);

-- name: add_roles(tenant, person, role, area)*!
insert into roles (tenant, person, role, area) values (:tenant, :person, :role, :area) on conflict do nothing;

-- name: add_terms(tenant, term, person)*!
insert into terms (tenant, term, person) values (:tenant, :term, :person) on conflict do nothing;

-- name: prepare()$
-- A large fill revisits the pages of its indexes; with SQLite's usual 2 MB of them in memory it takes twice as long.
pragma cache_size = -200000;
