select topic, partition_id, record_offset, logged_at, record_key, reason, cause, stage, original_partition, original_offset, redriven_at
from dead_letter
where topic = :topic and partition_id = :partition and record_offset = :offset
