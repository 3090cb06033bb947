-- Erasures that reached the examples, and whether the datasets have followed.
CREATE TABLE finetuning_erasure (
    id     TEXT PRIMARY KEY, -- the event that told of it
    guild  TEXT    NOT NULL,
    author TEXT    NOT NULL, -- belongs to nobody any more
    at     INTEGER NOT NULL,
    answer TEXT              -- JSON; null until every copy is erased
) WITHOUT ROWID;

-- Revisions after the first; the manifests hold their tombstones.
CREATE TABLE finetuning_revision (
    dataset  TEXT    NOT NULL,
    revision INTEGER NOT NULL,
    erasure  TEXT    NOT NULL,
    summary  TEXT    NOT NULL, -- JSON
    at       INTEGER NOT NULL,
    PRIMARY KEY (dataset, revision)
) WITHOUT ROWID;
