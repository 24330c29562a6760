-- What a question remembered (words, names on its buttons, temperatures) goes some time after nobody can answer it any more.
create index questions_expired on questions (tenant, expires_at);
