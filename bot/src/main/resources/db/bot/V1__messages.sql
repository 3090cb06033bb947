-- Messages as moderation last judged them: what edits, reports, reviews and the flood windows go back to. No text.
CREATE TABLE bot_message (
    ord         INTEGER PRIMARY KEY, -- the order of handling
    guild       TEXT    NOT NULL,
    message_id  TEXT    NOT NULL,
    event_id    TEXT    NOT NULL,    -- whose judgement is current: message.seen, or the last message.edited
    content_id  TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    author      TEXT    NOT NULL,
    provenance  TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    mentions    INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,
    UNIQUE (guild, message_id)
);
CREATE INDEX bot_message_by_time ON bot_message (guild, at);

-- What is known of an author, as of `at`.
CREATE TABLE bot_author (
    guild    TEXT    NOT NULL,
    author   TEXT    NOT NULL,
    trust    INTEGER NOT NULL, -- hundredths of a point
    messages INTEGER NOT NULL,
    cases    INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (guild, author)
) WITHOUT ROWID;
