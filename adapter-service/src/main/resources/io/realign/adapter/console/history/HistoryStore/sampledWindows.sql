select id, domain, reference, state, channel, ended_at, events, mmd2, score, source_mmd2,
  arl, min_arl, max_arl, not_calibrated, logged_at
from (
  select id, domain, reference, state, channel, ended_at, events, mmd2, score, source_mmd2,
    arl, min_arl, max_arl, not_calibrated, logged_at,
    row_number() over (partition by (ended_at - :firstEnd) / :width order by score desc, id) as rank_in_interval
  from drift_window
  where domain = :domain and ended_at between :from and :until) ranked
where rank_in_interval = 1
order by ended_at, logged_at
