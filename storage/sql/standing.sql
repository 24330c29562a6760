-- name: add(tenant, id, person, household, village, item, qty, unit, note, entered_by, now)!
insert into standing_orders (tenant, id, person, household, village, item, qty, unit, note, entered_by, at)
values (:tenant, :id, :person, :household, :village, :item, :qty, :unit, :note, :entered_by, :now);

-- name: of_person(tenant, person)
select id, person, household, item, qty, unit, note from standing_orders
where tenant = :tenant and person = :person and ended_at is null order by id;

-- name: to_ask(tenant, village, window, count)
-- Ids grow with time: who has been asked for a newer window is not asked for an older one any more.
select distinct person from standing_orders
where tenant = :tenant and village = :village and ended_at is null and asked < :window order by person limit :count;

-- name: asked(tenant, person, window)!
update standing_orders set asked = :window
where tenant = :tenant and person = :person and ended_at is null and asked < :window;

-- name: end(tenant, id, now)!
update standing_orders set ended_at = :now where tenant = :tenant and id = :id and ended_at is null;
