update domain set last_window_at = :at where name = :name and last_window_at <= :at
