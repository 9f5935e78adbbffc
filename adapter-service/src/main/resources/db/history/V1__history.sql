-- Times are milliseconds since the epoch, UTC. Every row follows from the log, but for those of command.

-- Up to where each partition has been read; written together with the rows that came from it.
create table log_position (
  topic varchar(249) not null,
  part integer not null,
  next_offset bigint not null,
  primary key (topic, part)
);

-- A domain and when its newest window was logged.
create table domain (
  name varchar(1000) not null primary key,
  heard_at bigint not null
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
  logged_at bigint not null
);
create index drift_window_over_time on drift_window (domain, ended_at);
create index drift_window_newest on drift_window (domain, logged_at);
create index drift_window_age on drift_window (logged_at);

-- A message of drift.alerts, adaptations, models or rollouts, in the encoding of its topic. These topics have one partition.
create table message (
  topic varchar(249) not null,
  id varchar(200) not null,
  domain varchar(1000) not null,
  logged_at bigint not null,
  log_offset bigint not null,
  body bytea not null,
  primary key (topic, id)
);
create index message_newest on message (topic, logged_at, log_offset);
create index message_of_domain on message (topic, domain, logged_at, log_offset);

-- A record that could not be used: where it lies, where it came from and why.
create table dead_letter (
  topic varchar(249) not null,
  part integer not null,
  log_offset bigint not null,
  logged_at bigint not null,
  record_key varchar(1000) not null,
  reason varchar(40) not null,
  cause varchar(500) not null,
  stage varchar(100) not null,
  from_part integer not null,
  from_offset bigint not null,
  redriven_at bigint,
  primary key (topic, part, log_offset)
);
create index dead_letter_newest on dead_letter (logged_at, topic, part, log_offset);

-- A command that came with an idempotency key, and what was answered; status 0 while it is under way.
create table command (
  idempotency_key varchar(200) not null primary key,
  operation varchar(1200) not null,
  status integer not null,
  body varchar(20000) not null,
  begun_at bigint not null
);
