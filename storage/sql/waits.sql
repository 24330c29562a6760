-- name: expect(tenant, item, qty, closed)!
-- First step of a place in the queue, on the item's own row: refused while so much can simply be ordered.
update items set waiting = waiting + 1
where tenant = :tenant and id = :item and (:closed = 1 or waiting > 0 or quota - taken < :qty);

-- name: expect_less(tenant, item)!
update items set waiting = waiting - 1 where tenant = :tenant and id = :item and waiting > 0;

-- name: hold_allowance(tenant, item, household)!
-- Locks of whatever changes a place: the household's allowance, then the item. The row is made so that it can be held.
insert into allowances (tenant, item, household, taken) values (:tenant, :item, :household, 0)
on conflict (tenant, item, household) do update set taken = allowances.taken;

-- name: hold_item(tenant, item)$
select id from items where tenant = :tenant and id = :item;

-- name: add(tenant, id, window, item, person, household, qty, given, entered_by, now)!
insert into waits (tenant, id, window_id, item, person, household, qty, given, state, entered_by, at)
values (:tenant, :id, :window, :item, :person, :household, :qty, :given, 'waiting', :entered_by, :now)
on conflict do nothing;

-- name: by_id(tenant, wait)^
select id, window_id, item, person, household, qty, offered, given, state, entered_by, at,
    coalesce(offered_at, 0), coalesce(expires_at, 0)
from waits where tenant = :tenant and id = :wait;

-- name: of_person(tenant, item, person)^
select id, window_id, item, person, household, qty, offered, given, state, entered_by, at,
    coalesce(offered_at, 0), coalesce(expires_at, 0)
from waits where tenant = :tenant and item = :item and person = :person and state in ('waiting', 'offered');

-- name: places(tenant, person)
select id, window_id, item, person, household, qty, offered, given, state, entered_by, at,
    coalesce(offered_at, 0), coalesce(expires_at, 0)
from waits where tenant = :tenant and person = :person and state in ('waiting', 'offered') order by id;

-- name: in_line(tenant, item)
-- The whole queue, strictly in its order.
select id, window_id, item, person, household, qty, offered, given, state, entered_by, at,
    coalesce(offered_at, 0), coalesce(expires_at, 0)
from waits where tenant = :tenant and item = :item and state in ('waiting', 'offered') order by id;

-- name: first(tenant, item)^
select id, window_id, item, person, household, qty, offered, given, state, entered_by, at,
    coalesce(offered_at, 0), coalesce(expires_at, 0)
from waits where tenant = :tenant and item = :item and state in ('waiting', 'offered') and state = 'waiting'
order by id limit 1;

-- name: ahead(tenant, item, wait, household)$
-- Households, not places: two of one household are one neighbour in the line.
select count(distinct household) from waits
where tenant = :tenant and item = :item and state in ('waiting', 'offered') and id < :wait
and household <> :household;

-- name: change(tenant, wait, qty, given)!
update waits set qty = :qty, given = :given where tenant = :tenant and id = :wait and state = 'waiting';

-- name: trust(tenant, wait)!
-- Whatever stands before them now, what becomes free next comes without a press.
update waits set given = 1 where tenant = :tenant and id = :wait and state in ('waiting', 'offered');

-- name: ask_anew(tenant, wait)!
-- The price is another one: whoever waits keeps the place, and is offered what there is with the new price.
update waits set state = 'waiting', offered = 0, offered_at = null, expires_at = null, given = 0
where tenant = :tenant and id = :wait and state in ('waiting', 'offered');

-- name: offer(tenant, wait, qty, now, expires_at)!
update waits set state = 'offered', offered = :qty, offered_at = :now, expires_at = :expires_at
where tenant = :tenant and id = :wait and state = 'waiting' and qty >= :qty;

-- name: serve(tenant, wait, now)!
-- What was offered has become an order; who still lacks something stays where they stood.
update waits set qty = qty - offered, offered = 0, expires_at = null,
    state = case when qty > offered then 'waiting' else 'served' end,
    ended_at = case when qty > offered then null else cast(:now as bigint) end
where tenant = :tenant and id = :wait and state = 'offered';

-- name: end_place(tenant, wait, state, now)!
update waits set state = :state, offered = 0, expires_at = null, ended_at = :now
where tenant = :tenant and id = :wait and state in ('waiting', 'offered');
