-- name: stamp(tenant, window, now)^
-- Changes whenever what a board shows has changed: cheap enough to be asked every second or so.
select w.state, w.version, case when w.closes_at > :now then 1 else 0 end,
    (select count(*) from orders o where o.tenant = w.tenant and o.window_id = w.id and o.state = 'confirmed'),
    (select coalesce(max(o.changed_at), 0) from orders o where o.tenant = w.tenant and o.window_id = w.id),
    (select coalesce(sum(i.taken), 0) from items i where i.tenant = w.tenant and i.window_id = w.id),
    (select count(*) from questions q
        where q.tenant = w.tenant and q.flow = 'orders' and q.subject = w.id and q.state = 'open'),
    (select coalesce(max(q.made_at), 0) from questions q
        where q.tenant = w.tenant and q.flow = 'orders' and q.subject = w.id and q.state = 'open'),
    (select count(b.phoned_at) from lapsed_baskets b where b.tenant = w.tenant and b.window_id = w.id)
from windows w where w.tenant = :tenant and w.id = :window;

-- name: lines(tenant, window, path_low, path_high)
-- Every line of the confirmed orders of an area in one pass; an order is the sum of its lines by item.
select o.id, o.household, o.person, p.name, p.phone, coalesce(h.door, ''), coalesce(h.part, ''), l.item, sum(l.qty),
    sum(l.qty * l.price)
from orders o
join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
join areas v on v.tenant = o.tenant and v.id = coalesce(h.village, p.village)
left join areas a on a.tenant = o.tenant and a.id = h.area
join order_lines l on l.tenant = o.tenant and l.order_id = o.id
where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed'
and coalesce(a.path, v.path) >= :path_low and coalesce(a.path, v.path) < :path_high
group by o.id, o.household, o.person, p.name, p.phone, h.door, h.part, l.item having sum(l.qty) > 0
order by o.id, l.item limit 100000;

-- name: taking_orders(tenant, path_low, path_high, now)
-- The windows of an area's villages, or of the village in which a smaller area lies.
select w.id, w.number, w.title, w.state, w.closes_at, v.name,
    (select count(distinct case when o.household = 0 then -o.person else o.household end) from orders o
        where o.tenant = w.tenant and o.window_id = w.id and o.state = 'confirmed')
from windows w
join areas v on v.tenant = w.tenant and v.id = w.village
where w.tenant = :tenant and w.state = 'open' and w.closes_at > :now
and (v.path >= :path_low and v.path < :path_high
    or substr(cast(:path_low as text), 1, length(v.path)) = v.path)
order by w.closes_at, w.id limit 500;

-- name: past(tenant, path_low, path_high, now, before, count)
-- Households are counted for the windows of this page only.
select w.id, w.number, w.title, w.state, w.closes_at, w.village,
    (select count(distinct case when o.household = 0 then -o.person else o.household end) from orders o
        where o.tenant = :tenant and o.window_id = w.id and o.state = 'confirmed')
from (select x.id, x.number, x.title, x.state, x.closes_at, v.name as village from windows x
    join areas v on v.tenant = x.tenant and v.id = x.village
    where x.tenant = :tenant and x.id < :before and (x.state <> 'open' or x.closes_at <= :now)
    and (v.path >= :path_low and v.path < :path_high
        or substr(cast(:path_low as text), 1, length(v.path)) = v.path)
    order by x.id desc limit :count) w
order by w.id desc;

-- name: of_person(tenant, village, person, count)
-- Through the village's windows: orders are found by window and person.
select w.id, w.number, w.title, o.state, o.changed_at, l.item, i.name, i.unit, i.weighed, sum(l.qty),
    sum(l.qty * l.price)
from (select x.id, x.number, x.title, x.tenant from windows x
    join orders y on y.tenant = x.tenant and y.window_id = x.id and y.person = :person
    where x.tenant = :tenant and x.village = :village order by x.number desc limit :count) w
join orders o on o.tenant = w.tenant and o.window_id = w.id and o.person = :person
left join order_lines l on l.tenant = o.tenant and l.order_id = o.id
left join items i on i.tenant = l.tenant and i.id = l.item
group by w.id, w.number, w.title, o.state, o.changed_at, l.item, i.name, i.unit, i.weighed
order by w.number desc, w.id, l.item;
