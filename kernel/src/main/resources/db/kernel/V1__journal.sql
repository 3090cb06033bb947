-- The journal: every durable event, in the order it was acknowledged.
CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    cause   TEXT    NOT NULL,
    guild   TEXT    NOT NULL,
    at      INTEGER NOT NULL, -- milliseconds since 1970, by the conversation's clock
    name    TEXT    NOT NULL,
    version INTEGER NOT NULL,
    body    TEXT    NOT NULL  -- JSON
);
CREATE INDEX journal_by_cause ON journal (cause);

-- One row a subscription and lane. journalled since began = handled + filtered + dead + pending, for its lane's guilds.
CREATE TABLE subscription (
    name     TEXT    NOT NULL,
    lane     INTEGER NOT NULL,
    lanes    INTEGER NOT NULL,
    began    INTEGER NOT NULL, -- the journal's head when it was first made
    cursor   INTEGER NOT NULL, -- the last event of the journal it is done with
    handled  INTEGER NOT NULL,
    filtered INTEGER NOT NULL,
    dead     INTEGER NOT NULL,
    PRIMARY KEY (name, lane)
) WITHOUT ROWID;

CREATE TABLE dead_letter (
    subscription TEXT    NOT NULL,
    lane         INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    event_id     TEXT    NOT NULL,
    event_name   TEXT    NOT NULL,
    error        TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (subscription, seq)
) WITHOUT ROWID;

-- Work outside the store, done at least once; the key makes asking twice one piece of work.
CREATE TABLE outbox (
    seq      INTEGER PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE,
    kind     TEXT    NOT NULL,
    cause    TEXT    NOT NULL,
    payload  TEXT    NOT NULL, -- JSON
    state    TEXT    NOT NULL, -- pending, done, failed
    attempts INTEGER NOT NULL,
    error    TEXT
);
CREATE INDEX outbox_pending ON outbox (kind, seq) WHERE state = 'pending';

-- What people typed. Events and examples hold the id; a row can be erased.
CREATE TABLE content (
    id         TEXT    PRIMARY KEY,
    guild      TEXT    NOT NULL,
    author_key TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    provenance TEXT    NOT NULL,
    text       TEXT,             -- null once erased
    at         INTEGER NOT NULL,
    erased_at  INTEGER
) WITHOUT ROWID;
CREATE INDEX content_by_author ON content (guild, author_key);

-- The salt of a user's key. Destroying it leaves the journal's rows unlinkable.
CREATE TABLE author_salt (
    guild    TEXT NOT NULL,
    lookup   TEXT NOT NULL, -- keyed hash of the user id
    salt     TEXT NOT NULL,
    PRIMARY KEY (guild, lookup)
) WITHOUT ROWID;

-- Children with more than one parent: a dataset and its examples, a model and its dataset.
CREATE TABLE lineage (
    child  TEXT NOT NULL,
    parent TEXT NOT NULL,
    PRIMARY KEY (child, parent)
) WITHOUT ROWID;
CREATE INDEX lineage_by_parent ON lineage (parent);

CREATE TABLE guild_policy (
    guild   TEXT    NOT NULL,
    version INTEGER NOT NULL,
    digest  TEXT    NOT NULL,
    body    TEXT    NOT NULL, -- JSON
    at      INTEGER NOT NULL,
    PRIMARY KEY (guild, version)
) WITHOUT ROWID;

CREATE TABLE model_version (
    name       TEXT    PRIMARY KEY,
    target     TEXT    NOT NULL,
    number     INTEGER NOT NULL,
    dataset    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    body       TEXT    NOT NULL  -- JSON of the whole version
) WITHOUT ROWID;

-- Append-only: who answered for a target from when on, by whose word and why.
CREATE TABLE model_alias_history (
    seq      INTEGER PRIMARY KEY,
    target   TEXT    NOT NULL,
    version  TEXT    NOT NULL,
    fallback TEXT,
    share    INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    by       TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    cause    TEXT    NOT NULL
);
CREATE INDEX model_alias_by_target ON model_alias_history (target, seq);

CREATE TABLE review_item (
    id            TEXT    PRIMARY KEY,
    cause         TEXT    NOT NULL,
    guild         TEXT    NOT NULL,
    message_id    TEXT    NOT NULL,
    channel_id    TEXT    NOT NULL,
    category      TEXT    NOT NULL,
    content_id    TEXT    NOT NULL,
    kinds         TEXT    NOT NULL, -- JSON array, sorted
    proposed      TEXT,
    at            INTEGER NOT NULL,
    expires_at    INTEGER,
    wanted        INTEGER NOT NULL,
    state         TEXT    NOT NULL, -- open, done, expired
    claimed_by    TEXT,
    claimed_until INTEGER
) WITHOUT ROWID;
CREATE INDEX review_open ON review_item (at, guild) WHERE state = 'open';

CREATE TABLE review_answer (
    item      TEXT    NOT NULL,
    moderator TEXT    NOT NULL,
    label     TEXT    NOT NULL,
    action    TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (item, moderator)
) WITHOUT ROWID;

CREATE TABLE audit_trail (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    command TEXT    NOT NULL,
    outcome TEXT    NOT NULL
);
