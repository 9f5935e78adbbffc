select rollback_version, reason, rolled_back_at from rollback where domain = :domain and version = :version
