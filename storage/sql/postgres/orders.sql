-- name: hold_window(tenant, window)^
-- A shared lock, so that orders of one window pass together and only its closing waits for them.
select state, closes_at from windows where tenant = :tenant and id = :window for share;
