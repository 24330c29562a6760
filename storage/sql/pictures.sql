-- name: show_menu(tenant, window, photo)!
-- A newer version, so that what is kept in memory of the window is read anew.
update windows set menu_photo = :photo, version = version + 1 where tenant = :tenant and id = :window;

-- name: waiting_for(tenant, photo)
select id from windows where tenant = :tenant and menu_photo = :photo;

-- name: show_code(tenant, window, photo)!
update windows set collection = :photo, version = version + 1 where tenant = :tenant and id = :window;

-- name: paying_by(tenant, photo)
select id from windows where tenant = :tenant and collection = :photo;
