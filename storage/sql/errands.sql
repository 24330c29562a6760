-- name: add(tenant, id, village, area, number, household, person, asker, entered_by, kind, words, now)!
insert into errands (tenant, id, village, area, number, household, person, asker, entered_by, kind, words, state_at,
    asked_at)
values (:tenant, :id, :village, :area, :number, :household, :person, :asker, :entered_by, :kind, :words, :now, :now);

-- name: last_number(tenant, village)$
-- Errands, complaints and disputes of a village share their numbers: #12 is one thing.
select max(n.last) from (select max(number) as last from errands where tenant = :tenant and village = :village
    union all select max(number) from matters where tenant = :tenant and village = :village) n;

-- name: by_id(tenant, id)^
select e.id, e.village, e.area, e.number, e.household, e.person, e.asker, e.entered_by, e.kind, e.words, e.state, e.state_at,
    e.asked_at, e.offered_at, e.taken_by, e.promised_at, e.passed_to, e.how, e.late, e.reopened, a.path,
    coalesce(h.door, '') || coalesce(h.part, ''), p.name, p.phone, coalesce(t.name, ''), coalesce(t.phone, '')
from errands e
join areas a on a.tenant = e.tenant and a.id = e.area
join persons p on p.tenant = e.tenant and p.id = e.person
left join households h on h.tenant = e.tenant and h.id = e.household
left join persons t on t.tenant = e.tenant and t.id = e.taken_by and e.taken_by <> 0
where e.tenant = :tenant and e.id = :id;

-- name: by_number(tenant, village, number)^
select e.id, e.village, e.area, e.number, e.household, e.person, e.asker, e.entered_by, e.kind, e.words, e.state, e.state_at,
    e.asked_at, e.offered_at, e.taken_by, e.promised_at, e.passed_to, e.how, e.late, e.reopened, a.path,
    coalesce(h.door, '') || coalesce(h.part, ''), p.name, p.phone, coalesce(t.name, ''), coalesce(t.phone, '')
from errands e
join areas a on a.tenant = e.tenant and a.id = e.area
join persons p on p.tenant = e.tenant and p.id = e.person
left join households h on h.tenant = e.tenant and h.id = e.household
left join persons t on t.tenant = e.tenant and t.id = e.taken_by and e.taken_by <> 0
where e.tenant = :tenant and e.village = :village and e.number = :number;

-- name: of_taker(tenant, person, since)
-- What somebody has in hand, or had not long ago.
select e.id, e.village, e.area, e.number, e.household, e.person, e.asker, e.entered_by, e.kind, e.words, e.state, e.state_at,
    e.asked_at, e.offered_at, e.taken_by, e.promised_at, e.passed_to, e.how, e.late, e.reopened, a.path,
    coalesce(h.door, '') || coalesce(h.part, ''), p.name, p.phone, coalesce(t.name, ''), coalesce(t.phone, '')
from errands e
join areas a on a.tenant = e.tenant and a.id = e.area
join persons p on p.tenant = e.tenant and p.id = e.person
left join households h on h.tenant = e.tenant and h.id = e.household
left join persons t on t.tenant = e.tenant and t.id = e.taken_by and e.taken_by <> 0
where e.tenant = :tenant and e.taken_by = :person and e.taken_by <> 0
and (e.state = 'taken' or e.state_at >= :since)
order by e.id desc limit 50;

-- name: of_household(tenant, household, since)
-- What a household asked for and still waits for, or waited for not long ago.
select e.id, e.village, e.area, e.number, e.household, e.person, e.asker, e.entered_by, e.kind, e.words, e.state, e.state_at,
    e.asked_at, e.offered_at, e.taken_by, e.promised_at, e.passed_to, e.how, e.late, e.reopened, a.path,
    coalesce(h.door, '') || coalesce(h.part, ''), p.name, p.phone, coalesce(t.name, ''), coalesce(t.phone, '')
from errands e
join areas a on a.tenant = e.tenant and a.id = e.area
join persons p on p.tenant = e.tenant and p.id = e.person
left join households h on h.tenant = e.tenant and h.id = e.household
left join persons t on t.tenant = e.tenant and t.id = e.taken_by and e.taken_by <> 0
where e.tenant = :tenant and e.household = :household
and (e.state in ('open', 'taken', 'done') or e.state_at >= :since)
order by e.id desc limit 50;

