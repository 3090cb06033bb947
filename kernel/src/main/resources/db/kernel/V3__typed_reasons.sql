-- What a person typed as a reason is content of its own, so that it can be erased; it stood in the sentence before.
ALTER TABLE model_alias_history ADD COLUMN reason_content TEXT;
UPDATE model_alias_history SET reason_content = substr(reason, 9), reason = '' WHERE reason LIKE 'content:%';
