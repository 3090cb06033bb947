-- What a person typed as a reason stood in the sentence before.
ALTER TABLE orch_round ADD COLUMN reason_content TEXT;
UPDATE orch_round
    SET reason_content = substr(reason, instr(reason, 'content:') + 8),
        reason = rtrim(substr(reason, 1, instr(reason, 'content:') - 1), ': ')
    WHERE reason LIKE '%content:%';

-- The datasets there are: where a walk back through the lineage stops.
CREATE TABLE orch_dataset (
    id       TEXT    PRIMARY KEY,
    examples INTEGER NOT NULL -- how many it has, held out ones too
) WITHOUT ROWID;
INSERT INTO orch_dataset (id, examples)
    SELECT d.id, (SELECT count(*) FROM lineage l WHERE l.child = d.id) FROM (
        SELECT json_extract(body, '$.dataset.datasetId') AS id FROM journal WHERE name = 'dataset.frozen'
        UNION SELECT dataset FROM model_version WHERE dataset <> ''
        UNION SELECT dataset FROM orch_round WHERE dataset IS NOT NULL) d;
