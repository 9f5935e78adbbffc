update topic_record
set body = :body
where topic = :topic
  and id = :id
  and record_offset < :offset
