update idempotent_command set status = 409, body = :body where status = 0
