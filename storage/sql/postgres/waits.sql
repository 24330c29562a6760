-- name: hold_item(tenant, item)$
select id from items where tenant = :tenant and id = :item for update;
