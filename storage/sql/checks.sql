-- name: begin(tenant, id, shop, list_name, items, worker, second_of, note, now)!
-- Guarded by the index of open checks: of two who begin at once one does.
insert into shop_checks (tenant, id, shop, list_name, items, worker, state, started_at, second_of, note)
values (:tenant, :id, :shop, :list_name, :items, :worker, 'open', :now, :second_of, :note) on conflict do nothing;

-- name: by_id(tenant, check_id)^
select c.id, c.shop, c.list_name, c.items, c.worker, p.name, c.state, c.started_at, c.ended_at, c.ending, c.note,
    c.second_of, c.right_by, c.reported_at
from shop_checks c left join persons p on p.tenant = c.tenant and p.id = c.worker
where c.tenant = :tenant and c.id = :check_id;

-- name: open_of(tenant, shop)^
select c.id, c.shop, c.list_name, c.items, c.worker, p.name, c.state, c.started_at, c.ended_at, c.ending, c.note,
    c.second_of, c.right_by, c.reported_at
from shop_checks c left join persons p on p.tenant = c.tenant and p.id = c.worker
where c.tenant = :tenant and c.shop = :shop and c.state = 'open';

-- name: of_shop(tenant, shop, count)
select c.id, c.shop, c.list_name, c.items, c.worker, p.name, c.state, c.started_at, c.ended_at, c.ending, c.note,
    c.second_of, c.right_by, c.reported_at
from shop_checks c left join persons p on p.tenant = c.tenant and p.id = c.worker
where c.tenant = :tenant and c.shop = :shop and c.state = 'done' order by c.id desc limit :count;

-- name: of_worker(tenant, worker, since, count)
select c.id, c.shop, c.list_name, c.items, c.worker, p.name, c.state, c.started_at, c.ended_at, c.ending, c.note,
    c.second_of, c.right_by, c.reported_at
from shop_checks c left join persons p on p.tenant = c.tenant and p.id = c.worker
where c.tenant = :tenant and c.worker = :worker and c.started_at > :since and c.state <> 'dropped'
order by c.started_at desc, c.id desc limit :count;

-- name: drop(tenant, check_id)!
update shop_checks set state = 'dropped' where tenant = :tenant and id = :check_id and state = 'open';

-- name: finish(tenant, check_id, ending, right_by, now)!
update shop_checks set state = 'done', ending = :ending, right_by = cast(:right_by as bigint), ended_at = :now
where tenant = :tenant and id = :check_id and state = 'open';

-- name: stop(tenant, check_id)!
-- 停业 after the end: what failed was too bad to wait for.
update shop_checks set ending = 'stopped' where tenant = :tenant and id = :check_id and ending = 'failed';

-- name: report(tenant, check_id, worker, now)!
update shop_checks set reported_at = :now, reported_by = :worker
where tenant = :tenant and id = :check_id and reported_at is null and ending in ('failed', 'stopped');

-- name: find(tenant, id, check_id, item, result, worker, now)!
insert into shop_findings (tenant, id, check_id, item, result, found_by, found_at)
values (:tenant, :id, :check_id, :item, :result, :worker, :now);

-- name: findings(tenant, check_id)
-- The newest comes last and counts.
select item, result from shop_findings where tenant = :tenant and check_id = :check_id order by id;

-- name: show(tenant, id, check_id, item, photo, worker, now)!
insert into shop_photos (tenant, id, check_id, item, photo, taken_by, taken_at)
values (:tenant, :id, :check_id, :item, :photo, :worker, :now);

-- name: photos(tenant, check_id)
select item, photo from shop_photos where tenant = :tenant and check_id = :check_id order by id;

-- name: fetched(tenant, awaited, photo)!
-- Its index holds only those that are still being fetched.
update shop_photos set photo = :photo
where tenant = :tenant and photo = :awaited and photo >= 'saying:' and photo < 'saying;';

-- name: exported(tenant, after, count)
-- What is done, with where the shop is, in the order in which it was begun.
select c.id, c.shop, c.list_name, c.items, c.worker, p.name, c.state, c.started_at, c.ended_at, c.ending, c.note,
    c.second_of, c.right_by, c.reported_at, s.name, s.street, v.name, a.name
from shop_checks c
join shops s on s.tenant = c.tenant and s.id = c.shop
join areas v on v.tenant = s.tenant and v.id = s.village
join areas a on a.tenant = s.tenant and a.id = s.area
left join persons p on p.tenant = c.tenant and p.id = c.worker
where c.tenant = :tenant and c.id > :after and c.state = 'done' order by c.id limit :count;
