-- Who answered for a target, from when on and by whose word, is never written anew.
CREATE TRIGGER model_alias_history_update BEFORE UPDATE ON model_alias_history
BEGIN
    SELECT RAISE(ABORT, 'the history of aliases only grows');
END;

CREATE TRIGGER model_alias_history_delete BEFORE DELETE ON model_alias_history
BEGIN
    SELECT RAISE(ABORT, 'the history of aliases only grows');
END;

-- INSERT OR REPLACE fires no DELETE trigger.
CREATE TRIGGER model_alias_history_replace BEFORE INSERT ON model_alias_history
WHEN EXISTS (SELECT 1 FROM model_alias_history WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the history of aliases only grows');
END;
