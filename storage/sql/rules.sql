-- name: last_number(tenant, area)$
-- Also of rules that have ended: a number that somebody remembers is not another rule's.
select max(number) from rules where tenant = :tenant and area = :area;

-- name: add(tenant, id, area, number, notice, schedule, condition, follow, late, next_at, replaces, made_by, now)!
insert into rules (tenant, id, area, number, notice, schedule, condition, follow, late, state, next_at, looked_at,
    replaces, made_by, made_at)
values (:tenant, :id, :area, :number, :notice, :schedule, :condition, :follow, :late, 'on', cast(:next_at as bigint),
    :now, :replaces, :made_by, :now);

-- name: end(tenant, id)!
update rules set state = 'ended', next_at = null where tenant = :tenant and id = :id and state <> 'ended';

-- name: by_id(tenant, id)^
select id, area, number, notice, schedule, condition, follow, late, state, next_at, looked_at, replaces, made_by,
    made_at
from rules where tenant = :tenant and id = :id;

-- name: by_number(tenant, area, number)^
select id, area, number, notice, schedule, condition, follow, late, state, next_at, looked_at, replaces, made_by,
    made_at
from rules where tenant = :tenant and area = :area and number = :number and state <> 'ended';

-- name: of_area(tenant, area, count)
select id, area, number, notice, schedule, condition, follow, late, state, next_at, looked_at, replaces, made_by,
    made_at
from rules where tenant = :tenant and area = :area and state <> 'ended' order by number limit :count;

-- name: digest_of(tenant, area)^
-- Cross joins bind SQLite to the order as written: from the area's few rules.
select r.id, r.area, r.number, r.notice, r.schedule, r.condition, r.follow, r.late, r.state, r.next_at, r.looked_at,
    r.replaces, r.made_by, r.made_at
from rules r cross join notices n
where r.tenant = :tenant and r.area = :area and n.tenant = r.tenant and n.id = r.notice and n.template = 'digest'
order by r.number desc, r.id desc limit 1;

-- name: switch_off(tenant, id)!
update rules set state = 'off', next_at = null where tenant = :tenant and id = :id and state = 'on';

-- name: wake(tenant, id, looked_at, next_at)!
update rules set state = 'on', looked_at = :looked_at, next_at = :next_at
where tenant = :tenant and id = :id and state <> 'ended';

-- name: due(tenant, now, count)
select r.id, r.area, r.number, r.notice, r.schedule, r.condition, r.follow, r.late, r.state, r.next_at, r.looked_at,
    r.replaces, r.made_by, r.made_at, a.path, n.lasts
from rules r
left join areas a on a.tenant = r.tenant and a.id = r.area
left join notices n on n.tenant = r.tenant and n.id = r.notice
where r.tenant = :tenant and r.state = 'on' and r.next_at <= :now order by r.next_at, r.id limit :count;

-- name: advance(tenant, rows)
-- Guarded by the time at which each was due, which what is off has not: of two processes one deals with it. The limit
-- binds SQLite to the order as written: it would rather walk through all rules than look each up by its key.
update rules set looked_at = json_extract(k.value, '$[2]'), next_at = json_extract(k.value, '$[3]')
from (select value from json_each(:rows) limit -1) k
where rules.tenant = :tenant and rules.id = json_extract(k.value, '$[0]')
and rules.next_at = json_extract(k.value, '$[1]')
returning id;

-- name: ran_out(tenant, id)!
-- Not in one with the advance: an index that asks for the state is written anew for each row that sets it.
update rules set state = 'ended' where tenant = :tenant and id = :id and state = 'on' and next_at is null;

-- name: put_off(tenant, id, before, until)!
update rules set next_at = :until where tenant = :tenant and id = :id and state = 'on' and next_at = :before;

-- name: note(tenant, rows, now)
insert into fires (tenant, rule, subject, at, outcome, fired_at, broadcast)
select :tenant, json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]'), json_extract(r.value, '$[2]'),
    json_extract(r.value, '$[3]'), :now, json_extract(r.value, '$[4]')
from json_each(:rows) r where true on conflict do nothing
returning rule, subject, at;

-- name: send(tenant, rows, now)!
-- They run at once: nobody need confirm what was confirmed when the rule was made.
insert into broadcasts (tenant, id, notice, rule, state, once, made_by, made_at, starts_at, expires_at)
select :tenant, json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]'), json_extract(r.value, '$[2]'), 'running',
    json_extract(r.value, '$[3]'), json_extract(r.value, '$[4]'), :now, json_extract(r.value, '$[5]'),
    json_extract(r.value, '$[6]')
from json_each(:rows) r where true on conflict do nothing;

-- name: set_dues(tenant, rows)!
insert into dues (tenant, kind, subject, at)
select :tenant, json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]'), json_extract(r.value, '$[2]')
from json_each(:rows) r where true on conflict do nothing;

-- name: fired(tenant, rule, count)
select subject, at, outcome, broadcast from fires where tenant = :tenant and rule = :rule
order by at desc, subject limit :count;

-- name: closings(tenant, above, until, path_low, path_high)
select w.id, w.closes_at from windows w
left join areas v on v.tenant = w.tenant and v.id = w.village
where w.tenant = :tenant and w.closes_at > :above and w.closes_at <= :until and w.state <> 'cancelled'
and v.path >= :path_low and v.path < :path_high order by w.closes_at, w.id;

-- name: observations(tenant, above, until, path_low, path_high)
-- A household's observation ends when the last of its cases does; one that was prolonged without a case is a later row
-- of its household.
select f.household, max(f.at) from (
    select s.household as household, s.until as at from household_statuses s
    where s.tenant = :tenant and s.status = 'observation' and s.until > :above and s.until <= :until
    and not exists (select 1 from household_statuses l where l.tenant = s.tenant and l.household = s.household
        and l.status = 'observation' and l.since <= s.until and (l.until is null or l.until > s.until))
    and not exists (select 1 from observations o where o.tenant = s.tenant and o.household = s.household
        and o.state <> 'ended' and o.ends_at > :above)
    union all
    select o.household, o.ends_at from observations o
    where o.tenant = :tenant and o.state <> 'ended' and o.ends_at > :above and o.ends_at <= :until
    and not exists (select 1 from observations l where l.tenant = o.tenant and l.household = o.household
        and l.state = 'open' and l.ends_at > o.ends_at)
) f
left join households h on h.tenant = :tenant and h.id = f.household
left join areas v on v.tenant = h.tenant and v.id = h.village
left join areas a on a.tenant = h.tenant and a.id = h.area
where coalesce(a.path, v.path) >= :path_low and coalesce(a.path, v.path) < :path_high
group by f.household order by 2, 1;
