-- name: add(tenant, id, household, village, name, phone, language, state, staff, now)!
insert into persons (tenant, id, household, village, name, phone, language, state, staff, created_at)
values (:tenant, :id, :household, :village, :name, :phone, :language, :state, :staff, :now);

-- name: by_address(tenant, account, chat)^
-- On the path of every update: person, household and village in one look; and whether they have other chats (1), in one
-- of which they were heard later (2).
select p.id, p.name, p.phone, p.language, p.state, p.village, v.path, p.household, h.door, h.area, a.path, p.staff,
    (select max(case when o.since > d.since then 2 else 1 end) from addresses o
    where o.tenant = d.tenant and o.person = d.person and o.person <> 0
    and (o.account <> d.account or o.chat <> d.chat))
from addresses d
join persons p on p.tenant = d.tenant and p.id = d.person
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where d.tenant = :tenant and d.account = :account and d.chat = :chat and d.person <> 0;

-- name: by_id(tenant, person)^
select p.id, p.name, p.phone, p.language, p.state, p.village, v.path, p.household, h.door, h.area, a.path, p.staff
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where p.tenant = :tenant and p.id = :person;

-- name: roles(tenant, person)
select r.role, r.area, a.path from roles r join areas a on a.tenant = r.tenant and a.id = r.area
where r.tenant = :tenant and r.person = :person order by r.role, r.area;

-- name: relative_of(tenant, person)
select household from relatives where tenant = :tenant and person = :person order by agreed_at;

-- name: relatives(tenant, household)
select person from relatives where tenant = :tenant and household = :household and neighbour = 0
order by person limit 20;

-- name: families_of_shut(tenant, keys)
-- Family elsewhere of those of some people who may be written to only after their next word. Cross joins bind SQLite to
-- begin with these few.
select distinct p.household, r.person from json_each(:keys) k cross join persons p cross join relatives r
where p.tenant = :tenant and p.id = k.value and p.household <> 0
and r.tenant = p.tenant and r.household = p.household and r.neighbour = 0
and exists (select 1 from addresses w where w.tenant = p.tenant and w.person = p.id and w.person <> 0
    and w.state <> 'reachable' and w.open_until is not null)
order by p.household, r.person;

-- name: acting(tenant, household)
select r.person from relatives r join persons p on p.tenant = r.tenant and p.id = r.person
where r.tenant = :tenant and r.household = :household and p.state <> 'gone' order by r.person limit 20;

-- name: drop_relative(tenant, person, household)!
delete from relatives where tenant = :tenant and person = :person and household = :household;

-- name: add_role(tenant, person, role, area)!
insert into roles (tenant, person, role, area) values (:tenant, :person, :role, :area) on conflict do nothing;

-- name: mark_staff(tenant, person)!
update persons set staff = 1 where tenant = :tenant and id = :person and staff <> 1;

-- name: add_relative(tenant, person, household, agreed_by, neighbour, now)!
insert into relatives (tenant, person, household, agreed_by, neighbour, agreed_at)
values (:tenant, :person, :household, :agreed_by, :neighbour, :now) on conflict do nothing;

-- name: mark_acting(tenant, person)!
-- Family elsewhere is looked up like staff: staff = 2 says that there is something to look up.
update persons set staff = 2 where tenant = :tenant and id = :person and staff = 0;

-- name: confirm(tenant, person)!
update persons set state = 'confirmed' where tenant = :tenant and id = :person and state = 'provisional';

-- name: move(tenant, person, household, village)!
update persons set household = :household, village = :village where tenant = :tenant and id = :person;

-- name: set_language(tenant, person, language)!
update persons set language = :language where tenant = :tenant and id = :person;

-- name: set_name_phone(tenant, person, name, phone)!
update persons set name = :name, phone = :phone where tenant = :tenant and id = :person;

-- name: by_phone(tenant, phone)
select id, name, household from persons where tenant = :tenant and phone = :phone and phone <> '' order by id limit 20;

-- name: by_name(tenant, name)
select id, name, household from persons where tenant = :tenant and name = :name order by id limit 200;

-- name: in_household(tenant, household)
select id from persons where tenant = :tenant and household = :household and state <> 'gone' order by id limit 50;

-- name: with_role(tenant, area, role)
select person from roles where tenant = :tenant and area = :area and role = :role order by person limit 200;

-- name: holders(tenant, role, path_low, path_high)
select distinct r.person from roles r
join areas a on a.tenant = r.tenant and a.id = r.area
where r.tenant = :tenant and r.role = :role and a.path >= :path_low and a.path < :path_high
order by r.person limit 200;

-- name: in_village(tenant, village, after, count)
select p.id, p.name, p.phone, p.state, h.door, p.staff, a.path
from persons p
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where p.tenant = :tenant and p.village = :village and p.id > :after order by p.id limit :count;

-- name: every(tenant, after, count)
select p.id, p.name, p.phone, p.language, p.state, h.door, h.part, h.landlord, v.name, a.name, g.name, p.household
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas a on a.tenant = h.tenant and a.id = h.area and a.kind = 'microgrid'
left join areas g on g.tenant = a.tenant and g.id = a.parent
where p.tenant = :tenant and p.id > :after order by p.id limit :count;

-- name: count(tenant)$
select count(*) from persons where tenant = :tenant;

-- name: add_term(tenant, term, person)!
insert into terms (tenant, term, person) values (:tenant, :term, :person) on conflict do nothing;

-- name: drop_terms(tenant, person)!
delete from terms where tenant = :tenant and person = :person;

-- name: search(tenant, low, high, path_low, path_high, count)
-- Every search is one prefix range of the term table; the area bounds what the seeker may see.
select p.id, p.name, p.phone, p.state, h.door, p.staff, a.path
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where p.tenant = :tenant
and p.id in (select t.person from terms t where t.tenant = :tenant and t.term >= :low and t.term < :high)
and coalesce(a.path, v.path) >= :path_low and coalesce(a.path, v.path) < :path_high
order by p.id limit :count;

-- name: search_all(tenant, low1, high1, low2, high2, low3, high3, low4, high4, path_low, path_high, count)
-- Several words, each one prefix range of the term table: whoever stands in all of them.
select p.id, p.name, p.phone, p.state, h.door, p.staff, a.path
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where p.tenant = :tenant
and p.id in (select t.person from terms t where t.tenant = :tenant and t.term >= :low1 and t.term < :high1
    intersect select t.person from terms t where t.tenant = :tenant and t.term >= :low2 and t.term < :high2
    intersect select t.person from terms t where t.tenant = :tenant and t.term >= :low3 and t.term < :high3
    intersect select t.person from terms t where t.tenant = :tenant and t.term >= :low4 and t.term < :high4)
and coalesce(a.path, v.path) >= :path_low and coalesce(a.path, v.path) < :path_high
order by p.id limit :count;
