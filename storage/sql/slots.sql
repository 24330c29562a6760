-- name: add(tenant, id, window, place, starts_at, ends_at, capacity, buildings)!
insert into slots (tenant, id, window_id, place, starts_at, ends_at, capacity, buildings)
values (:tenant, :id, :window, :place, :starts_at, :ends_at, :capacity, :buildings);

-- name: of_window(tenant, window)
select id, window_id, place, starts_at, ends_at, capacity, taken, buildings, coalesce(called_at, 0) from slots
where tenant = :tenant and window_id = :window order by starts_at, id limit 500;

-- name: by_id(tenant, slot)^
select id, window_id, place, starts_at, ends_at, capacity, taken, buildings, coalesce(called_at, 0) from slots
where tenant = :tenant and id = :slot;

-- name: any_in(tenant, window)$
-- On the path of every order.
select id from slots where tenant = :tenant and window_id = :window limit 1;

-- name: take(tenant, slot, households)!
-- The room is guarded here, in the statement that takes it.
update slots set taken = taken + :households
where tenant = :tenant and id = :slot and taken + :households >= 0 and taken + :households <= capacity;

-- name: resize(tenant, slot, capacity)!
-- Never below what is taken.
update slots set capacity = :capacity where tenant = :tenant and id = :slot and taken <= :capacity and :capacity > 0;

-- name: remove(tenant, slot)!
delete from slots where tenant = :tenant and id = :slot and taken = 0;

-- name: call(tenant, slot, now)!
update slots set called_at = :now where tenant = :tenant and id = :slot;
