-- name: renew(number, lease_until)!
update processes set lease_until = :lease_until where number = :number;
