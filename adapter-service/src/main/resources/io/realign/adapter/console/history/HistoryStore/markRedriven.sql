update dead_letter
set redriven_at = :at
where topic = :topic and partition_id = :partition and record_offset = :offset and redriven_at is null
