select logged_at, body
from topic_record
where topic = :topic and (logged_at, record_offset) < (:beforeLoggedAt, :beforeOffset)
order by logged_at desc, record_offset desc
limit :limit
