update log_position set next_offset = :next where topic = :topic and partition_id = :partition
