-- In which order requests for datasets were answered: two may be of one instant.
ALTER TABLE finetuning_freeze ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE finetuning_freeze SET place = (
    SELECT count(*) FROM finetuning_freeze f WHERE (f.at, f.request) <= (finetuning_freeze.at, finetuning_freeze.request));
CREATE INDEX finetuning_freeze_by_dataset ON finetuning_freeze (dataset);
