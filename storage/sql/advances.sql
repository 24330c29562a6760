-- name: add(tenant, id, errand, person, kind, fen, by, now)!
insert into advances (tenant, id, errand, person, kind, fen, noted_by, at)
values (:tenant, :id, :errand, :person, :kind, :fen, :by, :now);

-- name: hold(tenant, errand)!
-- Two who note money of one errand do so one after another.
update errands set number = number where tenant = :tenant and id = :errand;

-- name: of_errand(tenant, errand)
select person, kind, fen from advances where tenant = :tenant and errand = :errand order by id limit 1000;

-- name: owed_to(tenant, person)
-- The errands for which somebody has money to get back.
select errand from advances where tenant = :tenant and person = :person
group by errand having sum(case when kind = 'advanced' then fen else -fen end) > 0 order by errand limit 50;

-- name: owed_in(tenant, path_low, path_high)
-- What each worker has laid out in an area and not got back. Cross joins bind SQLite to the order as written.
select m.person, p.name, sum(case when m.kind = 'advanced' then m.fen else -m.fen end)
from areas x
cross join errands e
cross join advances m
cross join persons p
where x.tenant = :tenant and x.path >= :path_low and x.path < :path_high
and e.tenant = x.tenant and e.area = x.id and m.tenant = e.tenant and m.errand = e.id
and p.tenant = m.tenant and p.id = m.person
group by m.person, p.name
having sum(case when m.kind = 'advanced' then m.fen else -m.fen end) <> 0
order by p.name, m.person;

-- name: owed_of(tenant, keys)
-- Money of several errands. The limit binds SQLite to the order as written.
select m.errand, m.person, sum(case when m.kind = 'advanced' then m.fen else 0 end),
    sum(case when m.kind = 'repaid' then m.fen else 0 end)
from (select value from json_each(:keys) limit -1) k
cross join advances m
where m.tenant = :tenant and m.errand = k.value
group by m.errand, m.person;
