update idempotent_command set status = :status, body = :body where idempotency_key = :key
