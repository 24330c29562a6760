-- name: add(tenant, id, village, area, name, street, position, kind, kept_by, phone, checklist, due_at, made_by, now)!
-- The same name twice on a street of a village is one shop, as long as it is there.
insert into shops (tenant, id, village, area, name, street, place, kind, keeper, phone, checklist, due_at, made_by,
    made_at)
values (:tenant, :id, :village, :area, :name, :street, :position, :kind, :kept_by, :phone, :checklist, :due_at,
    :made_by, :now) on conflict do nothing;

-- name: same(tenant, village, name, street)^
select s.id, s.village, s.area, a.path, s.name, s.street, s.place, s.kind, s.keeper, s.phone, s.checklist, s.state,
    s.due_at, s.looked_at
from shops s join areas a on a.tenant = s.tenant and a.id = s.area
where s.tenant = :tenant and s.village = :village and s.name = :name and s.street = :street and s.due_at is not null;

-- name: by_id(tenant, shop)^
select s.id, s.village, s.area, a.path, s.name, s.street, s.place, s.kind, s.keeper, s.phone, s.checklist, s.state,
    s.due_at, s.looked_at
from shops s join areas a on a.tenant = s.tenant and a.id = s.area
where s.tenant = :tenant and s.id = :shop;

-- name: in_area(tenant, path_low, path_high, count)
-- All that are still there. Cross joins bind SQLite to the order as written.
select s.id, s.village, s.area, a.path, s.name, s.street, s.place, s.kind, s.keeper, s.phone, s.checklist, s.state,
    s.due_at, s.looked_at
from areas a cross join shops s
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and s.tenant = a.tenant and s.area = a.id and s.due_at is not null
order by s.street, s.place, s.name, s.id limit :count;

-- name: due_in(tenant, path_low, path_high, before, count)
select s.id, s.village, s.area, a.path, s.name, s.street, s.place, s.kind, s.keeper, s.phone, s.checklist, s.state,
    s.due_at, s.looked_at
from areas a cross join shops s
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and s.tenant = a.tenant and s.area = a.id and s.due_at is not null and s.due_at <= :before
order by s.street, s.place, s.name, s.id limit :count;

-- name: last_place(tenant, path_low, path_high, street)$
select max(s.place) from areas a cross join shops s
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and s.tenant = a.tenant and s.area = a.id and s.due_at is not null and s.street = :street;

-- name: looked(tenant, shop, state, due_at, now)!
-- After a look; who has moved away or closed is due never again.
update shops set state = :state, due_at = cast(:due_at as bigint), looked_at = :now
where tenant = :tenant and id = :shop and due_at is not null;

-- name: put_off(tenant, shop, due_at)!
-- Nobody was there: it is still not looked at.
update shops set due_at = :due_at where tenant = :tenant and id = :shop and due_at is not null;

-- name: add_checklist(tenant, id, area, name, day, begins_at, items, every_days, made_by, now)!
insert into checklists (tenant, id, area, name, since, begins_at, items, every_days, made_by, made_at)
values (:tenant, :id, :area, :name, :day, :begins_at, :items, :every_days, :made_by, :now);

-- name: checklists_of(tenant, area)
-- Of two rows of a name and day the later one holds: it comes last.
select id, name, since, begins_at, items, every_days from checklists where tenant = :tenant and area = :area
order by begins_at, id limit 500;
