-- Examples. Their text is content: the input under 'ex-' and the typed reason under 'er-', each followed by the id.
CREATE TABLE finetuning_example (
    id             TEXT    PRIMARY KEY,
    event_id       TEXT    NOT NULL,
    guild          TEXT    NOT NULL,
    category       TEXT    NOT NULL, -- its own; a correction's is human_correction
    about          TEXT    NOT NULL, -- the category it teaches
    message_id     TEXT    NOT NULL, -- '' when it is about no message
    author_key     TEXT    NOT NULL,
    moderator_key  TEXT,             -- null when no person labelled it
    label          TEXT    NOT NULL,
    polarity       TEXT    NOT NULL, -- act, pass, or '' where the category has none
    label_source   TEXT    NOT NULL, -- human, rule, outcome, model
    reason         TEXT,             -- in our own words
    outcome        TEXT    NOT NULL, -- success, failure, uncertain; as it was when collected
    appeal_until   INTEGER,          -- undisputed from then on; null when nobody can dispute it
    fixed_bp       INTEGER NOT NULL, -- what all factors give but outcome and common pattern
    edge           INTEGER NOT NULL,
    floor          TEXT,
    family         TEXT    NOT NULL,
    provenance     TEXT    NOT NULL,
    at             INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    plain_hash     TEXT    NOT NULL, -- of the compared form of its message
    cluster        TEXT    NOT NULL, -- the first example of its near duplicates
    seen           INTEGER NOT NULL, -- how many near duplicates it stands for, itself included
    held           INTEGER NOT NULL, -- moderators disagree
    gone_at        INTEGER,
    gone_why       TEXT,             -- superseded, duplicate, evicted
    gone_by        TEXT              -- the example that took its place
) WITHOUT ROWID;
CREATE INDEX finetuning_example_by_message ON finetuning_example (guild, message_id, about);
CREATE INDEX finetuning_example_by_worth ON finetuning_example (about, (category = 'human_correction'), fixed_bp, at, id) WHERE gone_at IS NULL;

-- What the factors looked at, so that a tier can be explained and given again.
CREATE TABLE finetuning_facts (
    example TEXT PRIMARY KEY,
    facts   TEXT NOT NULL -- JSON
) WITHOUT ROWID;

-- Keys under which near duplicates meet; they follow from the text and can be made again.
CREATE TABLE finetuning_band (
    key     INTEGER NOT NULL,
    example TEXT    NOT NULL,
    PRIMARY KEY (key, example)
) WITHOUT ROWID;

-- Events whose example was folded into another one.
CREATE TABLE finetuning_fold (
    event_id   TEXT PRIMARY KEY,
    example    TEXT    NOT NULL,
    guild      TEXT    NOT NULL,
    about      TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    at         INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX finetuning_fold_by_message ON finetuning_fold (guild, message_id, about);

-- Events that became no example.
CREATE TABLE finetuning_rejection (
    event_id TEXT PRIMARY KEY,
    guild    TEXT    NOT NULL,
    category TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    detail   TEXT    NOT NULL,
    facts    TEXT,            -- JSON; null when it was refused before scoring
    at       INTEGER NOT NULL
) WITHOUT ROWID;

-- What each moderator says about a message.
CREATE TABLE finetuning_vote (
    guild      TEXT NOT NULL,
    message_id TEXT NOT NULL,
    about      TEXT NOT NULL,
    moderator  TEXT NOT NULL,
    label      TEXT NOT NULL,
    PRIMARY KEY (guild, message_id, about, moderator)
) WITHOUT ROWID;

CREATE TABLE finetuning_live (
    about TEXT PRIMARY KEY,
    live  INTEGER NOT NULL
) WITHOUT ROWID;

-- What became of each request for a dataset.
CREATE TABLE finetuning_freeze (
    request  TEXT PRIMARY KEY,
    category TEXT    NOT NULL,
    dataset  TEXT,            -- null when it was refused
    refusal  TEXT,
    at       INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE finetuning_dataset (
    id       TEXT PRIMARY KEY,
    name     TEXT    NOT NULL,
    category TEXT    NOT NULL,
    summary  TEXT    NOT NULL, -- JSON
    at       INTEGER NOT NULL
) WITHOUT ROWID;
