select topic, partition_id, record_offset, logged_at, record_key, reason, cause, stage, original_partition, original_offset, redriven_at
from dead_letter
where (logged_at, topic, partition_id, record_offset) < (:beforeLoggedAt, :beforeTopic, :beforePartition, :beforeOffset)
order by logged_at desc, topic desc, partition_id desc, record_offset desc
limit :limit
