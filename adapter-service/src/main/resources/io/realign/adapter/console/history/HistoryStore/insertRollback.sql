insert into rollback (domain, version, rollback_version, reason, rolled_back_at)
values (:domain, :version, :rollbackVersion, :reason, :at)
on conflict do nothing
