-- name: hold_window(tenant, window)^
-- A shared lock, so that orders of one window pass together and only its closing waits for them.
select state, closes_at, version from windows where tenant = :tenant and id = :window for share;

-- name: lock_window(tenant, window)$
-- Nobody orders in the window while the round itself changes orders.
select state from windows where tenant = :tenant and id = :window for update;
