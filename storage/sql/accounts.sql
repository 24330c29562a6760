-- name: lines(tenant, window)
-- Everything that stands ordered in a window, in one statement. A weight counts for the line as it was weighed: what
-- changed the line afterwards has a higher id, and is weighed again.
select o.household, o.id, o.person, l.item, sum(l.qty), sum(l.qty * l.price), max(l.id), w.id, w.qty, w.fen
from orders o
join order_lines l on l.tenant = o.tenant and l.order_id = o.id
left join weights w on w.tenant = o.tenant and w.order_id = o.id and w.item = l.item and w.ended_at is null
where o.tenant = :tenant and o.window_id = :window
group by o.household, o.id, o.person, l.item, w.id, w.qty, w.fen having sum(l.qty) > 0
order by o.household, o.id, l.item;

-- name: lines_of(tenant, window, household)
select o.household, o.id, o.person, l.item, sum(l.qty), sum(l.qty * l.price), max(l.id), w.id, w.qty, w.fen
from orders o
join order_lines l on l.tenant = o.tenant and l.order_id = o.id
left join weights w on w.tenant = o.tenant and w.order_id = o.id and w.item = l.item and w.ended_at is null
where o.tenant = :tenant and o.household = :household and o.window_id = :window
group by o.household, o.id, o.person, l.item, w.id, w.qty, w.fen having sum(l.qty) > 0
order by o.household, o.id, l.item;

-- name: paid(tenant, window)
-- A row that undoes another counts where that one was counted: the sign alone would make a refund of it.
select household,
    sum(case when way = 'cash' and (fen > 0) = (undoes = 0) then fen else 0 end),
    sum(case when way = 'transfer' and (fen > 0) = (undoes = 0) then fen else 0 end),
    sum(case when way <> 'carried' and (fen < 0) = (undoes = 0) then fen else 0 end),
    sum(case when way = 'carried' then fen else 0 end)
from payments where tenant = :tenant and window_id = :window group by household order by household;

-- name: paid_of(tenant, window, household)
select household,
    sum(case when way = 'cash' and (fen > 0) = (undoes = 0) then fen else 0 end),
    sum(case when way = 'transfer' and (fen > 0) = (undoes = 0) then fen else 0 end),
    sum(case when way <> 'carried' and (fen < 0) = (undoes = 0) then fen else 0 end),
    sum(case when way = 'carried' then fen else 0 end)
from payments where tenant = :tenant and window_id = :window and household = :household group by household;

-- name: spent(tenant, window)$
select coalesce(sum(fen), 0) from expenses where tenant = :tenant and window_id = :window;

-- name: bags(tenant, window)
-- The households of a window's account with where they live and how their bag reaches them; those too that only
-- have something carried to them.
select h.id, coalesce(b.number, 0), h.door, h.part, coalesce(b.way, 'pickup'), coalesce(b.slot, 0),
    coalesce(b.chosen, 0), coalesce(b.volunteer, 0), coalesce(b.place_in_route, 0), coalesce(b.handed_at, 0)
from households h
left join bags b on b.tenant = h.tenant and b.window_id = :window and b.household = h.id
where h.tenant = :tenant and h.id in (
    select household from orders where tenant = :tenant and window_id = :window and state = 'confirmed'
    union select household from payments where tenant = :tenant and window_id = :window);

-- name: buyers(tenant, window)
select o.household, o.id, p.id, p.name, p.phone from orders o
join persons p on p.tenant = o.tenant and p.id = o.person
where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed';

-- name: settling(tenant, village)
-- Rounds after their closing whose account is not posted yet, the newest first.
select id from windows where tenant = :tenant and village = :village and state = 'closed' and settled_at is null
order by number desc limit 10;

-- name: last_settled(tenant, village)$
select id from windows where tenant = :tenant and village = :village and settled_at is not null
order by number desc limit 1;

-- name: settle(tenant, window, now)$
update windows set settled_at = :now, version = version + 1
where tenant = :tenant and id = :window and state = 'closed' and settled_at is null returning id;
