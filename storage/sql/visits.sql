-- name: add_home(tenant, household)!
insert into visited_homes (tenant, household) values (:tenant, :household) on conflict do nothing;

-- name: take_turn(tenant, household, seen, at, day, rests_until, result, met_day)$
-- The guard: whoever knew of all earlier visits of the household adds the next one.
update visited_homes set visits = visits + 1, last_at = :at, last_day = :day, rests_until = :rests_until,
    last_result = :result, met_day = case when :met_day = '' then met_day else :met_day end
where tenant = :tenant and household = :household and visits = :seen returning visits;

-- name: add(tenant, id, household, area, day, at, nth, visitor, result, persons, who, temperatures, symptoms, words, place, replaces)!
insert into visits (tenant, id, household, area, day, at, nth, visitor, result, persons, who, temperatures, symptoms,
    words, place, replaces)
values (:tenant, :id, :household, :area, :day, :at, :nth, :visitor, :result, cast(:persons as bigint), :who,
    :temperatures, :symptoms, :words, :place, :replaces);

-- name: add_photo(tenant, visit, number, photo)!
insert into visit_photos (tenant, visit, number, photo) values (:tenant, :visit, :number, :photo);

-- name: fetched(tenant, awaited, photo)!
-- Its index holds only those that are still being fetched.
update visit_photos set photo = :photo
where tenant = :tenant and photo = :awaited and photo >= 'saying:' and photo < 'saying;';

-- name: photos(tenant, after, last)
select visit, photo from visit_photos where tenant = :tenant and visit > :after and visit <= :last
order by visit, number;

-- name: of_household(tenant, household, count)
-- The newest visits of a household.
select v.id, v.day, v.at, v.nth, v.visitor, coalesce(p.name, ''), v.result, v.persons, v.words, v.replaces
from visits v left join persons p on p.tenant = v.tenant and p.id = v.visitor
where v.tenant = :tenant and v.household = :household order by v.nth desc limit :count;

-- name: standing(tenant, household)^
select visits, rests_until from visited_homes where tenant = :tenant and household = :household;

-- name: persons_of(tenant, household)$
select count(*) from persons where tenant = :tenant and household = :household and state <> 'gone';

-- name: homes(tenant, path_low, path_high, now, watched)
-- The households of micro-grids, and those of villages whose micro-grid is not known, with why each comes first. Cross
-- joins bind SQLite to the order as written: from the few areas.
select x.id, x.area, x.door, x.part, coalesce(s.last_at, 0), coalesce(s.last_day, ''), coalesce(s.last_result, ''),
    exists (select 1 from health_alarms f where f.tenant = x.tenant and f.household = x.id and f.closed_at is null),
    exists (select 1 from observations o where o.tenant = x.tenant and o.household = x.id and o.state = 'open'),
    exists (select 1 from returnees r where r.tenant = x.tenant and r.household = x.id and r.arrived >= :watched
        and r.state in ('open', 'observed', 'not_needed')),
    case when exists (select 1 from household_statuses e where e.tenant = x.tenant and e.household = x.id
            and e.status = 'elder' and e.since <= :now and (e.until is null or e.until > :now))
        then (select count(*) from persons p where p.tenant = x.tenant and p.household = x.id and p.state <> 'gone')
        else 0 end
from (select h.tenant, h.id, h.area, h.door, h.part from areas a cross join households h
        where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
        and h.tenant = a.tenant and h.area = a.id
    union all select w.tenant, w.id, v.id, w.door, w.part from areas v cross join households w
        where v.tenant = :tenant and v.path >= :path_low and v.path < :path_high and v.kind = 'village'
        and w.tenant = v.tenant and w.village = v.id and w.area = 0) x
left join visited_homes s on s.tenant = x.tenant and s.household = x.id;

