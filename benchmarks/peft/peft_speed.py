"""Trains a LoRA with transformers and peft for a few steps and prints one JSON object: losses, seconds a step, memory.

Usage: peft_speed.py MODEL.gguf ROWS.jsonl MODE STEPS, with MODE one of
  fp32       weights and activations in 32 bits
  autocast   weights in 32 bits, CPU autocast to bfloat16
  bf16       frozen weights in bfloat16, adapter in 32 bits under autocast
  compile    as autocast, through torch.compile
All with SDPA, the head computed on supervised rows only, batches of four rows of one length (so nothing is padded).
"""

import json
import os
import sys
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer


def peak_mib():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def batches(tokenizer, path):
    rows = []
    with open(path) as lines:
        for line in lines:
            row = json.loads(line)
            prompt = "<|im_start|>user\n" + row["input"] + "<|im_end|>\n<|im_start|>assistant\n"
            if "system" in row:
                prompt = "<|im_start|>system\n" + row["system"] + "<|im_end|>\n" + prompt
            before = tokenizer(prompt, add_special_tokens=False)["input_ids"]
            answer = tokenizer(row["output"], add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
            rows.append((before + answer, len(before)))
    length = len(rows[0][0])
    assert all(len(ids) == length for ids, _ in rows), sorted({len(ids) for ids, _ in rows})
    for at in range(0, len(rows), 4):
        four = rows[at : at + 4]
        ids = torch.tensor([row for row, _ in four])
        supervised = torch.zeros_like(ids, dtype=torch.bool)
        for i, (_, start) in enumerate(four):
            supervised[i, start - 1 : length - 1] = True  # the row before a token predicts it
        yield ids, supervised


def main(model_file, rows_file, mode, steps):
    torch.manual_seed(1)
    torch.set_num_threads(os.cpu_count())
    folder, name = os.path.split(model_file)
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32, attn_implementation="sdpa")
    if mode == "bf16":
        model = model.to(torch.bfloat16)
    config = LoraConfig(r=8, lora_alpha=16, lora_dropout=0.0, target_modules=["q_proj", "v_proj", "gate_proj", "up_proj"])
    model = get_peft_model(model, config)
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.float()
    body, head = model.base_model.model.model, model.base_model.model.lm_head
    if mode == "compile":
        body = torch.compile(body)
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=5e-4, weight_decay=0.01)
    losses, seconds, tokens = [], [], 0
    data = list(batches(tokenizer, rows_file))
    for step in range(steps):
        ids, supervised = data[step % len(data)]
        began = time.perf_counter()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=mode != "fp32"):
            hidden = body(input_ids=ids).last_hidden_state[supervised]
            logits = head(hidden)
        targets = ids[:, 1:][supervised[:, :-1]]
        loss = torch.nn.functional.cross_entropy(logits.float(), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
        seconds.append(time.perf_counter() - began)
        tokens = ids.numel()
    print(json.dumps({
        "losses": losses,
        "seconds": seconds,
        "tokens": tokens,
        "supervised": int(supervised.sum()),
        "peakMib": peak_mib(),
        "versions": "torch " + torch.__version__,
    }))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
