insert into drift_window (
  id, domain, reference, state, channel, ended_at, events, mmd2, score, source_mmd2,
  arl, min_arl, max_arl, not_calibrated, logged_at)
values (
  :id, :domain, :reference, :state, :channel, :end, :count, :mmd2, :score, :sourceMmd2,
  :promise.arl, :promise.minArl, :promise.maxArl, :promise.notCalibrated, :loggedAt)
on conflict do nothing
