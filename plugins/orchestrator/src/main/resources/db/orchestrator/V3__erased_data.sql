-- Who learned from texts that were erased since: one row a version, or job that has made none yet, and revision of its
-- dataset. `round` is the target's round of then; a later one learns without those texts.
CREATE TABLE orch_erased (
    subject   TEXT    NOT NULL,
    dataset   TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    removed   INTEGER NOT NULL,
    shortened INTEGER NOT NULL,
    round     INTEGER NOT NULL,
    event     TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (subject, dataset, revision)
) WITHOUT ROWID;
CREATE INDEX orch_round_by_dataset ON orch_round (dataset);
