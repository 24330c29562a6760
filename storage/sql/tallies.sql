-- name: households(tenant, path_low, path_high)$
select count(*) from areas a
cross join households h
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high and h.tenant = a.tenant and h.area = a.id;

-- name: households_after(tenant, path_low, path_high, after)$
-- Those that were made later: an id grows with time.
select count(*) from households h
join areas a on a.tenant = h.tenant and a.id = h.area
where h.tenant = :tenant and h.id > :after and a.path >= :path_low and a.path < :path_high;

-- name: persons_of_villages(tenant, path_low, path_high, after)$
-- Out of the index alone: 420,000 rows are not touched.
select count(*) from areas v
cross join persons p
where v.tenant = :tenant and v.kind = 'village' and v.path >= :path_low and v.path < :path_high
and p.tenant = v.tenant and p.village = v.id and p.id > :after;

-- name: gone_of_villages(tenant, path_low, path_high, after)$
select count(*) from areas v
cross join persons p
where v.tenant = :tenant and v.kind = 'village' and v.path >= :path_low and v.path < :path_high
and p.tenant = v.tenant and p.village = v.id and p.state = 'gone' and p.id > :after;

-- name: persons_of_part(tenant, path_low, path_high, after)$
-- Of a part of a village.
select count(*) from areas a
cross join households h
cross join persons p
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and h.tenant = a.tenant and h.area = a.id
and p.tenant = h.tenant and p.household = h.id and p.state <> 'gone' and p.id > :after;

-- name: observed(tenant, path_low, path_high, since, until)^
select coalesce(sum(case when o.enrolled_at >= :since then 1 else 0 end), 0), count(*) from areas a
cross join observations o
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and o.tenant = a.tenant and o.area = a.id and o.enrolled_at < :until;

-- name: observed_then(tenant, path_low, path_high, until)
-- Who was observed at a time. Many have the same course.
select o.stages, count(*) from areas a
cross join observations o
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and o.tenant = a.tenant and o.area = a.id and o.enrolled_at < :until
and (o.ended_at is null or o.ended_at >= :until)
group by o.stages;

-- name: alarms(tenant, path_low, path_high, since, until)^
select coalesce(sum(case when h.at >= :since then 1 else 0 end), 0), count(*),
    coalesce(sum(case when h.closed_at is null or h.closed_at >= :until then 1 else 0 end), 0)
from areas a
cross join health_alarms h
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and h.tenant = a.tenant and h.area = a.id and h.at < :until;

-- name: errands(tenant, path_low, path_high, since, until)^
select coalesce(sum(case when e.asked_at >= :since then 1 else 0 end), 0), count(*),
    coalesce(sum(case when e.state in ('open', 'taken', 'done') then 1 else 0 end), 0)
from areas a
cross join errands e
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and e.tenant = a.tenant and e.area = a.id and e.asked_at < :until;

-- name: visits(tenant, path_low, path_high, first_day, last_day)$
select count(*) from areas a
cross join visits v
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and v.tenant = a.tenant and v.area = a.id and v.day >= :first_day and v.day <= :last_day;

-- name: corrections(tenant, path_low, path_high, first_day, last_day)$
-- Visits that only correct an earlier one.
select count(*) from areas a
cross join visits v
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and v.tenant = a.tenant and v.area = a.id and v.replaces <> 0 and v.day >= :first_day and v.day <= :last_day;

-- name: doors(tenant, path_low, path_high, first_day, last_day)$
-- Households on the day of their first visit.
select count(*) from areas a
cross join visits v
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and v.tenant = a.tenant and v.area = a.id and v.nth = 1 and v.day >= :first_day and v.day <= :last_day;

-- name: returnees(tenant, path_low, path_high, since, until)^
-- Who is here: not those who are only expected, and each once. The last number: nobody has decided what follows.
select coalesce(sum(case when r.said_at >= :since then r.number_of else 0 end), 0), coalesce(sum(r.number_of), 0),
    coalesce(sum(case when r.state = 'open' then r.number_of else 0 end), 0)
from areas a
cross join returnees r
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and r.tenant = a.tenant and r.area = a.id and r.state in ('open', 'observed', 'not_needed') and r.said_at < :until;

-- name: checks(tenant, path_low, path_high, since, until)^
select coalesce(sum(case when c.ended_at >= :since then 1 else 0 end), 0), count(*) from areas a
cross join shops s
cross join shop_checks c
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and s.tenant = a.tenant and s.area = a.id
and c.tenant = s.tenant and c.shop = s.id and c.state = 'done' and c.ended_at < :until;

-- name: disputes(tenant, village, path_low, path_high, since, until)^
-- Complaints and disputes of a village or of a part of it.
select coalesce(sum(case when m.opened_at >= :since then 1 else 0 end), 0), count(*),
    coalesce(sum(case when m.closed_at is null or m.closed_at >= :until then 1 else 0 end), 0)
from matters m
join areas a on a.tenant = m.tenant and a.id = m.area
where m.tenant = :tenant and m.village = :village and m.opened_at < :until
and a.path >= :path_low and a.path < :path_high;

