-- The datasets there are: where a walk back through the lineage stops and counts.
CREATE TABLE orch_dataset (
    id TEXT PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO orch_dataset (id)
    SELECT json_extract(body, '$.dataset.datasetId') FROM journal WHERE name = 'dataset.frozen'
    UNION SELECT dataset FROM model_version WHERE dataset <> ''
    UNION SELECT dataset FROM orch_round WHERE dataset IS NOT NULL;
