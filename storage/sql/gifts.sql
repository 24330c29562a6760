-- name: add(tenant, id, village, person, name, qty, unit, arrives, donor, words, now)!
insert into gifts (tenant, id, village, person, name, qty, unit, arrives, donor, words, state, at)
values (:tenant, :id, :village, :person, :name, :qty, :unit, :arrives, :donor, :words, 'offered', :now);

-- name: by_id(tenant, gift)^
select id, village, person, name, qty, unit, arrives, donor, state, window_id, item from gifts
where tenant = :tenant and id = :gift;

-- name: decide(tenant, gift, state, settled_by)!
-- The first cadre to press has it.
update gifts set state = :state, settled_by = :settled_by
where tenant = :tenant and id = :gift and state = 'offered';

-- name: decided_by(tenant, gift)$
select settled_by from gifts where tenant = :tenant and id = :gift;

-- name: put(tenant, gift, window, item)!
-- Into one window only, however often it is pressed.
update gifts set window_id = :window, item = :item
where tenant = :tenant and id = :gift and state = 'accepted' and item = 0;

-- name: withdraw(tenant, gift)!
-- What is in a window already is not taken out of it by a word of the donor.
update gifts set state = 'withdrawn'
where tenant = :tenant and id = :gift and state in ('offered', 'accepted') and item = 0;

-- name: unplaced(tenant, village, since)
-- Accepted, and in no window yet.
select id, village, person, name, qty, unit, arrives, donor, state, window_id, item from gifts
where tenant = :tenant and village = :village and id >= :since and state = 'accepted' and item = 0 order by id;

-- name: of_person(tenant, village, person, since)
select id, village, person, name, qty, unit, arrives, donor, state, window_id, item from gifts
where tenant = :tenant and village = :village and id >= :since and person = :person order by id desc;

-- name: of_window(tenant, window)
select id, village, person, name, qty, unit, arrives, donor, state, window_id, item from gifts
where tenant = :tenant and window_id = :window and window_id <> 0 order by id;

-- name: tell(tenant, gift, now)!
-- Each donor hears once what became of it.
update gifts set told_at = :now where tenant = :tenant and id = :gift and told_at is null;
