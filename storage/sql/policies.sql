-- name: add(tenant, id, area, ground, spans, counting, first_day, last_day, source, tests, set_by, now)!
insert into observation_policies (tenant, id, area, ground, spans, counting, first_day, last_day, source, tests, set_by,
    set_at)
values (:tenant, :id, :area, :ground, :spans, :counting, :first_day, :last_day, :source, :tests, :set_by,
    :now);

-- name: of_area(tenant, area)
select id, ground, spans, counting, first_day, last_day, source, tests from observation_policies
where tenant = :tenant and area = :area and ended_at is null order by first_day, id limit 200;

-- name: by_id(tenant, id)^
-- Ended rows, too: whoever was enrolled under them is observed by them.
select id, ground, spans, counting, first_day, last_day, source, tests from observation_policies
where tenant = :tenant and id = :id;

-- name: end(tenant, id, area, now)!
update observation_policies set ended_at = :now
where tenant = :tenant and id = :id and area = :area and ended_at is null;

-- name: history(tenant, area)
-- Ended rows, too: whoever was enrolled under them is observed by them.
select p.id, p.ground, p.spans, p.counting, p.first_day, p.last_day, p.source, p.tests, coalesce(n.name, ''), p.set_at,
    p.ended_at
from observation_policies p
left join persons n on n.tenant = p.tenant and n.id = p.set_by
where p.tenant = :tenant and p.area = :area order by p.id desc limit 200;
