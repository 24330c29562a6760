-- name: homes(tenant, path_low, path_high, since)^
-- The households of micro-grids, and those of villages whose micro-grid is not known, as a JSON list; and whether any of
-- these areas was handed whoever is silent. Cross joins bind SQLite to the order as written.
select json_group_array(id), exists (select 1 from areas p cross join handed_over g
    where p.tenant = :tenant and p.path >= :path_low and p.path < :path_high
    and g.tenant = p.tenant and g.area = p.id and g.broadcast > :since)
from (select h.id from areas a cross join households h
        where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
        and h.tenant = a.tenant and h.area = a.id
    union all select w.id from areas v cross join households w
        where v.tenant = :tenant and v.path >= :path_low and v.path < :path_high and v.kind = 'village'
        and w.tenant = v.tenant and w.village = v.id and w.area = 0 limit 5000) found;

-- name: to_tell(tenant, keys, handed, since, broadcast)
-- Of some households, whoever is still to be told in person: those for whom that is the way and who have not read a
-- copy all the same; and, of those in `handed`, whoever was handed to the workers because they are silent, on its
-- correction where there is one.
-- Cross joins bind SQLite to the order as written: from the few households.
select h.id, h.village, h.area, h.door, h.part, x.broadcast, p.id, p.name, p.phone, x.way,
    exists (select 1 from addresses w where w.tenant = p.tenant and w.person = p.id and w.person <> 0
        and w.state <> 'reachable' and w.open_until is not null)
from (select r.household, r.broadcast, r.person, r.way
    from json_each(:keys) k cross join recipients r
    left join outbox o on o.tenant = r.tenant and o.id = r.delivery and r.delivery <> 0
    left join conversations c on c.tenant = o.tenant and c.account = o.account and c.chat = o.chat
    where r.tenant = :tenant and r.household = k.value and r.broadcast > :since
    and (:broadcast = 0 or r.broadcast = :broadcast)
    and r.answered_at is null and r.told_at is null and r.way in ('phone', 'knock', 'failed')
    and coalesce(o.state, '') not in ('delivered', 'read')
    and not (coalesce(o.state, '') = 'sent' and coalesce(c.at, 0) > coalesce(o.sent_at, 0))
    union select r.household, r.broadcast, r.person, r.way
    from json_each(:handed) k cross join households w cross join handed_over g cross join recipients r
    where w.tenant = :tenant and w.id = k.value and g.tenant = w.tenant
    and g.area = case when w.area <> 0 then w.area else w.village end and g.broadcast > :since
    and r.tenant = g.tenant and r.household = w.id and r.broadcast = coalesce((select max(e.id) from broadcasts e
        where e.tenant = :tenant and e.of_broadcast = g.broadcast and e.of_broadcast <> 0 and e.operation = 'edit'
        and e.state in ('running', 'paused', 'finished')), g.broadcast)
    and (:broadcast = 0 or r.broadcast = :broadcast)
    and r.answered_at is null and r.told_at is null and r.way not in ('cancelled', 'expired')) x
cross join persons p cross join households h
where p.tenant = :tenant and p.id = x.person and p.state <> 'gone' and h.tenant = :tenant and h.id = x.household
order by h.village, h.area, h.door_key, h.part, h.id, x.broadcast, p.id;

-- name: telling(tenant, keys, now)
-- Of some broadcasts, those that are still told: their words hold and were neither corrected nor withdrawn, and are no
-- worker's own list of the day; with their titles, and whether one answer spares the door.
select b.id, n.title, n.counted
from json_each(:keys) k cross join broadcasts b cross join notices n
where b.tenant = :tenant and b.id = k.value and n.tenant = b.tenant and n.id = b.notice
and b.expires_at > :now and b.operation <> 'withdraw' and n.template <> 'digest'
and b.state in ('running', 'paused', 'finished')
and not exists (select 1 from broadcasts t where t.tenant = b.tenant and t.of_broadcast = b.id and t.of_broadcast <> 0
    and (t.state in ('running', 'paused', 'finished') or (t.operation = 'edit' and t.frozen_at is not null)));

-- name: spared(tenant, broadcast, keys)
-- Households of which somebody answered or was told.
select distinct r.household from json_each(:keys) k cross join recipients r
where r.tenant = :tenant and r.broadcast = :broadcast and r.household = k.value and r.household <> 0
and (r.answered_at is not null or r.told_at is not null);

-- name: visits(tenant, keys)
-- Who goes to the doors of some households and who was there, the oldest first.
select d.household, d.broadcast, d.given_to, coalesce(g.name, ''), d.done_at, d.done_by, coalesce(w.name, ''), d.outcome
from json_each(:keys) k cross join doors d
left join persons g on g.tenant = d.tenant and g.id = d.given_to
left join persons w on w.tenant = d.tenant and w.id = d.done_by
where d.tenant = :tenant and d.household = k.value and d.household <> 0 and d.kind = 'knock' order by d.id;

-- name: add(tenant, id, broadcast, kind, household, place, area, given_to, given_at, by, now)!
insert into doors (tenant, id, broadcast, kind, household, place, area, given_to, given_at, made_by, made_at)
values (:tenant, :id, :broadcast, :kind, :household, :place, :area, :given_to, cast(:given_at as bigint), :by, :now)
on conflict do nothing;

-- name: claim(tenant, broadcast, household, worker, now)!
update doors set given_to = :worker, given_at = :now
where tenant = :tenant and broadcast = :broadcast and kind = 'knock' and household = :household and place = ''
and done_at is null and given_to in (0, :worker);

-- name: give_back(tenant, household, worker)!
update doors set given_to = 0, given_at = null
where tenant = :tenant and household = :household and household <> 0 and kind = 'knock' and done_at is null
and given_to = :worker;

-- name: visited(tenant, broadcast, household, outcome, by, now)!
-- The visit ends the open row, whoever was to go there.
update doors set done_at = :now, done_by = :by, outcome = :outcome
where tenant = :tenant and broadcast = :broadcast and kind = 'knock' and household = :household and place = ''
and done_at is null;

-- name: add_visit(tenant, id, broadcast, household, area, outcome, by, now)!
insert into doors (tenant, id, broadcast, kind, household, area, made_by, made_at, done_at, done_by, outcome)
values (:tenant, :id, :broadcast, 'knock', :household, :area, :by, :now, :now, :by, :outcome);
