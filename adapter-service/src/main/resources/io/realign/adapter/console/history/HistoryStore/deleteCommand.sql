delete from idempotent_command where idempotency_key = :key
