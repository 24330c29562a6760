-- name: people(tenant, after, count)
select p.id, p.name, p.phone, p.language, v.name, v.path, p.household, h.door, h.part, a.path
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where p.tenant = :tenant and p.id > :after and p.state <> 'gone' order by p.id limit :count;

-- name: roles(tenant, after, last)
select r.person, r.role, a.path from roles r join areas a on a.tenant = r.tenant and a.id = r.area
where r.tenant = :tenant and r.person > :after and r.person <= :last order by r.person, r.role, r.area;

-- name: relatives(tenant, after, last)
-- Family elsewhere: a neighbour who may order for a household stands with their own.
select r.person, h.door, h.part, v.name, a.path
from relatives r
join households h on h.tenant = r.tenant and h.id = r.household
join areas v on v.tenant = h.tenant and v.id = h.village
left join areas a on a.tenant = h.tenant and a.id = h.area
where r.tenant = :tenant and r.person > :after and r.person <= :last and r.neighbour = 0
order by r.person, r.household;

-- name: chats(tenant, account, after, last)
select d.person, d.chat from persons p
join addresses d on d.tenant = p.tenant and d.person = p.id and d.person <> 0
where p.tenant = :tenant and p.id > :after and p.id <= :last and d.account = :account
order by d.person, d.since desc;

-- name: orders(tenant, window, after, count)
select o.id, o.state, o.changed_at, p.name, coalesce(h.door, ''), coalesce(h.part, '')
from orders o
join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
where o.tenant = :tenant and o.window_id = :window and o.id > :after order by o.id limit :count;

-- name: order_lines(tenant, window, after, last)
-- An order is the sum of its lines, at the price that was agreed to.
select l.order_id, l.item, sum(l.qty), sum(l.qty * l.price) from orders o
join order_lines l on l.tenant = o.tenant and l.order_id = o.id
where o.tenant = :tenant and o.window_id = :window and o.id > :after and o.id <= :last and o.state = 'confirmed'
group by l.order_id, l.item having sum(l.qty) > 0;
