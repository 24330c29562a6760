-- name: add(tenant, window, household, secret)!
insert into bags (tenant, window_id, household, secret) values (:tenant, :window, :household, :secret)
on conflict do nothing;

-- name: hold(tenant, window, household)^
-- First lock of whatever changes a bag: two people of one household choose one after the other.
update bags set number = number where tenant = :tenant and window_id = :window and household = :household
returning way, slot, number, coalesce(handed_at, 0);

-- name: of_window(tenant, window)
-- Of households that still have something ordered. Left joins bind SQLite to the order as written.
select b.window_id, b.household, b.number, coalesce(h.door, ''), coalesce(h.part, ''), b.way, b.slot, b.chosen,
    b.volunteer, b.place_in_route, coalesce(b.handed_at, 0), b.handed_by, b.secret
from bags b
left join households h on h.tenant = b.tenant and h.id = b.household
where b.tenant = :tenant and b.window_id = :window
and b.household in (select o.household from orders o
    where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed');

-- name: paths(tenant, window)
-- Where the household of each bag lies: who sees that, sees the bag.
select b.household, coalesce(a.path, v.path) from bags b
left join households h on h.tenant = b.tenant and h.id = b.household
left join areas v on v.tenant = h.tenant and v.id = h.village
left join areas a on a.tenant = h.tenant and a.id = h.area
where b.tenant = :tenant and b.window_id = :window;

-- name: one(tenant, window, household)^
select b.window_id, b.household, b.number, coalesce(h.door, ''), coalesce(h.part, ''), b.way, b.slot, b.chosen,
    b.volunteer, b.place_in_route, coalesce(b.handed_at, 0), b.handed_by, b.secret
from bags b
left join households h on h.tenant = b.tenant and h.id = b.household
where b.tenant = :tenant and b.window_id = :window and b.household = :household;

-- name: by_number(tenant, window, number)^
select b.window_id, b.household, b.number, coalesce(h.door, ''), coalesce(h.part, ''), b.way, b.slot, b.chosen,
    b.volunteer, b.place_in_route, coalesce(b.handed_at, 0), b.handed_by, b.secret
from bags b
left join households h on h.tenant = b.tenant and h.id = b.household
where b.tenant = :tenant and b.window_id = :window and b.number = :number and b.number > 0;

-- name: by_secret(tenant, secret)^
select b.window_id, b.household, b.number, coalesce(h.door, ''), coalesce(h.part, ''), b.way, b.slot, b.chosen,
    b.volunteer, b.place_in_route, coalesce(b.handed_at, 0), b.handed_by, b.secret
from bags b
left join households h on h.tenant = b.tenant and h.id = b.household
where b.tenant = :tenant and b.secret = :secret;

-- name: buying(tenant, window)
-- The households that have something ordered, with their doors; one may stand there several times.
select o.household, coalesce(h.door, ''), coalesce(h.part, '') from orders o
left join households h on h.tenant = o.tenant and h.id = o.household
where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed';

-- name: vacant(tenant, window)
-- Places that are kept for households which have nothing ordered any more.
select b.household, b.slot from bags b
where b.tenant = :tenant and b.window_id = :window and b.slot <> 0
and b.household not in (select o.household from orders o
    where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed');

-- name: last_number(tenant, window)$
select coalesce(max(number), 0) from bags where tenant = :tenant and window_id = :window;

-- name: number(tenant, window, household, number)*!
update bags set number = :number
where tenant = :tenant and window_id = :window and household = :household and number = 0;

-- name: settle(tenant, window, household, way, slot, chosen)!
update bags set way = :way, slot = :slot, chosen = :chosen
where tenant = :tenant and window_id = :window and household = :household;

-- name: assign(tenant, window, household, volunteer, position)*!
update bags set volunteer = :volunteer, place_in_route = :position
where tenant = :tenant and window_id = :window and household = :household and way = 'delivery';

-- name: hand_out(tenant, window, household, person, now)!
-- The first to say so has handed it out; a second one is told who did.
update bags set handed_at = :now, handed_by = :person
where tenant = :tenant and window_id = :window and household = :household and handed_at is null;

-- name: take_back(tenant, window, household)!
update bags set handed_at = null, handed_by = 0
where tenant = :tenant and window_id = :window and household = :household and handed_at is not null;

-- name: untold(tenant, window, count)
-- Numbered bags whose tickets are still to be written.
select b.window_id, b.household, b.number, coalesce(h.door, ''), coalesce(h.part, ''), b.way, b.slot, b.chosen,
    b.volunteer, b.place_in_route, coalesce(b.handed_at, 0), b.handed_by, b.secret
from bags b
left join households h on h.tenant = b.tenant and h.id = b.household
where b.tenant = :tenant and b.window_id = :window and b.told_at is null and b.number > 0
order by b.number limit :count;

-- name: tell_again(tenant, window, household)!
update bags set told_at = null where tenant = :tenant and window_id = :window and household = :household;

-- name: tell(tenant, window, household, now)!
update bags set told_at = :now where tenant = :tenant and window_id = :window and household = :household;

-- name: orderers(tenant, window, household)
-- Whom a bag concerns: the people of the household who ordered, and family elsewhere who ordered for it.
select person from orders
where tenant = :tenant and window_id = :window and household = :household and state = 'confirmed' order by person;
