insert into domain (name, last_window_at) values (:name, :at) on conflict do nothing
