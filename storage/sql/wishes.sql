-- name: note(tenant, village, window, household, name, most, now)!
-- Once a household, name and window; a household that asks for everything counts for the first few names.
insert into wishes (tenant, village, window_id, household, name, at)
select :tenant, :village, :window, :household, :name, :now
where (select count(*) from wishes x where x.tenant = :tenant and x.village = :village and x.window_id = :window
    and x.household = :household) < :most
on conflict do nothing;

-- name: counted(tenant, village, window, count)
select name, count(*) from wishes where tenant = :tenant and village = :village and window_id = :window
group by name order by count(*) desc, name limit :count;
