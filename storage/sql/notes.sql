-- name: add(tenant, id, order, item, note, noted_by, now)!
insert into order_notes (tenant, id, order_id, item, note, noted_by, at)
values (:tenant, :id, :order, :item, :note, :noted_by, :now);

-- name: touch(tenant, order, now)!
-- The boards that show the order are read anew.
update orders set changed_at = :now where tenant = :tenant and id = :order;

-- name: of_person(tenant, window, person)
-- In no order: asked for that of the ids, SQLite would walk the notes of all windows.
select id, order_id, item, note from order_notes
where tenant = :tenant and order_id in
    (select o.id from orders o where o.tenant = :tenant and o.window_id = :window and o.person = :person);

-- name: of_window(tenant, window)
select id, order_id, item, note from order_notes
where tenant = :tenant and order_id in
    (select o.id from orders o where o.tenant = :tenant and o.window_id = :window);