-- name: going_on_in(tenant, path_low, path_high)
-- Of an area, what nobody has taken, what somebody has in hand, and what waits for an answer. Cross joins bind SQLite
-- to the order as written.
select e.id, e.village, e.area, e.number, e.household, e.person, e.asker, e.entered_by, e.kind, e.words, e.state, e.state_at,
    e.asked_at, e.offered_at, e.taken_by, e.promised_at, e.passed_to, e.how, e.late, e.reopened, a.path,
    coalesce(h.door, '') || coalesce(h.part, ''), p.name, p.phone, coalesce(t.name, ''), coalesce(t.phone, '')
from areas x
cross join errands e
join areas a on a.tenant = e.tenant and a.id = e.area
join persons p on p.tenant = e.tenant and p.id = e.person
left join households h on h.tenant = e.tenant and h.id = e.household
left join persons t on t.tenant = e.tenant and t.id = e.taken_by and e.taken_by <> 0
where x.tenant = :tenant and x.path >= :path_low and x.path < :path_high
and e.tenant = x.tenant and e.area = x.id and e.state in ('open', 'taken', 'done')
order by e.id limit 1000;

-- name: to_do_in(tenant, path_low, path_high)
-- What is outstanding for the workers of an area: short rows, since thousands of lists are made of them.
select e.id, e.number, e.kind, e.words, e.state_at, e.person, e.taken_by, p.name, p.phone,
    coalesce(h.door, '') || coalesce(h.part, ''), coalesce(t.name, '')
from areas x
cross join errands e
join persons p on p.tenant = e.tenant and p.id = e.person
left join households h on h.tenant = e.tenant and h.id = e.household
left join persons t on t.tenant = e.tenant and t.id = e.taken_by and e.taken_by <> 0
where x.tenant = :tenant and x.path >= :path_low and x.path < :path_high
and e.tenant = x.tenant and e.area = x.id and e.state in ('open', 'taken', 'done') and e.state <> 'done'
order by e.id limit 500;

-- name: over_in(tenant, path_low, path_high, since, count)
-- Of an area, what came to an end not long ago, the newest first.
select e.id, e.village, e.area, e.number, e.household, e.person, e.asker, e.entered_by, e.kind, e.words, e.state, e.state_at,
    e.asked_at, e.offered_at, e.taken_by, e.promised_at, e.passed_to, e.how, e.late, e.reopened, a.path,
    coalesce(h.door, '') || coalesce(h.part, ''), p.name, p.phone, coalesce(t.name, ''), coalesce(t.phone, '')
from areas x
cross join errands e
join areas a on a.tenant = e.tenant and a.id = e.area
join persons p on p.tenant = e.tenant and p.id = e.person
left join households h on h.tenant = e.tenant and h.id = e.household
left join persons t on t.tenant = e.tenant and t.id = e.taken_by and e.taken_by <> 0
where x.tenant = :tenant and x.path >= :path_low and x.path < :path_high
and e.tenant = x.tenant and e.area = x.id and e.state_at >= :since
and e.state in ('confirmed', 'unanswered', 'cancelled')
order by e.state_at desc, e.id desc limit :count;

-- name: every(tenant, after, count)
select e.id, e.village, e.area, e.number, e.household, e.person, e.asker, e.entered_by, e.kind, e.words, e.state, e.state_at,
    e.asked_at, e.offered_at, e.taken_by, e.promised_at, e.passed_to, e.how, e.late, e.reopened, a.path,
    coalesce(h.door, '') || coalesce(h.part, ''), p.name, p.phone, coalesce(t.name, ''), coalesce(t.phone, '')
from errands e
join areas a on a.tenant = e.tenant and a.id = e.area
join persons p on p.tenant = e.tenant and p.id = e.person
left join households h on h.tenant = e.tenant and h.id = e.household
left join persons t on t.tenant = e.tenant and t.id = e.taken_by and e.taken_by <> 0
where e.tenant = :tenant and e.id > :after order by e.id limit :count;

