select operation, status, body from idempotent_command where idempotency_key = :key
