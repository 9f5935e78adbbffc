insert into drift_window (id, domain, reference, state, channel, ended_at, events, mmd2, score, source_mmd2, logged_at)
values (:id, :domain, :reference, :state, :channel, :end, :count, :mmd2, :score, :sourceMmd2, :loggedAt)
on conflict do nothing
