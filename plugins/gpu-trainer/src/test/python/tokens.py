"""What Python makes of lines of text: the outside word on our tokenizers.

usage: python3 tokens.py bpe MODEL.gguf PRE LINES.json OUT.jsonl   byte-level BPE with the vocabulary of a GGUF file
       python3 tokens.py spm LINES.json OUT.jsonl                  SentencePiece BPE, trained on the lines
       python3 tokens.py own LINES.json OUT.jsonl                  byte-level BPE, trained on the lines, every PRE

LINES.json is an array of texts. The first line of OUT is a vocabulary (or nothing but PRE), each other line has the ids
of one text: `text` as anybody's text, `prompt` with control tokens read.
written with: tokenizers 0.23, sentencepiece 0.2, gguf 0.19
"""

import io
import json
import sys

CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
# The regular expressions of the models' tokenizer.json; `default` is that of llama.cpp.
GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
LLAMA3 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
PRES = ["smollm", "llama-bpe", "qwen2", "default"]
CONTROLS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def tokenizer(vocabulary, merges, controls, pre):
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers
    from tokenizers.pre_tokenizers import ByteLevel, Digits, Sequence, Split

    plain = ByteLevel(add_prefix_space=False, use_regex=False)
    steps = {
        "smollm": [Digits(individual_digits=True), ByteLevel(add_prefix_space=False, use_regex=True)],
        "llama-bpe": [Split(Regex(LLAMA3), "isolated"), plain],
        "qwen2": [Split(Regex(QWEN2), "isolated"), plain],
        "default": [Split(Regex(r), "isolated") for r in (r"[\p{P}\$\+<=>\^~\|]+", GPT2, r"\p{N}+", "[0-9][0-9][0-9]")] + [plain],
    }
    made = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, ignore_merges=pre == "llama-bpe"))
    if pre == "qwen2":
        made.normalizer = normalizers.NFC()
    made.pre_tokenizer = Sequence(steps[pre])
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in controls])
    return made


def ids(made, bare, lines):
    for line in lines:
        yield {
            "text": bare.encode(line, add_special_tokens=False).ids,
            "prompt": made.encode(line, add_special_tokens=False).ids,
        }


def bpe(path, pre, lines):
    from gguf import GGUFReader

    fields = GGUFReader(path).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    types = fields["tokenizer.ggml.token_type"].contents()
    merges = [tuple(line.split(" ", 1)) for line in fields["tokenizer.ggml.merges"].contents()]
    controls = [token for token, kind in zip(tokens, types) if kind == 3]
    vocabulary = {token: i for i, token in enumerate(tokens)}
    yield {"pre": pre}
    yield from ids(tokenizer(vocabulary, merges, controls, pre), tokenizer(vocabulary, merges, [], pre), lines)


def own(lines):
    from tokenizers import Tokenizer, models, trainers
    from tokenizers.pre_tokenizers import ByteLevel

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(vocab_size=700, special_tokens=CONTROLS, initial_alphabet=ByteLevel.alphabet())
    made.train_from_iterator(lines, trainer)
    model = json.loads(made.to_str())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    merges = [tuple(merge) for merge in model["merges"]]
    yield {"tokens": tokens, "merges": [" ".join(merge) for merge in merges], "controls": CONTROLS}
    for pre in PRES:
        yield {"pre": pre}
        whole, bare = (tokenizer(model["vocab"], merges, names, pre) for names in (CONTROLS, []))
        yield from ids(whole, bare, lines)


def spm(lines):
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([part for line in lines for part in line.split("\n") if part.strip()]),
        model_writer=model,
        model_type="bpe",
        vocab_size=700,
        byte_fallback=True,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        split_digits=True,
        character_coverage=0.98,
        minloglevel=2,
    )
    made = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    size = made.vocab_size()
    yield {
        "tokens": [made.id_to_piece(i) for i in range(size)],
        "scores": [made.get_score(i) for i in range(size)],
        "types": [2 if made.is_unknown(i) else 3 if made.is_control(i) else 6 if made.is_byte(i) else 1 for i in range(size)],
    }
    for line in lines:
        yield {"text": made.encode(line)}


def main():
    kind, *rest = sys.argv[1:]
    *before, lines_path, out_path = rest
    with open(lines_path, encoding="utf-8") as file:
        lines = json.load(file)
    with open(out_path, "w", encoding="utf-8") as out:
        for row in {"bpe": bpe, "spm": spm, "own": own}[kind](*before, lines):
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


main()
