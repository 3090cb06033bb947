-- Who gave a question back unanswered: it is for somebody else then.
CREATE TABLE review_skip (
    item      TEXT NOT NULL,
    moderator TEXT NOT NULL,
    PRIMARY KEY (item, moderator)
) WITHOUT ROWID;
