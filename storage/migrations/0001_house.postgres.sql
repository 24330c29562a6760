-- Prefix ranges need byte order, whatever the database's locale is; SQLite has it by default.
alter table terms alter column term type text collate "C";
alter table areas alter column path type text collate "C";
