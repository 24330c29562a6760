-- Pictures, voices and files go when no row names them any more: what names one is looked up by it.
create index sayings_files on sayings (tenant, id) where files <> '[]';
create index shop_photos_photo on shop_photos (tenant, photo);
