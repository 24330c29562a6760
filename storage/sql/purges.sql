-- name: reports(tenant, village, before)$
-- Of cases that ended before a time.
select count(*) from observations o
cross join check_ins c
where o.tenant = :tenant and o.village = :village and o.ended_at is not null and o.ended_at < :before
and c.tenant = o.tenant and c.observation = o.id;

-- name: drop_reports(tenant, village, before, count)!
delete from check_ins where tenant = :tenant and id in
(select c.id from observations o
    cross join check_ins c
    where o.tenant = :tenant and o.village = :village and o.ended_at is not null and o.ended_at < :before
    and c.tenant = o.tenant and c.observation = o.id limit :count);

-- name: tests(tenant, village, before)$
-- Of cases that ended before a time.
select count(*) from observations o
cross join nucleic_tests t
where o.tenant = :tenant and o.village = :village and o.ended_at is not null and o.ended_at < :before
and t.tenant = o.tenant and t.observation = o.id;

-- name: drop_tests(tenant, village, before, count)!
delete from nucleic_tests where tenant = :tenant and id in
(select t.id from observations o
    cross join nucleic_tests t
    where o.tenant = :tenant and o.village = :village and o.ended_at is not null and o.ended_at < :before
    and t.tenant = o.tenant and t.observation = o.id limit :count);

-- name: cases(tenant, village, before)$
select count(*) from observations
where tenant = :tenant and village = :village and ended_at is not null and ended_at < :before;

-- name: old_cases(tenant, village, before, count)
select id from observations
where tenant = :tenant and village = :village and ended_at is not null and ended_at < :before limit :count;

-- name: drop_case_reports(tenant, id)!
delete from check_ins where tenant = :tenant and observation = :id;

-- name: drop_case_tests(tenant, id)!
delete from nucleic_tests where tenant = :tenant and observation = :id;

-- name: drop_case_changes(tenant, id)!
delete from observation_changes where tenant = :tenant and observation = :id;

-- name: drop_case(tenant, id)!
delete from observations where tenant = :tenant and id = :id;

-- name: alarms(tenant, village, before)$
select count(*) from health_alarms
where tenant = :tenant and village = :village and at < :before and closed_at is not null and closed_at < :before;

-- name: drop_alarms(tenant, village, before, count)!
delete from health_alarms where tenant = :tenant and id in
(select id from health_alarms
    where tenant = :tenant and village = :village and at < :before and closed_at is not null and closed_at < :before
    limit :count);

-- name: visits(tenant, path_low, path_high, day)$
select count(*) from areas a
cross join visits v
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and v.tenant = a.tenant and v.area = a.id and v.day < :day;

-- name: old_visits(tenant, path_low, path_high, day, count)
select v.id from areas a
cross join visits v
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and v.tenant = a.tenant and v.area = a.id and v.day < :day limit :count;

-- name: photos_of_visit(tenant, id)
-- Those that no other visit shows.
select p.photo from visit_photos p where p.tenant = :tenant and p.visit = :id and not exists (select 1 from visit_photos o
    where o.tenant = p.tenant and o.photo = p.photo and o.visit <> p.visit) limit 50;

-- name: drop_visit_photos(tenant, id)!
delete from visit_photos where tenant = :tenant and visit = :id;

-- name: drop_visit(tenant, id)!
delete from visits where tenant = :tenant and id = :id;

-- name: returnees(tenant, path_low, path_high, before)$
-- Who was decided on, or is none any more.
select count(*) from areas a
cross join returnees r
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and r.tenant = a.tenant and r.area = a.id and r.state not in ('planned', 'open') and r.said_at < :before;

-- name: drop_returnees(tenant, path_low, path_high, before, count)!
delete from returnees where tenant = :tenant and id in
(select r.id from areas a
    cross join returnees r
    where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
    and r.tenant = a.tenant and r.area = a.id and r.state not in ('planned', 'open') and r.said_at < :before
    limit :count);

-- name: errands(tenant, path_low, path_high, before)$
-- Their words; the errand itself stays, since money may have been laid out for it.
select count(*) from areas a
cross join errands e
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and e.tenant = a.tenant and e.area = a.id and e.state_at < :before
and e.state in ('confirmed', 'unanswered', 'cancelled') and e.words <> '';

-- name: old_errands(tenant, path_low, path_high, before, count)
select e.id from areas a
cross join errands e
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and e.tenant = a.tenant and e.area = a.id and e.state_at < :before
and e.state in ('confirmed', 'unanswered', 'cancelled') and e.words <> '' limit :count;

-- name: empty_errand(tenant, id)!
update errands set words = '' where tenant = :tenant and id = :id;

-- name: drop_errand_events(tenant, id)!
delete from errand_events where tenant = :tenant and errand = :id;

-- name: drop_errand_ills(tenant, id)!
delete from errand_ills where tenant = :tenant and errand = :id;

-- name: photos(tenant, path_low, path_high, before)$
-- Of checks of shops.
select count(*) from areas a
cross join shops s
cross join shop_checks c
cross join shop_photos p
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and s.tenant = a.tenant and s.area = a.id and c.tenant = s.tenant and c.shop = s.id
and c.ended_at is not null and c.ended_at < :before and p.tenant = c.tenant and p.check_id = c.id;

-- name: old_photos(tenant, path_low, path_high, before, count)
select p.id from areas a
cross join shops s
cross join shop_checks c
cross join shop_photos p
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and s.tenant = a.tenant and s.area = a.id and c.tenant = s.tenant and c.shop = s.id
and c.ended_at is not null and c.ended_at < :before and p.tenant = c.tenant and p.check_id = c.id limit :count;

-- name: photo_of_shop(tenant, id)
select photo from shop_photos where tenant = :tenant and id = :id;

-- name: drop_shop_photo(tenant, id)!
delete from shop_photos where tenant = :tenant and id = :id;

-- name: matters(tenant, village, before)$
select count(*) from matters
where tenant = :tenant and village = :village and closed_at is not null and closed_at < :before;

-- name: old_matters(tenant, village, before, count)
select id from matters
where tenant = :tenant and village = :village and closed_at is not null and closed_at < :before limit :count;

-- name: drop_matter_hands(tenant, id)!
delete from matter_hands where tenant = :tenant and matter = :id;

-- name: drop_matter_entries(tenant, id)!
delete from matter_entries where tenant = :tenant and matter = :id;

-- name: drop_matter_parties(tenant, id)!
delete from matter_parties where tenant = :tenant and matter = :id;

-- name: drop_meetings(tenant, id)!
delete from meetings where tenant = :tenant and matter = :id;

-- name: drop_agreements(tenant, id)!
delete from agreements where tenant = :tenant and matter = :id;

-- name: drop_matter(tenant, id)!
delete from matters where tenant = :tenant and id = :id;

-- name: looks(tenant, before)$
-- An entry's id grows with its time.
select count(*) from audit where tenant = :tenant and id < :before;

-- name: drop_looks(tenant, before, count)!
delete from audit where tenant = :tenant and id in
(select id from audit where tenant = :tenant and id < :before order by id limit :count);

-- name: calls(tenant, before)$
select count(*) from report_calls where tenant = :tenant and at < :before;

-- name: drop_calls(tenant, before)!
delete from report_calls where tenant = :tenant and at < :before;

-- name: note(tenant, id, kind, removed, until, now)!
insert into purges (tenant, id, kind, removed, until, at) values (:tenant, :id, :kind, :removed, :until, :now);

-- name: newest(tenant, kind, count)
select kind, removed, until, at from purges where tenant = :tenant and kind = :kind order by id desc limit :count;
