insert into idempotent_command (idempotency_key, operation, status, body, started_at)
values (:key, :operation, 0, '', :now)
on conflict do nothing
