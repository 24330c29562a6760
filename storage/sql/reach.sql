-- name: counted(tenant, keys, present)
-- Some people by where they would be written to (where they were last bound and still answer; a
-- page of the web chat only while it is open) and whether they have a
-- telephone. Grouped here: a district's slice comes back as a few rows. Keys come as JSON; cross joins bind SQLite to
-- the written order.
select coalesce((select d.account from addresses d
        where d.tenant = :tenant and d.person = p.id and d.person <> 0 and d.state = 'reachable'
        and (d.account <> 'web' or d.seen_at > :present)
        order by d.chosen desc, d.since desc, d.account limit 1), '') as account,
    case when p.phone <> '' then 1 else 0 end as telephone, count(*)
from json_each(:keys) k cross join persons p
where p.tenant = :tenant and p.id = k.value group by 1, 2;

-- name: without_either(tenant, keys, present)
-- Doors behind which somebody has neither a chat nor a telephone.
select distinct p.household from json_each(:keys) k cross join persons p
where p.tenant = :tenant and p.id = k.value and p.phone = '' and p.household <> 0
and not exists (select 1 from addresses d
    where d.tenant = :tenant and d.person = p.id and d.person <> 0 and d.state = 'reachable'
        and (d.account <> 'web' or d.seen_at > :present));

-- name: in_chat(tenant, keys, present)
-- Those of some people who would be written to.
select p.id from json_each(:keys) k cross join persons p
where p.tenant = :tenant and p.id = k.value and exists (select 1 from addresses d
    where d.tenant = :tenant and d.person = p.id and d.person <> 0 and d.state = 'reachable'
        and (d.account <> 'web' or d.seen_at > :present));

-- name: named(tenant, person)^
select p.id, p.name, h.door from persons p
left join households h on h.tenant = p.tenant and h.id = p.household
where p.tenant = :tenant and p.id = :person;

-- name: reading(tenant, keys, language)$
select count(*) from json_each(:keys) k cross join persons p
where p.tenant = :tenant and p.id = k.value and p.language like :language;

-- name: people_in(tenant, village, most)$
-- Counted no further than needed.
select count(*) from (select 1 from persons where tenant = :tenant and village = :village limit :most) p;
