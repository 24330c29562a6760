-- name: successor(tenant, village, window)$
-- The round that was opened after another one of a series.
select id from windows where tenant = :tenant and village = :village and previous = :window;

-- name: opened_by(tenant, window)$
select opened_by from windows where tenant = :tenant and id = :window;

-- name: set_every(tenant, window, every_days)!
update windows set every_days = :every_days where tenant = :tenant and id = :window;

-- name: goods(tenant, window)
-- What sold of each item and what there was of it, in the order of the list.
select name, unit, taken, coalesce(arrived, bought, quota) from items
where tenant = :tenant and window_id = :window and off = 0 order by position;
