select count(*) as windows, min(ended_at) as first_end, max(ended_at) as last_end
from drift_window
where domain = :domain and ended_at between :from and :until
