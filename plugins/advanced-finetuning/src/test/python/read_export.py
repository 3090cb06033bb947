"""Reads an export knowing nothing of the code that wrote it, and holds it against the frozen dataset.

usage: read_export.py FROZEN_FOLDER EXPORT_MANIFEST
Prints one line a complaint and ends with 1 if there is one.
"""
import hashlib
import json
import pathlib
import sys

complaints = []


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def expected(row, form):
    """The row in another format; None where it has no such form."""
    answer, label = row["output"].strip(), row["metadata"]["label"]
    asked = [{"role": "system", "content": row["system"]}, {"role": "user", "content": row["input"]}]
    graded = {"id": row["id"], "quality": row["quality"]}
    if form == "native":
        return row
    if form == "openai":
        return {"messages": asked + [{"role": "assistant", "content": answer}]}
    if form == "chat":
        return graded | {"messages": asked + [{"role": "assistant", "content": answer}]}
    if form == "instruction":
        return graded | {"instruction": row["system"], "input": row["input"], "output": answer}
    if form == "classification":
        return graded | {"text": row["input"], "label": label}
    if form == "structured":
        output = {"label": label}
        if answer != label:
            output["reason"] = answer[len(label + " because "):]
        return graded | {"system": row["system"], "input": row["input"], "output": output}
    if form == "preference":
        rejected = row["metadata"].get("rejected")
        return rejected and graded | {
            "prompt": asked,
            "chosen": [{"role": "assistant", "content": answer}],
            "rejected": [{"role": "assistant", "content": rejected.strip()}],
        }
    raise SystemExit("unknown format " + form)


def main(frozen, manifest_file):
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    form = manifest["format"]
    got = {"train": [], "eval": []}
    for record in manifest["files"]:
        data = (manifest_file.parent / record["name"]).read_bytes()
        if hashlib.sha256(data).hexdigest() != record["sha256"] or len(data) != record["bytes"]:
            complaints.append(record["name"] + " is not what the manifest says")
        rows = lines(manifest_file.parent / record["name"])
        if len(rows) != record["lines"]:
            complaints.append(record["name"] + " has another number of lines")
        part = "eval" if "-dataset-eval" in record["name"] else "train"
        got[part] += rows
    train, held_out = lines(frozen / "train.jsonl"), lines(frozen / "eval.jsonl")
    if form == "native":
        train, held_out = train + held_out, []
    for part, rows in (("train", train), ("eval", held_out)):
        wanted = [line for line in (expected(row, form) for row in rows) if line]
        if wanted != got[part]:
            complaints.append("%s: %d lines wanted, %d found, or they differ" % (part, len(wanted), len(got[part])))
    labels = set(manifest["labels"])
    for row in train + held_out:
        if row["metadata"]["label"] not in labels:
            complaints.append("label %s is not in the manifest" % row["metadata"]["label"])
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
