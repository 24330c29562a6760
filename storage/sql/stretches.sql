-- name: wishes(tenant, window, item)
-- Who has ordered an item, in order of time, and up to how much each would take so that a case is full. From the
-- orders of the window to their lines: an item's lines have no index of their own.
select o.id, o.person, o.household, sum(l.qty), coalesce(max(s.most), 0)
from orders o
join order_lines l on l.tenant = o.tenant and l.order_id = o.id and l.item = :item
left join stretches s on s.tenant = l.tenant and s.item = l.item and s.person = o.person
where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed'
group by o.id, o.person, o.household having sum(l.qty) > 0 order by min(l.id);

-- name: stretch(tenant, item, person)$
select most from stretches where tenant = :tenant and item = :item and person = :person;

-- name: keep_stretch(tenant, item, person, most, now)!
insert into stretches (tenant, item, person, most, at) values (:tenant, :item, :person, :most, :now)
on conflict (tenant, item, person) do update set most = excluded.most, at = excluded.at;

-- name: offered(tenant, window)
select id from waits where tenant = :tenant and window_id = :window and state = 'offered' order by id;

-- name: at_closing(tenant, window, person)
-- How much of each item somebody had when the window had closed, and what of it the closing itself brought or took:
-- its lines are those of that moment.
select l.item, sum(l.qty),
    sum(case when l.at = w.closed_at and l.cause in ('case', 'minimum', 'shared') then l.qty else 0 end),
    max(case when l.at = w.closed_at and l.cause in ('case', 'minimum', 'shared') then l.cause else '' end)
from orders o
join windows w on w.tenant = o.tenant and w.id = o.window_id
join order_lines l on l.tenant = o.tenant and l.order_id = o.id and l.at <= w.closed_at
where o.tenant = :tenant and o.window_id = :window and o.person = :person group by l.item;

-- name: concerned_by_closing(tenant, window)
-- Who has something ordered, and whose order the closing changed.
select o.person, o.state from orders o
join windows w on w.tenant = o.tenant and w.id = o.window_id
where o.tenant = :tenant and o.window_id = :window and (o.state = 'confirmed' or o.changed_at = w.closed_at);
