-- name: last_number(tenant, village)$
-- Under the lock of the village's row. Errands, complaints and disputes share their numbers: #12 is one thing.
select max(n.last) from (select max(number) as last from errands where tenant = :tenant and village = :village
    union all select max(number) from matters where tenant = :tenant and village = :village) n;

-- name: add(tenant, id, village, area, number, kind, topic, words, opener, entered_by, anonymous, shut_out, now, answer_by)!
insert into matters (tenant, id, village, area, number, kind, topic, words, opener, entered_by, anonymous, shut_out,
    state, opened_at, answer_by, due_at)
values (:tenant, :id, :village, :area, :number, :kind, :topic, :words, :opener, :entered_by, :anonymous, :shut_out,
    'open', :now, :answer_by, :answer_by);

-- name: by_id(tenant, matter)^
select m.id, m.village, v.path, m.area, m.number, m.kind, m.topic, m.words, m.opener, m.entered_by, m.anonymous,
    m.shut_out, m.state, m.opened_at, m.answer_by, m.due_at, m.closed_at
from matters m join areas v on v.tenant = m.tenant and v.id = m.village
where m.tenant = :tenant and m.id = :matter;

-- name: numbered(tenant, village, number)^
select m.id, m.village, v.path, m.area, m.number, m.kind, m.topic, m.words, m.opener, m.entered_by, m.anonymous,
    m.shut_out, m.state, m.opened_at, m.answer_by, m.due_at, m.closed_at
from matters m join areas v on v.tenant = m.tenant and v.id = m.village
where m.tenant = :tenant and m.village = :village and m.number = :number;

-- name: of_person(tenant, person, count)
-- The files in which somebody has a hand, each once, the newest first.
select m.id, m.village, v.path, m.area, m.number, m.kind, m.topic, m.words, m.opener, m.entered_by, m.anonymous,
    m.shut_out, m.state, m.opened_at, m.answer_by, m.due_at, m.closed_at
from (select distinct matter from matter_hands where tenant = :tenant and person = :person and until is null) h
join matters m on m.tenant = :tenant and m.id = h.matter
join areas v on v.tenant = m.tenant and v.id = m.village
order by m.id desc limit :count;

-- name: due_of_staff(tenant, path, now)
-- What is due and by whom, of those who hold a post in just this area. Cross joins bind SQLite to the order as written.
select distinct m.id, m.village, v.path, m.area, m.number, m.kind, m.topic, m.words, m.opener, m.entered_by,
    m.anonymous, m.shut_out, m.state, m.opened_at, m.answer_by, m.due_at, m.closed_at, h.person
from areas a
cross join roles r
cross join matter_hands h
cross join matters m
cross join areas v
where a.tenant = :tenant and a.path = :path and r.tenant = a.tenant and r.area = a.id
and h.tenant = r.tenant and h.person = r.person and h.until is null
and h.part in ('asked', 'cadre', 'helper', 'mediator')
and m.tenant = h.tenant and m.id = h.matter and m.due_at is not null and m.due_at <= :now
and v.tenant = m.tenant and v.id = m.village limit 500;

-- name: turn(tenant, matter, state_before, state_after, due_at, now)!
-- From one state to another, guarded: of two who say something at once one is first.
update matters set state = :state_after, due_at = cast(:due_at as bigint),
    closed_at = case when cast(:due_at as bigint) is null then :now else null end
where tenant = :tenant and id = :matter and state = :state_before;

-- name: set_due(tenant, matter, due_at)!
update matters set due_at = cast(:due_at as bigint) where tenant = :tenant and id = :matter;

-- name: give_hand(tenant, id, matter, person, part, now)!
insert into matter_hands (tenant, id, matter, person, part, since)
values (:tenant, :id, :matter, :person, :part, :now) on conflict do nothing;

-- name: take_hand(tenant, matter, part, now)!
-- Nobody has this part any more.
update matter_hands set until = :now where tenant = :tenant and matter = :matter and part = :part and until is null;

-- name: hands(tenant, matter)
select h.person, h.part, p.name from matter_hands h
left join persons p on p.tenant = h.tenant and p.id = h.person
where h.tenant = :tenant and h.matter = :matter and h.until is null order by h.since, h.part, h.person;

-- name: add_entry(tenant, id, matter, kind, words, by_person, now)!
insert into matter_entries (tenant, id, matter, kind, words, by_person, at)
values (:tenant, :id, :matter, :kind, :words, :by_person, :now);

-- name: entries(tenant, matter)
select e.kind, e.words, e.by_person, p.name, e.at from matter_entries e
left join persons p on p.tenant = e.tenant and p.id = e.by_person
where e.tenant = :tenant and e.matter = :matter order by e.id limit 500;

-- name: add_party(tenant, id, matter, person, name)!
insert into matter_parties (tenant, id, matter, person, name) values (:tenant, :id, :matter, :person, :name);

-- name: parties(tenant, matter)
select t.person, t.name, coalesce(p.phone, ''), coalesce(h.door, '') from matter_parties t
left join persons p on p.tenant = t.tenant and p.id = t.person
left join households h on h.tenant = p.tenant and h.id = p.household
where t.tenant = :tenant and t.matter = :matter order by t.id limit 50;

-- name: add_meeting(tenant, id, matter, at, place, made_by, now)!
insert into meetings (tenant, id, matter, at, place, made_by, made_at)
values (:tenant, :id, :matter, :at, :place, :made_by, :now);

-- name: call_meetings_off(tenant, matter, now)!
-- Another time takes the place of those to come.
update meetings set state = 'off' where tenant = :tenant and matter = :matter and state = 'on' and at > :now;

-- name: meetings(tenant, matter)
select id, matter, at, place from meetings
where tenant = :tenant and matter = :matter and state = 'on' order by at, id limit 50;

-- name: meeting(tenant, meeting)^
select id, matter, at, place from meetings where tenant = :tenant and id = :meeting and state = 'on';

-- name: add_agreement(tenant, id, matter, terms, perform_by, how, made_by, now)!
insert into agreements (tenant, id, matter, terms, perform_by, how, made_by, made_at)
values (:tenant, :id, :matter, :terms, :perform_by, :how, :made_by, :now);

-- name: agreement(tenant, matter)^
select terms, perform_by, how, made_at from agreements
where tenant = :tenant and matter = :matter order by id desc limit 1;

-- name: exported(tenant, after, count)
select m.id, m.village, v.path, m.area, m.number, m.kind, m.topic, m.words, m.opener, m.entered_by, m.anonymous,
    m.shut_out, m.state, m.opened_at, m.answer_by, m.due_at, m.closed_at, v.name, p.name
from matters m
join areas v on v.tenant = m.tenant and v.id = m.village
left join persons p on p.tenant = m.tenant and p.id = m.opener
where m.tenant = :tenant and m.id > :after order by m.id limit :count;
