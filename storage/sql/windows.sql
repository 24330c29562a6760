-- name: next_number(tenant, village)$
select coalesce(max(number), 0) + 1 from windows where tenant = :tenant and village = :village;

-- name: open(tenant, id, number, village, title, now, closes_at, arrives, place, pay, contact, every_days, previous, collection, opened_by)!
insert into windows (tenant, id, number, village, title, state, opened_at, closes_at, arrives, place, pay, contact,
    every_days, previous, collection, opened_by)
values (:tenant, :id, :number, :village, :title, 'open', :now, :closes_at, :arrives, :place, :pay, :contact,
    :every_days, :previous, :collection, :opened_by)
on conflict do nothing;

-- name: add_item(tenant, id, window_id, position, name, unit, price, market_price, quota, household_limit, weighed, donor, spec, aliases, case_size, minimum, sharing, to_share, cost, supplier, gift)!
insert into items (tenant, id, window_id, position, name, unit, price, market_price, quota, household_limit,
    weighed, donor, spec, aliases, case_size, minimum, sharing, to_share, cost, supplier, gift)
values (:tenant, :id, :window_id, :position, :name, :unit, :price, cast(:market_price as bigint),
    cast(:quota as bigint), cast(:household_limit as bigint), :weighed, :donor, :spec, :aliases,
    cast(:case_size as bigint), cast(:minimum as bigint), :sharing, cast(:to_share as bigint),
    cast(:cost as bigint), :supplier, :gift);

-- name: by_id(tenant, window)^
select id, number, village, title, state, version, opened_at, closes_at, arrives, place, pay, contact,
    coalesce(settled_at, 0), every_days, previous, collection, menu_photo
from windows where tenant = :tenant and id = :window;

-- name: open_in(tenant, village, now)
select id, number, village, title, state, version, opened_at, closes_at, arrives, place, pay, contact,
    coalesce(settled_at, 0), every_days, previous, collection, menu_photo
from windows where tenant = :tenant and village = :village and state = 'open' and closes_at > :now
order by closes_at, id limit 20;

-- name: open_now(tenant, village, now)
-- On the path of every order: only what tells whether something has opened, closed or changed.
select id, version from windows where tenant = :tenant and village = :village and state = 'open' and closes_at > :now
order by closes_at, id limit 20;

-- name: latest(tenant, village, count)
select id, number, village, title, state, version, opened_at, closes_at, arrives, place, pay, contact,
    coalesce(settled_at, 0), every_days, previous, collection, menu_photo
from windows where tenant = :tenant and village = :village order by number desc limit :count;

-- name: every(tenant, count)
select id, number, village, title, state, version, opened_at, closes_at, arrives, place, pay, contact,
    coalesce(settled_at, 0), every_days, previous, collection, menu_photo
from windows where tenant = :tenant order by id desc limit :count;

-- name: items(tenant, window)
select id, window_id, name, unit, price, market_price, quota, household_limit, taken, weighed, donor, spec, aliases,
    case_size, minimum, sharing, to_share, bought, arrived, cost, supplier, gift, waiting
from items where tenant = :tenant and window_id = :window and off = 0 order by position;

-- name: set_price(tenant, item, price)!
update items set price = :price where tenant = :tenant and id = :item;

-- name: is_off(tenant, item)$
select off from items where tenant = :tenant and id = :item;

-- name: item(tenant, item)^
select id, window_id, name, unit, price, market_price, quota, household_limit, taken, weighed, donor, spec, aliases,
    case_size, minimum, sharing, to_share, bought, arrived, cost, supplier, gift, waiting
from items where tenant = :tenant and id = :item;

-- name: set_quota(tenant, item, quota)!
-- Never below what is taken: ordered, or held back for an open offer.
update items set quota = cast(:quota as bigint)
where tenant = :tenant and id = :item and (cast(:quota as bigint) is null or taken <= cast(:quota as bigint));

-- name: set_bought(tenant, item, bought)!
-- What the supplier was asked for is what there is from then on.
update items set bought = :bought, quota = cast(:bought as bigint)
where tenant = :tenant and id = :item and taken <= :bought;

-- name: set_arrived(tenant, item, arrived)!
-- What came is what there is, unless more is held back for offers that are still open.
update items set arrived = :arrived, quota = case when taken > :arrived then taken else :arrived end
where tenant = :tenant and id = :item;

-- name: touch(tenant, window)!
-- Whoever keeps a copy of what a window offers sees by its version that it is old.
update windows set version = version + 1 where tenant = :tenant and id = :window;

-- name: taken(tenant, window)
-- What a plain order cannot have any more: with people in the queue that is all of it. In no order: asked for that of
-- the ids, SQLite would walk the items of all windows.
select id, case when waiting > 0 and quota is not null then quota else taken end from items where tenant = :tenant and window_id = :window;

-- name: room(tenant, keys, household)
-- The same of certain items, and what a household has of each.
select i.id, case when i.waiting > 0 and i.quota is not null then i.quota else i.taken end, coalesce(a.taken, 0)
from json_each(:keys) k
cross join items i
left join allowances a on a.tenant = i.tenant and a.item = i.id and a.household = :household
where i.tenant = :tenant and i.id = k.value;

-- name: close(tenant, window, now)!
update windows set state = 'closed', closed_at = :now, version = version + 1
where tenant = :tenant and id = :window and state = 'open';

-- name: find_same(tenant, village, title, closes_at)$
select id from windows where tenant = :tenant and village = :village and title = :title and closes_at = :closes_at;
