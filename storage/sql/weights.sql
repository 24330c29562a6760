-- name: end_standing(tenant, order, item, now)!
update weights set ended_at = :now where tenant = :tenant and order_id = :order and item = :item and ended_at is null;

-- name: add(tenant, id, window, order, item, qty, fen, entered_by, now)!
insert into weights (tenant, id, window_id, order_id, item, qty, fen, entered_by, at)
values (:tenant, :id, :window, :order, :item, :qty, :fen, :entered_by, :now);
