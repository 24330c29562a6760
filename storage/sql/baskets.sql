-- name: keep(tenant, window, person, household, wished, now)!
insert into lapsed_baskets (tenant, window_id, person, household, wished, at)
values (:tenant, :window, :person, :household, :wished, :now) on conflict do nothing;

-- name: of_window(tenant, window, path_low, path_high)
-- Left joins bind SQLite to the order as written: from the baskets of the window, and not from a village's people.
select b.person, p.name, p.phone, coalesce(h.door, ''), coalesce(h.part, ''), b.wished, b.phoned_by,
    coalesce(c.name, ''), coalesce(b.phoned_at, 0)
from lapsed_baskets b
left join persons p on p.tenant = b.tenant and p.id = b.person
left join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = b.tenant and h.id = b.household
left join areas a on a.tenant = h.tenant and a.id = h.area
left join persons c on c.tenant = b.tenant and c.id = b.phoned_by
where b.tenant = :tenant and b.window_id = :window
and coalesce(a.path, v.path) >= :path_low and coalesce(a.path, v.path) < :path_high
order by b.person limit 5000;

-- name: path_of(tenant, window, person)$
-- Where the household of a basket lies, or its person's village: who sees that, sees the basket.
select coalesce(a.path, v.path) from lapsed_baskets b
join persons p on p.tenant = b.tenant and p.id = b.person
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = b.tenant and h.id = b.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where b.tenant = :tenant and b.window_id = :window and b.person = :person;

-- name: phone(tenant, window, person, caller, now)!
-- The first to say so has phoned; a second one is told, and changes nothing.
update lapsed_baskets set phoned_by = :caller, phoned_at = :now
where tenant = :tenant and window_id = :window and person = :person and phoned_at is null;

-- name: to_phone(tenant, path_low, path_high, since)
-- Baskets about which nobody has phoned, of the windows that closed lately. Left joins and cross joins bind SQLite to
-- the order as written: from the few windows.
select b.window_id, b.person, p.name, p.phone, coalesce(h.door, ''), w.title, b.at
from windows w cross join lapsed_baskets b
left join persons p on p.tenant = b.tenant and p.id = b.person
left join areas v on v.tenant = w.tenant and v.id = w.village
left join households h on h.tenant = b.tenant and h.id = b.household
where w.tenant = :tenant and w.closes_at > :since and w.state = 'closed'
and b.tenant = w.tenant and b.window_id = w.id and b.phoned_at is null
and v.path >= :path_low and v.path < :path_high
order by b.at, b.person limit 200;
