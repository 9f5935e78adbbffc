select id, domain, reference, state, channel, ended_at, events, mmd2, score, source_mmd2,
  arl, min_arl, max_arl, not_calibrated, logged_at
from drift_window
where domain = :domain and ended_at between :from and :until
order by ended_at, logged_at
