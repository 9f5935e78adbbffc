insert into log_position (topic, partition_id, next_offset) values (:topic, :partition, :next)
