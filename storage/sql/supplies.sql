-- name: add(tenant, id, window, village, supplier, kind, content, saying, entered_by, now)!
insert into supplies (tenant, id, window_id, village, supplier, kind, content, saying, entered_by, at)
values (:tenant, :id, :window, :village, :supplier, :kind, :content, :saying, :entered_by, :now);

-- name: by_id(tenant, supply)^
select id, window_id, village, supplier, kind, content, saying, entered_by, at from supplies
where tenant = :tenant and id = :supply;

-- name: of_window(tenant, window)
select id, window_id, village, supplier, kind, content, saying, entered_by, at from supplies
where tenant = :tenant and window_id = :window order by id;

-- name: of_supplier(tenant, supplier, since)
-- The newest first: what a supplier's words answer.
select id, window_id, village, supplier, kind, content, saying, entered_by, at from supplies
where tenant = :tenant and supplier = :supplier and id >= :since order by id desc limit 20;
