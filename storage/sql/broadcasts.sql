-- name: add(tenant, id, notice, rule, operation, of_broadcast, state, needs, once, made_by, made_at, starts_at, expires_at)!
insert into broadcasts (tenant, id, notice, rule, operation, of_broadcast, state, needs, once, made_by, made_at,
    starts_at, expires_at)
values (:tenant, :id, :notice, :rule, :operation, :of_broadcast, :state, :needs, :once, :made_by, :made_at,
    :starts_at, :expires_at)
on conflict do nothing;

-- name: by_id(tenant, id)^
select id, notice, rule, operation, of_broadcast, state, needs, people, made_by, made_at, approved_by, approved_at,
    starts_at, frozen_at, expires_at, ended_at, paused_why, level
from broadcasts where tenant = :tenant and id = :id;

-- name: made_once(tenant, once)^
select id, notice, rule, operation, of_broadcast, state, needs, people, made_by, made_at, approved_by, approved_at,
    starts_at, frozen_at, expires_at, ended_at, paused_why, level
from broadcasts where tenant = :tenant and once = :once;

-- name: sent_since(tenant, person, after)$
-- What somebody sent of their own accord and was not called off before it began; ids grow with time.
select count(*) from broadcasts b join notices n on n.tenant = b.tenant and n.id = b.notice
where b.tenant = :tenant and b.id > :after and b.made_by = :person and b.rule = 0 and b.operation = 'send'
and n.emergency = 0 and (b.state <> 'cancelled' or b.frozen_at is not null);

-- name: of_notice(tenant, notice, count)
select id, notice, rule, operation, of_broadcast, state, needs, people, made_by, made_at, approved_by, approved_at,
    starts_at, frozen_at, expires_at, ended_at, paused_why, level
from broadcasts where tenant = :tenant and notice = :notice order by id desc limit :count;

-- name: newest_words(tenant, broadcast)$
-- The notice whose words hold: that of the newest correction which went out.
select notice from broadcasts where tenant = :tenant and of_broadcast = :broadcast and of_broadcast <> 0
and operation = 'edit' and state in ('running', 'paused', 'finished') order by id desc limit 1;

-- name: correction(tenant, broadcast)$
-- The newest correction of it that went out.
select id from broadcasts where tenant = :tenant and of_broadcast = :broadcast and of_broadcast <> 0
and operation = 'edit' and state in ('running', 'paused', 'finished') order by id desc limit 1;

-- name: withdrawn(tenant, broadcast)$
-- Also where it was corrected before, and the correction was taken back.
select 1 from broadcasts t where t.tenant = :tenant and t.of_broadcast <> 0 and t.operation = 'withdraw'
and t.state in ('running', 'paused', 'finished') and t.of_broadcast in (select cast(:broadcast as bigint)
    union all select e.id from broadcasts e where e.tenant = :tenant and e.of_broadcast = :broadcast
    and e.of_broadcast <> 0 and e.operation = 'edit') limit 1;

-- name: in_state(tenant, state, count)
-- The four states in which something is still to be done are few; SQLite sees the partial index by their names alone.
select id, notice, rule, operation, of_broadcast, state, needs, people, made_by, made_at, approved_by, approved_at,
    starts_at, frozen_at, expires_at, ended_at, paused_why, level
from broadcasts where tenant = :tenant and state = :state
and state in ('waiting', 'scheduled', 'running', 'paused') order by id limit :count;

-- name: unfrozen(tenant, count)
select id, notice, rule, operation, of_broadcast, state, needs, people, made_by, made_at, approved_by, approved_at,
    starts_at, frozen_at, expires_at, ended_at, paused_why, level
from broadcasts where tenant = :tenant and state = 'running' and frozen_at is null
and state in ('waiting', 'scheduled', 'running', 'paused') order by id limit :count;

-- name: running(tenant, after, count)
-- Emergencies before all others; of these the next ones above an id, so that hundreds which wait for the morning or
-- for a door that takes nothing hold nobody up.
select b.id, b.notice, b.rule, b.operation, b.of_broadcast, b.state, b.needs, b.people, b.made_by, b.made_at,
    b.approved_by, b.approved_at, b.starts_at, b.frozen_at, b.expires_at, b.ended_at, b.paused_why, b.level
from broadcasts b join notices n on n.tenant = b.tenant and n.id = b.notice
where b.tenant = :tenant and b.state = 'running' and b.frozen_at is not null
and b.state in ('waiting', 'scheduled', 'running', 'paused')
order by n.emergency desc, case when b.id > :after then 0 else 1 end, b.id limit :count;

-- name: move(tenant, id, state_before, state_after, why, ended_at)!
update broadcasts set state = :state_after, paused_why = :why, ended_at = cast(:ended_at as bigint)
where tenant = :tenant and id = :id and state = :state_before;

-- name: count_anew(tenant, id, counts_from)!
update broadcasts set counts_from = :counts_from where tenant = :tenant and id = :id;

-- name: approved(tenant, id, person, now)!
update broadcasts set approved_by = :person, approved_at = :now where tenant = :tenant and id = :id;

-- name: frozen(tenant, id, people, now)!
update broadcasts set people = :people, frozen_at = :now where tenant = :tenant and id = :id and frozen_at is null;

-- name: set_level(tenant, id, level)!
update broadcasts set level = :level where tenant = :tenant and id = :id and level < :level;
