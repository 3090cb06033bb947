#!/usr/bin/env python3
"""Checks a demo's home folder after kills: what was acknowledged is there, nothing is there twice, and all counts add up.

usage: check-run.py HOME

Reads the ledger (what the gateway was told is safe) and the store with nothing of Becas's own code. Exit code 1 and one
sentence a finding when something does not hold.
"""
import hashlib
import json
import pathlib
import sqlite3
import sys


def lane_of(guild, lanes):
    """The lane of a guild: 7 bytes of SHA-256, as the bus shares guilds out."""
    digest = hashlib.sha256(guild.encode("utf-8")).digest()
    return int.from_bytes(digest[:7], "big") % lanes


def ledger_ids(home):
    """Ids that were acknowledged."""
    return [line["id"] for line in lines_of(home / "ledger.jsonl")]


def lines_of(path):
    """The whole lines of a file; a torn last line was acknowledged to nobody."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]] if path.exists() else []


def actions(done, db):
    """What does not hold of the actions: each that was decided and done stands in the gateway's file exactly once, and none
    stands there that nobody decided."""
    keys = [line["key"] for line in done]
    if len(keys) != len(set(keys)):
        yield f"{len(keys) - len(set(keys))} actions were done twice"
    asked = {json.loads(payload)["head"]["id"]: (key, state) for key, payload, state in db.execute(
        "SELECT key, payload, state FROM outbox WHERE kind = 'gateway.action'")}
    strange = [line["event"] for line in done if asked.get(line["event"], ("", ""))[0] != line["key"]]
    if strange:
        yield f"{len(strange)} actions were done that nobody asked for, the first of event {strange[0]}"
    there = {line["event"] for line in done}
    lost = [event for event, (_, state) in asked.items() if state == "done" and event not in there]
    if lost:
        yield f"{len(lost)} actions count as done but are not, the first of event {lost[0]}"
    # Joined with the journal: what was executed was asked for, in the transaction that decided it.
    executed = {row[0] for row in db.execute(
        "SELECT id FROM journal WHERE name = 'moderation.action_executed' AND json_extract(body, '$.observed') = 0"
        " AND json_extract(body, '$.action') <> 'log'")}
    missing = executed - set(asked)
    if missing:
        yield f"{len(missing)} executed actions were never given to the gateway, the first is {sorted(missing)[0]}"


def equations(db):
    """(name, journalled, handled, filtered, dead, pending) of each subscription."""
    rows = {}
    for name, lane, lanes, began, cursor, handled, filtered, dead in db.execute(
            "SELECT name, lane, lanes, began, cursor, handled, filtered, dead FROM subscription"):
        pending = sum(n for guild, n in db.execute(
            "SELECT guild, count(*) FROM journal WHERE seq > ? GROUP BY guild", (cursor,))
            if lanes == 1 or lane_of(guild, lanes) == lane)
        total = rows.setdefault(name, [began, 0, 0, 0, 0])
        for i, value in enumerate((handled, filtered, dead, pending)):
            total[i + 1] += value
    for name, (began, handled, filtered, dead, pending) in sorted(rows.items()):
        journalled = db.execute("SELECT count(*) FROM journal WHERE seq > ?", (began,)).fetchone()[0]
        yield name, journalled, handled, filtered, dead, pending


def check(home):
    findings = []
    db = sqlite3.connect(f"file:{home / 'data' / 'becas.db'}?mode=ro", uri=True)
    if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        findings.append("the store is damaged")
    ids = ledger_ids(home)
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal'").fetchone():
        # Killed in the very first migration: nothing can have been acknowledged yet.
        return ([f"{len(ids)} events were acknowledged before there was a journal"] if ids else []), "no journal yet"
    stored = {row[0] for row in db.execute("SELECT id FROM journal")}
    missing = [i for i in ids if i not in stored]
    if missing:
        findings.append(f"{len(missing)} acknowledged events are missing, the first is {missing[0]}")
    if len(ids) != len(set(ids)):
        findings.append("the ledger acknowledges an event twice")
    for name, journalled, handled, filtered, dead, pending in equations(db):
        if journalled != handled + filtered + dead + pending:
            findings.append(f"{name}: {journalled} journalled but {handled} handled + {filtered} filtered + {dead} dead + {pending} pending")
    letters = db.execute("SELECT count(*) FROM dead_letter").fetchone()[0]
    if letters:
        findings.append(f"{letters} dead letters")
    seen, = db.execute("SELECT count(*) FROM journal WHERE name IN ('message.seen', 'message.edited')").fetchone()
    # One decision a judgement: a cause has one at most, however often it was tried.
    doubled, = db.execute("SELECT count(*) FROM (SELECT cause FROM journal WHERE name = 'message.decided' GROUP BY cause HAVING count(*) > 1)").fetchone()
    if doubled:
        findings.append(f"{doubled} messages were decided twice")
    examples, distinct = db.execute(
        "SELECT count(*), count(DISTINCT cause) FROM journal WHERE name = 'example.collected'").fetchone()
    if examples != distinct:
        findings.append(f"{examples} examples were collected from {distinct} events")
    done = lines_of(home / "actions.jsonl")
    findings.extend(actions(done, db))
    return findings, f"{len(ids)} acknowledged, {len(stored)} journalled, {seen} messages and edits, {examples} examples, {len(done)} actions"


def main():
    home = pathlib.Path(sys.argv[1])
    findings, figures = check(home)
    print(f"{home}: {figures}: {'; '.join(findings) if findings else 'holds'}")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
