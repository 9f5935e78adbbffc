select logged_at, record_offset, body from topic_record where topic = :topic and id = :id