-- name: around(tenant, after, last)
select e.id, v.name, a.name, coalesce(p.name, '')
from errands e
join areas v on v.tenant = e.tenant and v.id = e.village
join areas a on a.tenant = e.tenant and a.id = e.area
left join persons p on p.tenant = e.tenant and p.id = e.entered_by
where e.tenant = :tenant and e.id > :after and e.id <= :last order by e.id;

-- name: offered(tenant, id, now)!
update errands set offered_at = :now where tenant = :tenant and id = :id and offered_at is null;

-- name: take(tenant, id, worker, now)!
-- Of two who press at once one has it. It can be taken from somebody who passed it on to this worker, or who is late.
update errands set state = 'taken', state_at = :now, taken_by = :worker, promised_at = null, passed_to = 0, late = 0
where tenant = :tenant and id = :id
and (state = 'open' or (state = 'taken' and taken_by <> :worker and (passed_to = :worker or late > 0)));

-- name: promise(tenant, id, worker, at)!
update errands set promised_at = :at, late = 0
where tenant = :tenant and id = :id and state = 'taken' and taken_by = :worker;

-- name: give_back(tenant, id, worker, now)!
update errands set state = 'open', state_at = :now, taken_by = 0, promised_at = null, passed_to = 0, late = 0
where tenant = :tenant and id = :id and state = 'taken' and taken_by = :worker;

-- name: pass_to(tenant, id, was, other)!
-- Guarded by whoever it was passed to before, so that two who pass it on at once do not both believe it.
update errands set passed_to = :other
where tenant = :tenant and id = :id and state in ('open', 'taken') and passed_to = :was and taken_by <> :other;

-- name: done(tenant, id, worker, how, now)!
update errands set state = 'done', state_at = :now, how = :how, passed_to = 0, late = 0
where tenant = :tenant and id = :id and state = 'taken' and taken_by = :worker;

-- name: confirm(tenant, id, now)!
update errands set state = 'confirmed', state_at = :now
where tenant = :tenant and id = :id and state in ('done', 'unanswered');

-- name: unanswered(tenant, id, since)!
-- Guarded by the time at which it was done: one that was opened again and done anew waits anew.
update errands set state = 'unanswered'
where tenant = :tenant and id = :id and state = 'done' and state_at <= :since;

-- name: reopen(tenant, id, now)!
update errands set state = 'open', state_at = :now, taken_by = 0, promised_at = null, passed_to = 0, late = 0, how = '',
    reopened = reopened + 1
where tenant = :tenant and id = :id and state in ('done', 'confirmed', 'unanswered');

-- name: cancel(tenant, id, now)!
update errands set state = 'cancelled', state_at = :now
where tenant = :tenant and id = :id and state in ('open', 'taken');

-- name: climb(tenant, id, was, height)!
-- Guarded by how far it had climbed: each step happens once.
update errands set late = :height where tenant = :tenant and id = :id and late = :was and state in ('open', 'taken');

-- name: add_event(tenant, id, errand, now, by, what, other, words, saying)!
insert into errand_events (tenant, id, errand, at, by_person, what, other, words, saying)
values (:tenant, :id, :errand, :now, :by, :what, :other, :words, :saying);

-- name: events(tenant, errand)
select v.at, v.by_person, coalesce(p.name, ''), v.what, v.other, coalesce(o.name, ''), v.words, v.saying
from errand_events v
left join persons p on p.tenant = v.tenant and p.id = v.by_person and v.by_person <> 0
left join persons o on o.tenant = v.tenant and o.id = v.other and v.other <> 0
where v.tenant = :tenant and v.errand = :errand order by v.id limit 200;

-- name: shown_by(tenant, saying)^
select errand from errand_events where tenant = :tenant and saying = :saying and saying <> 0 limit 1;

-- name: add_ill(tenant, id, errand, person, ill, by, now)!
insert into errand_ills (tenant, id, errand, person, ill, said_by, said_at)
values (:tenant, :id, :errand, :person, :ill, :by, :now);

-- name: ill(tenant, errand)^
select i.person, coalesce(p.name, ''), i.ill from errand_ills i
left join persons p on p.tenant = i.tenant and p.id = i.person and i.person <> 0
where i.tenant = :tenant and i.errand = :errand order by i.id desc limit 1;
