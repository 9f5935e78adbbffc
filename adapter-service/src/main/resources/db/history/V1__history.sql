-- Times are milliseconds since the epoch, UTC. All rows except those of idempotent_command are derived from Kafka topics.

-- The next offset to read per partition, written in the same transaction as the rows derived from the records before it.
create table log_position (
  topic varchar(249) not null,
  partition_id integer not null,
  next_offset bigint not null,
  primary key (topic, partition_id)
);

-- A domain and the log time of its newest window.
create table domain (
  name varchar(1000) not null primary key,
  last_window_at bigint not null
);

create table drift_window (
  id varchar(100) not null primary key,
  domain varchar(1000) not null,
  reference varchar(100) not null,
  state varchar(20) not null,
  channel varchar(20) not null,
  ended_at bigint not null,
  events bigint not null,
  mmd2 double precision not null,
  score double precision not null,
  source_mmd2 double precision not null,
  arl double precision not null,
  min_arl double precision not null,
  max_arl double precision not null,
  not_calibrated varchar(500) not null,
  logged_at bigint not null
);
create index drift_window_domain_ended_at on drift_window (domain, ended_at);
create index drift_window_newest on drift_window (domain, logged_at);
create index drift_window_age on drift_window (logged_at);

-- A record of drift.alerts, adaptations, models or rollouts, in the encoding of its topic. These topics have one partition.
create table topic_record (
  topic varchar(249) not null,
  id varchar(200) not null,
  domain varchar(1000) not null,
  logged_at bigint not null,
  record_offset bigint not null,
  body bytea not null,
  primary key (topic, id)
);
create index topic_record_newest on topic_record (topic, logged_at, record_offset);
create index topic_record_domain on topic_record (topic, domain, logged_at, record_offset);

-- A release that was rolled back, and the release that replaced it.
create table rollback (
  domain varchar(1000) not null,
  version bigint not null,
  rollback_version bigint not null,
  reason varchar(1000) not null,
  rolled_back_at bigint not null,
  primary key (domain, version)
);

-- A dead letter: its location, its origin and the reason of its rejection.
create table dead_letter (
  topic varchar(249) not null,
  partition_id integer not null,
  record_offset bigint not null,
  logged_at bigint not null,
  record_key varchar(1000) not null,
  reason varchar(40) not null,
  cause varchar(500) not null,
  stage varchar(100) not null,
  original_partition integer not null,
  original_offset bigint not null,
  redriven_at bigint,
  primary key (topic, partition_id, record_offset)
);
create index dead_letter_newest on dead_letter (logged_at, topic, partition_id, record_offset);

-- A command with an idempotency key and its response; status 0 while it is in progress.
create table idempotent_command (
  idempotency_key varchar(200) not null primary key,
  operation varchar(1200) not null,
  status integer not null,
  body varchar(20000) not null,
  started_at bigint not null
);
