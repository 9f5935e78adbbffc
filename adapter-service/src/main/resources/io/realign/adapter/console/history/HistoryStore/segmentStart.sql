select id, domain, reference, state, channel, ended_at, events, mmd2, score, source_mmd2,
  arl, min_arl, max_arl, not_calibrated, logged_at
from drift_window
where domain = :domain
  and logged_at > coalesce((
    select max(logged_at)
    from drift_window
    where domain = :domain and (reference <> :reference or (score > :threshold) <> :exceedsThreshold)), -1)
order by logged_at, ended_at
limit 1