-- name: list_households(tenant, path_low, path_high, after, before, skip, count)
select h.id, h.created_at, '', h.door, h.part from households h
join areas a on a.tenant = h.tenant and a.id = h.area
where h.tenant = :tenant and h.id > :after and h.id <= :before and a.path >= :path_low and a.path < :path_high
order by h.id desc limit :count offset :skip;

-- name: list_persons(tenant, path_low, path_high, after, before, skip, count)
select p.id, p.created_at, p.name, coalesce(h.door, ''), p.phone from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where p.tenant = :tenant and p.id > :after and p.id <= :before and p.state <> 'gone'
and coalesce(a.path, v.path) >= :path_low and coalesce(a.path, v.path) < :path_high
order by p.id desc limit :count offset :skip;

-- name: list_observed(tenant, path_low, path_high, since, until, going, skip, count)
select o.id, o.enrolled_at, coalesce(p.name, ''), coalesce(h.door, ''), o.state from areas a
cross join observations o
left join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and o.tenant = a.tenant and o.area = a.id and o.enrolled_at >= :since and o.enrolled_at < :until
and (:going = 0 or o.ended_at is null or o.ended_at >= :until)
order by o.enrolled_at desc, o.id limit :count offset :skip;

-- name: list_alarms(tenant, path_low, path_high, since, until, going, skip, count)
select x.id, x.at, coalesce(p.name, ''), coalesce(h.door, ''), x.outcome from areas a
cross join health_alarms x
left join persons p on p.tenant = x.tenant and p.id = x.person and x.person <> 0
left join households h on h.tenant = x.tenant and h.id = x.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and x.tenant = a.tenant and x.area = a.id and x.at >= :since and x.at < :until
and (:going = 0 or x.closed_at is null or x.closed_at >= :until)
order by x.at desc, x.id limit :count offset :skip;

-- name: list_errands(tenant, path_low, path_high, since, until, going, skip, count)
select e.id, e.asked_at, coalesce(p.name, ''), coalesce(h.door, ''), e.state from areas a
cross join errands e
left join persons p on p.tenant = e.tenant and p.id = e.person and e.person <> 0
left join households h on h.tenant = e.tenant and h.id = e.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and e.tenant = a.tenant and e.area = a.id and e.asked_at >= :since and e.asked_at < :until
and (:going = 0 or e.state in ('open', 'taken', 'done'))
order by e.asked_at desc, e.id limit :count offset :skip;

-- name: list_visits(tenant, path_low, path_high, first_day, last_day, skip, count)
select v.id, v.at, coalesce(p.name, ''), coalesce(h.door, ''), v.result from areas a
cross join visits v
left join persons p on p.tenant = v.tenant and p.id = v.visitor
left join households h on h.tenant = v.tenant and h.id = v.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and v.tenant = a.tenant and v.area = a.id and v.replaces = 0 and v.day >= :first_day and v.day <= :last_day
order by v.at desc, v.id limit :count offset :skip;

-- name: list_doors(tenant, path_low, path_high, first_day, last_day, skip, count)
select v.id, v.at, coalesce(p.name, ''), coalesce(h.door, ''), v.result from areas a
cross join visits v
left join persons p on p.tenant = v.tenant and p.id = v.visitor
left join households h on h.tenant = v.tenant and h.id = v.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and v.tenant = a.tenant and v.area = a.id and v.nth = 1 and v.day >= :first_day and v.day <= :last_day
order by v.at desc, v.id limit :count offset :skip;

-- name: list_returnees(tenant, path_low, path_high, since, until, going, skip, count)
select r.id, r.said_at, coalesce(p.name, r.name), coalesce(h.door, ''),
    r.origin || case when r.number_of > 1 then ' ×' || cast(r.number_of as text) else '' end
from areas a
cross join returnees r
left join persons p on p.tenant = r.tenant and p.id = r.person and r.person <> 0
left join households h on h.tenant = r.tenant and h.id = r.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and r.tenant = a.tenant and r.area = a.id and r.state in ('open', 'observed', 'not_needed')
and r.said_at >= :since and r.said_at < :until and (:going = 0 or r.state = 'open')
order by r.said_at desc, r.id limit :count offset :skip;

-- name: list_checks(tenant, path_low, path_high, since, until, skip, count)
select c.id, c.ended_at, s.name, s.street, c.ending from areas a
cross join shops s
cross join shop_checks c
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and s.tenant = a.tenant and s.area = a.id
and c.tenant = s.tenant and c.shop = s.id and c.state = 'done' and c.ended_at >= :since and c.ended_at < :until
order by c.ended_at desc, c.id limit :count offset :skip;

-- name: list_disputes(tenant, village, path_low, path_high, since, until, going, skip, count)
-- Only their numbers: what they are about is seen by those who have a hand in them.
select m.id, m.opened_at, cast(m.number as text), m.kind, m.state from matters m
join areas a on a.tenant = m.tenant and a.id = m.area
where m.tenant = :tenant and m.village = :village and m.opened_at >= :since and m.opened_at < :until
and (:going = 0 or m.closed_at is null or m.closed_at >= :until)
and a.path >= :path_low and a.path < :path_high
order by m.opened_at desc, m.id limit :count offset :skip;
