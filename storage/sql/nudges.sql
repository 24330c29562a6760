-- name: add(tenant, id, broadcast, kind, by, now)!
insert into nudges (tenant, id, broadcast, kind, made_by, at)
values (:tenant, :id, :broadcast, :kind, :by, :now);

-- name: by_id(tenant, id)^
select id, broadcast, kind, made_by, at, after, people, doors, lately, homeless, unreachable, done_at from nudges
where tenant = :tenant and id = :id;

-- name: open(tenant)
select id, broadcast, kind, made_by, at, after, people, doors, lately, homeless, unreachable, done_at from nudges
where tenant = :tenant and done_at is null order by id limit 20;

-- name: newest(tenant, broadcast, kind)^
select id, broadcast, kind, made_by, at, after, people, doors, lately, homeless, unreachable, done_at from nudges
where tenant = :tenant and broadcast = :broadcast and kind = :kind order by id desc limit 1;

-- name: advance(tenant, id, after, people, doors, lately, homeless, unreachable)!
update nudges set after = :after, people = people + :people, doors = doors + :doors, lately = lately + :lately,
    homeless = homeless + :homeless, unreachable = unreachable + :unreachable
where tenant = :tenant and id = :id and after < :after;

-- name: ended(tenant, id, now)!
update nudges set done_at = :now where tenant = :tenant and id = :id and done_at is null;

-- name: silent(tenant, broadcast, by_household, after, count)
-- The next people of a ledger who have neither answered nor been told, with when their newest copy was written.
select r.person, case when r.household = 0 then 0 else coalesce(nullif(h.area, 0), h.village) end, r.household,
    coalesce(o.state, ''), coalesce(o.created_at, 0), r.way
from recipients r
left join outbox o on o.tenant = r.tenant and o.id = r.delivery and r.delivery <> 0
left join households h on h.tenant = r.tenant and h.id = r.household
where r.tenant = :tenant and r.broadcast = :broadcast and r.person > :after
and r.answered_at is null and r.told_at is null and r.way not in ('cancelled', 'expired')
and (:by_household = 0 or r.household = 0 or not exists (select 1 from recipients s where s.tenant = r.tenant
    and s.broadcast = r.broadcast and s.household = r.household
    and (s.answered_at is not null or s.told_at is not null)))
order by r.person limit :count;

-- name: hand(tenant, broadcast, area, nudge)!
insert into handed_over (tenant, broadcast, area, nudge) values (:tenant, :broadcast, :area, :nudge)
on conflict (tenant, broadcast, area) do update set nudge = excluded.nudge, sent_at = null
where handed_over.nudge <> excluded.nudge;

-- name: unsent(tenant, broadcast, nudge, count)
select g.area, a.kind, a.name, a.path, a.parent from handed_over g
left join areas a on a.tenant = g.tenant and a.id = g.area
where g.tenant = :tenant and g.broadcast = :broadcast and g.nudge = :nudge and g.sent_at is null
order by a.path limit :count;

-- name: sent(tenant, broadcast, area, now)!
update handed_over set sent_at = :now where tenant = :tenant and broadcast = :broadcast and area = :area;

-- name: without_worker(tenant, broadcast, nudge)
-- Areas that have no worker of their own: the nearest up went to their doors.
select a.name from handed_over g left join areas a on a.tenant = g.tenant and a.id = g.area
where g.tenant = :tenant and g.broadcast = :broadcast and g.nudge = :nudge
and not exists (select 1 from roles r where r.tenant = g.tenant and r.area = g.area and r.role = 'grid_worker')
order by a.path limit 200;

-- name: handed(tenant, broadcast)
select area from handed_over where tenant = :tenant and broadcast = :broadcast limit 5000;
