-- name: add(tenant, id, order, item, note, noted_by, now)!
insert into order_notes (tenant, id, order_id, item, note, noted_by, at)
values (:tenant, :id, :order, :item, :note, :noted_by, :now);

-- name: of_person(tenant, window, person)
-- In no order: asked for that of the ids, SQLite would walk the notes of all windows.
select n.id, n.order_id, n.item, n.note from orders o
join order_notes n on n.tenant = o.tenant and n.order_id = o.id
where o.tenant = :tenant and o.window_id = :window and o.person = :person;

-- name: of_window(tenant, window)
select n.id, n.order_id, n.item, n.note from orders o
join order_notes n on n.tenant = o.tenant and n.order_id = o.id
where o.tenant = :tenant and o.window_id = :window;
