-- name: hold_window(tenant, window)^
-- A shared lock, so that orders of one window pass together and only its closing waits for them.
select state, closes_at, version,
    exists (select 1 from group_posts p where p.tenant = :tenant and p.window_id = :window)
from windows where tenant = :tenant and id = :window for share;

-- name: lock_window(tenant, window)$
-- Nobody orders in the window while the round itself changes orders.
select state from windows where tenant = :tenant and id = :window for update;
