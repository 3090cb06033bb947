-- What the AI had said where a person corrected it: the rejected half of a preference pair.
CREATE TABLE finetuning_rejected (
    example TEXT PRIMARY KEY,
    output  TEXT NOT NULL
) WITHOUT ROWID;

-- Where copies of datasets went, so that an erasure can name them.
CREATE TABLE finetuning_export (
    dataset TEXT    NOT NULL,
    folder  TEXT    NOT NULL,
    format  TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (dataset, folder, format)
) WITHOUT ROWID;
