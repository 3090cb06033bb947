-- A candidate in the shadow of the live model.
CREATE TABLE ab_test (
    id       TEXT    PRIMARY KEY,
    cause    TEXT    NOT NULL, -- the event that asked for it
    target   TEXT    NOT NULL,
    category TEXT    NOT NULL,
    live     TEXT    NOT NULL,
    shadow   TEXT    NOT NULL,
    aa       INTEGER NOT NULL, -- 1 when both are the same model
    began    INTEGER NOT NULL, -- milliseconds, by the conversation's clock, as all times here
    plan     TEXT    NOT NULL, -- JSON: the settings it runs under, to its end
    state    TEXT    NOT NULL, -- open, completed, stopped
    ended    INTEGER,
    reason   TEXT,             -- why it was stopped
    idle     INTEGER NOT NULL, -- 1 when few requests came in the last tick
    recent   INTEGER NOT NULL, -- requests since the last tick
    ticked   INTEGER NOT NULL, -- the last tick
    looked   INTEGER NOT NULL, -- the tick of the last look at the decision
    dirty    INTEGER NOT NULL, -- 1 when something has come since then
    report   TEXT              -- JSON: the comparison as last looked at
) WITHOUT ROWID;
CREATE INDEX ab_test_open ON ab_test (target) WHERE state = 'open';

-- Requests that could have become pairs, by the rate that was in force.
CREATE TABLE ab_exposure (
    test     TEXT    NOT NULL,
    idle     INTEGER NOT NULL,
    eligible INTEGER NOT NULL,
    settled  INTEGER NOT NULL, -- eligible at the last tick: what a look as of that tick compares with
    PRIMARY KEY (test, idle)
) WITHOUT ROWID;

-- One request answered by both, or the reason why not.
CREATE TABLE ab_pair (
    test         TEXT    NOT NULL,
    request      TEXT    NOT NULL,
    guild        TEXT    NOT NULL,
    channel      TEXT    NOT NULL,
    message      TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    idle         INTEGER NOT NULL,
    a_label      TEXT    NOT NULL,
    a_confidence REAL    NOT NULL,
    b_label      TEXT,              -- null when it failed
    b_confidence REAL,
    b_nanos      INTEGER,           -- service time, without queueing
    again_label  TEXT,              -- what A said when it was asked again
    again_nanos  INTEGER,
    failure      TEXT,              -- why there is no b_label
    due          INTEGER,           -- when its label expires; null when both said the same
    opinions     INTEGER NOT NULL,  -- how many people are asked; 0 when nobody is
    PRIMARY KEY (test, request)
) WITHOUT ROWID;
CREATE INDEX ab_pair_in_order ON ab_pair (test, at, message, request);

-- What people said a message is. Kept for every message, because it may come before the pair.
CREATE TABLE ab_opinion (
    event     TEXT    PRIMARY KEY,
    guild     TEXT    NOT NULL,
    message   TEXT    NOT NULL,
    category  TEXT    NOT NULL,
    moderator TEXT    NOT NULL,
    label     TEXT    NOT NULL,
    at        INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ab_opinion_of_message ON ab_opinion (category, message, guild);

-- Items whose answer is known, asked again to measure who answers.
CREATE TABLE ab_golden (
    item  TEXT PRIMARY KEY,
    label TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE ab_golden_answer (
    item      TEXT    NOT NULL,
    moderator TEXT    NOT NULL,
    is_right  INTEGER NOT NULL,
    PRIMARY KEY (item, moderator)
) WITHOUT ROWID;
