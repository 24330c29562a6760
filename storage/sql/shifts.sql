-- name: add_post(tenant, id, area, name, made_by, now)!
insert into posts (tenant, id, area, name, made_by, made_at) values (:tenant, :id, :area, :name, :made_by, :now)
on conflict do nothing;

-- name: post_named(tenant, area, name)^
select id, area, name from posts where tenant = :tenant and area = :area and name = :name;

-- name: posts_of(tenant, area)
select id, area, name from posts where tenant = :tenant and area = :area order by name limit 500;

-- name: add_shift(tenant, id, area, post, starts_at, ends_at, leader, made_by, now)!
insert into shifts (tenant, id, area, post, starts_at, ends_at, leader, made_by, made_at)
values (:tenant, :id, :area, :post, :starts_at, :ends_at, :leader, :made_by, :now) on conflict do nothing;

-- name: same_shift(tenant, post, starts_at, ends_at)^
select s.id, s.area, s.post, o.name, s.starts_at, s.ends_at, s.leader
from shifts s join posts o on o.tenant = s.tenant and o.id = s.post
where s.tenant = :tenant and s.post = :post and s.starts_at = :starts_at and s.ends_at = :ends_at;

-- name: shift(tenant, shift)^
select s.id, s.area, s.post, o.name, s.starts_at, s.ends_at, s.leader
from shifts s join posts o on o.tenant = s.tenant and o.id = s.post
where s.tenant = :tenant and s.id = :shift;

-- name: lead(tenant, shift, was, leader)!
-- Guarded by who led before: of two changes one wins.
update shifts set leader = :leader where tenant = :tenant and id = :shift and leader = :was;

-- name: posts_led(tenant, person, since)
select distinct post, area from shifts where tenant = :tenant and leader = :person and leader <> 0 and starts_at >= :since
limit 500;

-- name: hold_person(tenant, person)!
-- The lock under which nobody is put into two shifts at once.
update persons set staff = staff where tenant = :tenant and id = :person;

-- name: add_duty(tenant, id, shift, person, starts_at, made_by, now)!
insert into duties (tenant, id, shift, planned, person, starts_at, made_by, made_at)
values (:tenant, :id, :shift, :person, :person, :starts_at, :made_by, :now) on conflict do nothing;

-- name: planned_before(tenant, shift, person)^
-- Also one that was called off or swapped away: a file that is brought in again does not bring it back.
select id, person, state from duties
where tenant = :tenant and shift = :shift and (planned = :person or person = :person) order by state desc, id limit 1;

-- name: duty(tenant, duty)^
select d.id, d.person, p.name, p.phone, d.planned, d.state, d.came_at, d.left_at, d.missing_at,
    s.id, s.area, s.post, o.name, s.starts_at, s.ends_at, s.leader
from duties d
join shifts s on s.tenant = d.tenant and s.id = d.shift
join posts o on o.tenant = s.tenant and o.id = s.post
join persons p on p.tenant = d.tenant and p.id = d.person
where d.tenant = :tenant and d.id = :duty;

-- name: of_shift(tenant, shift)
select d.id, d.person, p.name, p.phone, d.planned, d.state, d.came_at, d.left_at, d.missing_at,
    s.id, s.area, s.post, o.name, s.starts_at, s.ends_at, s.leader
from duties d
join shifts s on s.tenant = d.tenant and s.id = d.shift
join posts o on o.tenant = s.tenant and o.id = s.post
join persons p on p.tenant = d.tenant and p.id = d.person
where d.tenant = :tenant and d.shift = :shift and d.state = 'on' order by d.id limit 500;

-- name: of_person(tenant, person, earliest, since, until)
-- `earliest` bounds the walk through the index: no shift is longer than a day.
select d.id, d.person, p.name, p.phone, d.planned, d.state, d.came_at, d.left_at, d.missing_at,
    s.id, s.area, s.post, o.name, s.starts_at, s.ends_at, s.leader
from duties d
join shifts s on s.tenant = d.tenant and s.id = d.shift
join posts o on o.tenant = s.tenant and o.id = s.post
join persons p on p.tenant = d.tenant and p.id = d.person
where d.tenant = :tenant and d.person = :person and d.starts_at >= :earliest and d.starts_at < :until
and s.ends_at > :since and d.state = 'on' order by d.starts_at, d.id limit 500;

-- name: in_area(tenant, area, earliest, since, until)
select d.id, d.person, p.name, p.phone, d.planned, d.state, d.came_at, d.left_at, d.missing_at,
    s.id, s.area, s.post, o.name, s.starts_at, s.ends_at, s.leader
from shifts s
join duties d on d.tenant = s.tenant and d.shift = s.id and d.state = 'on'
join posts o on o.tenant = s.tenant and o.id = s.post
join persons p on p.tenant = d.tenant and p.id = d.person
where s.tenant = :tenant and s.area = :area and s.starts_at >= :earliest and s.starts_at < :until
and s.ends_at > :since order by s.starts_at, o.name, d.id limit 20000;

-- name: untold(tenant, person, since)
select d.id, d.person, p.name, p.phone, d.planned, d.state, d.came_at, d.left_at, d.missing_at,
    s.id, s.area, s.post, o.name, s.starts_at, s.ends_at, s.leader
from duties d
join shifts s on s.tenant = d.tenant and s.id = d.shift
join posts o on o.tenant = s.tenant and o.id = s.post
join persons p on p.tenant = d.tenant and p.id = d.person
where d.tenant = :tenant and d.person = :person and d.starts_at >= :since and d.told_at is null and d.state = 'on'
order by d.starts_at, d.id limit 200;

-- name: told(tenant, duty, now)!
update duties set told_at = :now where tenant = :tenant and id = :duty and told_at is null;

-- name: hand(tenant, duty, was, person)!
-- Guarded by who had it: of two agreements about the same duty the first wins.
update duties set person = :person where tenant = :tenant and id = :duty and person = :was and state = 'on'
and came_at is null;

-- name: call_off(tenant, duty, person, ended_by, now)!
update duties set state = 'off', ended_by = :ended_by, ended_at = :now
where tenant = :tenant and id = :duty and person = :person and state = 'on' and came_at is null;

-- name: come(tenant, duty, person, noted_by, now)!
update duties set came_at = :now, came_by = :noted_by
where tenant = :tenant and id = :duty and person = :person and state = 'on' and came_at is null;

-- name: leave(tenant, duty, person, noted_by, now)!
update duties set left_at = :now, left_by = :noted_by
where tenant = :tenant and id = :duty and person = :person and came_at is not null and left_at is null;

-- name: miss(tenant, duty, now)!
update duties set missing_at = :now
where tenant = :tenant and id = :duty and state = 'on' and came_at is null and missing_at is null;

-- name: ask_swap(tenant, id, duty, other, asker, asked, now)!
insert into swaps (tenant, id, duty, other, asker, asked, state, asked_at)
values (:tenant, :id, :duty, :other, :asker, :asked, 'asked', :now);

-- name: swap(tenant, swap)^
select id, duty, other, asker, asked, state from swaps where tenant = :tenant and id = :swap;

-- name: decide_swap(tenant, swap, outcome, now)!
update swaps set state = :outcome, decided_at = :now where tenant = :tenant and id = :swap and state = 'asked';
