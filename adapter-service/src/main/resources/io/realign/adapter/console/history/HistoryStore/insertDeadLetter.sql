insert into dead_letter (topic, partition_id, record_offset, logged_at, record_key, reason, cause, stage, original_partition, original_offset)
values (:topic, :partition, :offset, :loggedAt, :key, :reason, :cause, :stage, :originalPartition, :originalOffset)
on conflict do nothing
