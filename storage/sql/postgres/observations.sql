-- name: some(tenant, keys)
select o.id, o.number, o.person, o.household, o.village, o.area, o.ground, o.came_from, o.exposed, o.counting, o.policy,
    o.stages, o.times, o.pauses, o.reporter, o.state, o.last_slot, o.returnee, o.enrolled_by, o.enrolled_at,
    o.acknowledged_at, o.ended_by, o.ended_at, p.name, coalesce(h.door, ''), p.phone
from json_array_elements_text(cast(:keys as json)) k
join observations o on o.tenant = :tenant and o.id = cast(k.value as bigint)
left join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
order by o.household, o.id;

-- name: called(tenant, keys)
select o.id, o.called from json_array_elements_text(cast(:keys as json)) k
join observations o on o.tenant = :tenant and o.id = cast(k.value as bigint);
