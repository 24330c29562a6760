-- name: hold_window(tenant, window)^
-- First lock of a placement: an open window cannot be closed or changed while somebody's order is being written.
select state, closes_at, version,
    exists (select 1 from group_posts p where p.tenant = :tenant and p.window_id = :window)
from windows where tenant = :tenant and id = :window;

-- name: take_allowance(tenant, item, household, qty, household_limit)$
-- The household's limit is guarded in the row that counts it, over all its people.
insert into allowances (tenant, item, household, taken)
select :tenant, :item, :household, :qty
where cast(:qty as bigint) <= cast(:household_limit as bigint)
on conflict (tenant, item, household) do update set taken = allowances.taken + excluded.taken
where allowances.taken + excluded.taken <= cast(:household_limit as bigint)
returning taken;

-- name: give_allowance(tenant, item, household, qty)!
update allowances set taken = taken - :qty
where tenant = :tenant and item = :item and household = :household and taken >= :qty;

-- name: allowance(tenant, item, household)$
select taken from allowances where tenant = :tenant and item = :item and household = :household;

-- name: take(tenant, item, qty)$
-- While somebody waits for the item, what becomes free is theirs: nobody passes them. Who waits is told by the same
-- statement, so that what is given back is never left lying.
update items set taken = taken + :qty
where tenant = :tenant and id = :item and taken + :qty >= 0
and (:qty <= 0 or (off = 0 and (quota is null or (waiting = 0 and taken + :qty <= quota))))
returning waiting;

-- name: move(tenant, item, qty)!
-- What the round itself brings (a place in the queue, a case filled up, a short delivery) passes no quota either.
update items set taken = taken + :qty
where tenant = :tenant and id = :item and taken + :qty >= 0
and (:qty <= 0 or quota is null or taken + :qty <= quota);

-- name: left(tenant, item)$
-- What a plain order can still have; only asked about items with a quota.
select case when waiting > 0 then 0 else quota - taken end from items where tenant = :tenant and id = :item;

-- name: hold(tenant, id, window, household, person, now)$
-- Second lock of a placement: what one person has ordered is changed from one place at a time, also when they write
-- from two apps at once. A new row is cancelled until something is taken.
insert into orders (tenant, id, window_id, household, person, state, placed_at, changed_at)
values (:tenant, :id, :window, :household, :person, 'cancelled', :now, :now)
on conflict (tenant, window_id, person) do update set changed_at = orders.changed_at
returning id;

-- name: settle(tenant, order, state, now)!
update orders set state = :state, changed_at = :now where tenant = :tenant and id = :order;

-- name: add_line(tenant, id, order, item, qty, cause, entered_by, now)!
-- At the price of this moment, which the buyer has read.
insert into order_lines (tenant, id, order_id, item, qty, price, cause, entered_by, at)
select tenant, :id, :order, id, :qty, price, :cause, :entered_by, :now from items
where tenant = :tenant and id = :item;

-- name: add_line_at(tenant, id, order, item, qty, price, cause, entered_by, now)!
insert into order_lines (tenant, id, order_id, item, qty, price, cause, entered_by, at)
values (:tenant, :id, :order, :item, :qty, :price, :cause, :entered_by, :now);

-- name: priced_lines(tenant, order)
-- What stands of an order, the price that was agreed to (one an item), and the price of this moment.
select l.item, l.price, sum(l.qty), i.price from order_lines l
join items i on i.tenant = l.tenant and i.id = l.item
where l.tenant = :tenant and l.order_id = :order
group by l.item, l.price, i.price having sum(l.qty) > 0 order by l.item, l.price;

-- name: lock_window(tenant, window)$
-- Nobody orders in the window while the round itself changes orders.
select state from windows where tenant = :tenant and id = :window;

-- name: of_order(tenant, order)^
select window_id, household, person from orders where tenant = :tenant and id = :order;

-- name: of_person(tenant, window, person)
-- An order is the sum of its lines, at the price that was agreed to.
select l.item, sum(l.qty), sum(l.qty * l.price) from orders o
join order_lines l on l.tenant = o.tenant and l.order_id = o.id
where o.tenant = :tenant and o.window_id = :window and o.person = :person
group by l.item having sum(l.qty) > 0 order by l.item;

-- name: in_window(tenant, window, after, count)
select o.id, o.household, o.person, p.name, p.phone, coalesce(h.door, ''), coalesce(h.part, ''), o.state,
    o.placed_at, o.changed_at
from orders o
join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
where o.tenant = :tenant and o.window_id = :window and o.id > :after
and exists (select 1 from order_lines l where l.tenant = o.tenant and l.order_id = o.id)
order by o.id limit :count;

-- name: lines(tenant, order)
select item, sum(qty), sum(qty * price) from order_lines where tenant = :tenant and order_id = :order
group by item having sum(qty) > 0 order by item;

-- name: last_window(tenant, village, person, before)$
select w.id from windows w join orders o on o.tenant = w.tenant and o.window_id = w.id
where w.tenant = :tenant and w.village = :village and o.person = :person and o.state = 'confirmed'
and w.number < :before order by w.number desc limit 1;

-- name: count(tenant, window)$
select count(*) from orders where tenant = :tenant and window_id = :window and state = 'confirmed';

-- name: buyers(tenant, window)
select person from orders where tenant = :tenant and window_id = :window and state = 'confirmed' order by person;
