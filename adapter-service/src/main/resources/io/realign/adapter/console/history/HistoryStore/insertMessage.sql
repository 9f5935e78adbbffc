insert into topic_record (topic, id, domain, logged_at, record_offset, body)
values (:topic, :id, :domain, :loggedAt, :offset, :body)
on conflict do nothing