-- name: pressing(tenant, path_low, path_high, now, watched)
-- Of micro-grids, the households that have a reason to be looked in on and rest no longer. Cross joins bind SQLite to
-- the order as written: from the few areas, and what is looked up of each household is in its indexes alone.
select x.id, x.area, x.door, x.part, x.last_at, x.last_day, x.last_result, 0, x.observed, x.returned, x.elders
from (select h.tenant, h.id, h.area, h.door, h.part, coalesce(s.last_at, 0) as last_at,
        coalesce(s.last_day, '') as last_day, coalesce(s.last_result, '') as last_result,
        (select count(*) from observations o where o.tenant = h.tenant and o.household = h.id and o.state = 'open')
            as observed,
        (select count(*) from returnees r where r.tenant = h.tenant and r.household = h.id and r.arrived >= :watched
            and r.state in ('open', 'observed', 'not_needed')) as returned,
        case when exists (select 1 from household_statuses e where e.tenant = h.tenant and e.household = h.id
                and e.status = 'elder' and e.since <= :now and (e.until is null or e.until > :now))
            then (select count(*) from persons p where p.tenant = h.tenant and p.household = h.id
                and p.state <> 'gone')
            else 0 end as elders
    from areas a cross join households h
    left join visited_homes s on s.tenant = h.tenant and s.household = h.id
    where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
    and h.tenant = a.tenant and h.area = a.id
    and coalesce(s.rests_until, 0) <= :now and coalesce(s.last_result, '') <> 'moved_out') x
where x.observed > 0 or x.returned > 0 or x.elders = 1 or x.last_result in ('no_answer', 'refused')
order by x.last_at, x.id limit 500;

-- name: in_building(tenant, village, low, high)
-- The doors of a village whose key begins alike.
select distinct door_key, door from households
where tenant = :tenant and village = :village and door_key >= :low and door_key < :high order by door_key limit 1000;

-- name: coverage(tenant, path_low, path_high, first_day, today)
-- By area: households, those where somebody was met within some days, those seen today, those who did not open or
-- would not; empty homes count in none. Cross joins bind SQLite to the order as written.
select x.area, count(*), sum(case when coalesce(s.met_day, '') >= :first_day then 1 else 0 end),
    sum(case when coalesce(s.last_day, '') = :today then 1 else 0 end),
    sum(case when s.last_result in ('no_answer', 'refused') then 1 else 0 end),
    sum(case when s.household is null then 1 else 0 end)
from (select h.tenant, h.id, h.area from areas a cross join households h
        where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
        and h.tenant = a.tenant and h.area = a.id
    union all select w.tenant, w.id, v.id from areas v cross join households w
        where v.tenant = :tenant and v.path >= :path_low and v.path < :path_high and v.kind = 'village'
        and w.tenant = v.tenant and w.village = v.id and w.area = 0) x
left join visited_homes s on s.tenant = x.tenant and s.household = x.id
where coalesce(s.last_result, '') <> 'moved_out'
group by x.area;

-- name: by_worker(tenant, path_low, path_high, first_day)
-- Who was at how many doors since a day, by area; a correction is no further visit.
select v.area, v.visitor, coalesce(p.name, ''), count(distinct v.household), max(v.at)
from areas a cross join visits v
left join persons p on p.tenant = v.tenant and p.id = v.visitor
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and v.tenant = a.tenant and v.area = a.id and v.day >= :first_day and v.replaces = 0
group by v.area, v.visitor, p.name order by v.area, 4 desc, v.visitor;

-- name: every(tenant, after, count)
select v.id, g.name, a.name, h.door, h.part, v.day, v.at, coalesce(p.name, ''), v.result, v.persons, v.who,
    v.temperatures, v.symptoms, v.words, v.place, v.replaces
from visits v
join households h on h.tenant = v.tenant and h.id = v.household
join areas g on g.tenant = h.tenant and g.id = h.village
left join areas a on a.tenant = v.tenant and a.id = v.area
left join persons p on p.tenant = v.tenant and p.id = v.visitor
where v.tenant = :tenant and v.id > :after order by v.id limit :count;
