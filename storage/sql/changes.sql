-- name: buyers(tenant, window, item)
-- Who has an item ordered, how much, and at which price they agreed to it.
select o.id, o.person, o.household, p.name, p.phone, coalesce(h.door, ''), sum(l.qty), sum(l.qty * l.price)
from orders o
join order_lines l on l.tenant = o.tenant and l.order_id = o.id and l.item = :item
join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed'
group by o.id, o.person, o.household, p.name, p.phone, h.door having sum(l.qty) > 0 order by o.id;

-- name: unanswered(tenant, window)
-- What stands at a price that is no longer: its buyer has not said yes to the new one. Left joins bind SQLite to begin
-- with the window's orders.
select o.id, o.person, l.item, sum(l.qty), sum(l.qty * l.price)
from orders o
left join order_lines l on l.tenant = o.tenant and l.order_id = o.id
left join items i on i.tenant = l.tenant and i.id = l.item
where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed'
group by o.id, o.person, l.item, i.price
having sum(l.qty) > 0 and sum(l.qty * l.price) <> sum(l.qty) * i.price order by o.id, l.item;

-- name: standing(tenant, window)
-- Everything that is ordered in a window, to be given back when it is cancelled.
select o.id, l.item, sum(l.qty) from orders o
join order_lines l on l.tenant = o.tenant and l.order_id = o.id
where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed'
group by o.id, l.item having sum(l.qty) > 0 order by o.id, l.item;

-- name: concerned(tenant, window, item)
-- Whose goods it takes away when an item is taken off (0: the whole window is cancelled).
select o.household, o.person from orders o
join order_lines l on l.tenant = o.tenant and l.order_id = o.id
where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed'
and (cast(:item as bigint) = 0 or l.item = :item)
group by o.id, o.household, o.person, l.item having sum(l.qty) > 0;

-- name: set_limit(tenant, item, household_limit)!
update items set household_limit = :household_limit where tenant = :tenant and id = :item;

-- name: set_to_share(tenant, item, qty)!
update items set to_share = :qty where tenant = :tenant and id = :item;

-- name: take_off(tenant, item)!
update items set off = 1 where tenant = :tenant and id = :item;

-- name: last_position(tenant, window)$
select coalesce(max(position), -1) from items where tenant = :tenant and window_id = :window;

-- name: set_facts(tenant, window, closes_at, arrives, place, every_days)!
update windows set closes_at = :closes_at, arrives = :arrives, place = :place, every_days = :every_days
where tenant = :tenant and id = :window;

-- name: cancel(tenant, window, now)!
update windows set state = 'cancelled', closed_at = :now, version = version + 1
where tenant = :tenant and id = :window and state = 'open';
