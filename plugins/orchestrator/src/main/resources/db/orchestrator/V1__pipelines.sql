-- One pipeline a target. `state` is the whole state as JSON, `step` counts its transitions: what follows a state is
-- outside work under `target/step`, so it is asked once however often it is tried.
CREATE TABLE orch_pipeline (
    target        TEXT    PRIMARY KEY,
    category      TEXT    NOT NULL,
    stage         TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    step          INTEGER NOT NULL,
    round         INTEGER NOT NULL,
    cause         TEXT    NOT NULL, -- the event that led to this state
    at            INTEGER NOT NULL, -- since when, by the conversation's clock
    learned_until INTEGER,          -- up to when the last dataset knew examples
    checked_at    INTEGER           -- when the triggers were last looked at
) WITHOUT ROWID;

-- One row a round of a pipeline: what it was made from, what was found, how it ended.
CREATE TABLE orch_round (
    target     TEXT    NOT NULL,
    round      INTEGER NOT NULL,
    category   TEXT    NOT NULL,
    trigger    TEXT    NOT NULL,
    began_at   INTEGER NOT NULL,
    ended_at   INTEGER,
    dataset    TEXT,
    job        TEXT,
    version    TEXT,
    test       TEXT,
    gold       TEXT, -- JSON of the gold evaluation
    report     TEXT, -- JSON of the shadow test's report
    outcome    TEXT,
    reason     TEXT,
    PRIMARY KEY (target, round)
) WITHOUT ROWID;
CREATE INDEX orch_round_by_version ON orch_round (version);

-- What was counted, by name, subject (a version, a category) and five minutes of conversation time.
CREATE TABLE orch_count (
    name    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    bucket  INTEGER NOT NULL, -- milliseconds since 1970
    n       REAL    NOT NULL,
    PRIMARY KEY (name, subject, bucket)
) WITHOUT ROWID;

CREATE TABLE orch_alert (
    id         TEXT    PRIMARY KEY,
    alert      TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    severity   TEXT    NOT NULL,
    sentence   TEXT    NOT NULL,
    raised_at  INTEGER NOT NULL,
    cleared_at INTEGER,
    acked_by   TEXT,
    acked_at   INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX orch_alert_open ON orch_alert (alert, subject) WHERE cleared_at IS NULL;

CREATE TABLE orch_silence (
    alert  TEXT    PRIMARY KEY,
    until  INTEGER NOT NULL,
    by     TEXT    NOT NULL
) WITHOUT ROWID;

-- Versions whose files were cleaned up. Their rows in the registry stay.
CREATE TABLE orch_removed_version (
    name TEXT    PRIMARY KEY,
    at   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX orch_count_by_time ON orch_count (name, bucket);
