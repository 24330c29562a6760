-- name: note(tenant, broadcast, person, level, now, told)*!
insert into escalations (tenant, broadcast, person, level, at, told)
values (:tenant, :broadcast, :person, :level, :now, :told) on conflict do nothing;

-- name: of_broadcast(tenant, broadcast)
select person, level, at, told from escalations where tenant = :tenant and broadcast = :broadcast
order by person, level;

-- name: posts(tenant, broadcast)
-- Left joins bind SQLite to the order as written: from the rows of the ledger.
select r.person, o.role, a.path from recipients r
left join roles o on o.tenant = r.tenant and o.person = r.person
left join areas a on a.tenant = o.tenant and a.id = o.area
where r.tenant = :tenant and r.broadcast = :broadcast and o.role in ('grid_worker', 'cadre', 'street')
order by r.person, a.path;
