-- name: add(tenant, id, window, household, fen, way, undoes, entered_by, now)!
insert into payments (tenant, id, window_id, household, fen, way, undoes, entered_by, at)
values (:tenant, :id, :window, :household, :fen, :way, :undoes, :entered_by, :now) on conflict do nothing;

-- name: by_id(tenant, payment)^
select id, window_id, household, fen, way, undoes, at from payments where tenant = :tenant and id = :payment;

-- name: of_household(tenant, window, household)
select id, window_id, household, fen, way, undoes, at from payments
where tenant = :tenant and window_id = :window and household = :household order by id limit 200;

-- name: of_window(tenant, window)
select id, window_id, household, fen, way, undoes, at from payments where tenant = :tenant and window_id = :window;

-- name: add_expense(tenant, id, window, label, fen, entered_by, now)!
insert into expenses (tenant, id, window_id, label, fen, entered_by, at)
values (:tenant, :id, :window, :label, :fen, :entered_by, :now);

-- name: expenses(tenant, window)
select id, label, fen, at from expenses where tenant = :tenant and window_id = :window order by id limit 500;
