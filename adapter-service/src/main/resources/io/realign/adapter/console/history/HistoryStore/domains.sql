select name from domain order by last_window_at desc, name desc limit :limit
