select topic, partition_id, next_offset from log_position
