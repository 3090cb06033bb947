#!/usr/bin/env python3
"""What Python's transformers and peft compute on tiny random models, for the tests of dev.becas.gputrainer to agree with.

Usage: make_oracle.py [--out DIR]     (default: ../resources/oracle beside this file)
One thread; versions.json says what it was made with. Each case is one safetensors file:
  base.*          the weights of the base model, by their Hugging Face names
  lora.*          the adapter's tensors at the start, by their PEFT names
  ids, lengths    the token ids of all sequences one after the other, and how long each is
  labels          what each position shall predict next, already shifted; -100 where nothing is asked
  logits          of all positions
  grad.*          d loss / d adapter tensor at the first step, before clipping
  full.grad.*     d loss / d base weight of the same model without an adapter
  after.*         the adapter's tensors after three AdamW steps
All numbers are 32-bit floats. The configuration, the losses and the gradient norms stand in the file's own metadata under "case".
"""
import argparse
import json
import pathlib
from importlib.metadata import version

import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
from safetensors.torch import save_file
from transformers import LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM

SEVEN = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
# A bias on k moves all scores of a row alike where the position hardly turns: its gradient is rounding noise, which Adam
# would blow up to full steps. So the case with biases has none on k.
WITHOUT_K = [name for name in SEVEN if name != "k_proj"]
SHAPE = dict(vocab_size=64, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=128)
LLAMA3_ROPE = dict(rope_type="llama3", rope_theta=500000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                   original_max_position_embeddings=16)
OPTIMISER = dict(lr=5e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01)
LENGTHS = [11, 7]
ASKED_FROM = [6, 3]


def cases():
    plain = dict(rope_type="default", rope_theta=10000.0)
    yield "llama", LlamaForCausalLM, LlamaConfig(
        **SHAPE, head_dim=8, rms_norm_eps=1e-5, tie_word_embeddings=True, rope_parameters=plain), SEVEN, False
    yield "llama3", LlamaForCausalLM, LlamaConfig(
        **SHAPE, head_dim=8, rms_norm_eps=1e-5, tie_word_embeddings=False, rope_parameters=LLAMA3_ROPE), WITHOUT_K, True
    yield "qwen3", Qwen3ForCausalLM, Qwen3Config(
        **SHAPE, head_dim=16, rms_norm_eps=1e-6, tie_word_embeddings=True,
        rope_parameters=dict(rope_type="default", rope_theta=1000000.0)), ["q_proj", "v_proj", "gate_proj", "up_proj"], False


def randomise(model, scale):
    for name, weight in model.named_parameters():
        weight.data = 1 + 0.2 * torch.randn_like(weight) if weight.dim() == 1 and "norm" in name else scale * torch.randn_like(weight)


def batch():
    """Right-padded rows, and the shifted labels of the positions that count."""
    ids = torch.zeros(len(LENGTHS), max(LENGTHS), dtype=torch.long)
    seen = torch.zeros_like(ids)
    labels = torch.full_like(ids, -100)
    for row, (length, start) in enumerate(zip(LENGTHS, ASKED_FROM)):
        ids[row, :length] = torch.randint(0, SHAPE["vocab_size"], (length,))
        seen[row, :length] = 1
        labels[row, start - 1:length - 1] = ids[row, start:length]
    return ids, seen, labels


def flat(padded):
    return torch.cat([padded[row, :length] for row, length in enumerate(LENGTHS)])


def loss_of(model, ids, seen, labels):
    logits = model(input_ids=ids, attention_mask=seen).logits
    return logits, torch.nn.functional.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1), ignore_index=-100)


def adapter(model, prefix):
    return {prefix + name: value.detach().clone() for name, value in get_peft_model_state_dict(model).items()}


def make(name, kind, config, targets, lora_bias):
    torch.manual_seed(7)
    model = kind(config).float().eval()
    randomise(model, 0.15)
    ids, seen, labels = batch()
    tensors = {"base." + key: value.clone() for key, value in model.state_dict().items() if not (config.tie_word_embeddings and key == "lm_head.weight")}
    tensors |= {"ids": flat(ids), "labels": flat(labels), "lengths": torch.tensor(LENGTHS)}
    base_logits, full_loss = loss_of(model, ids, seen, labels)
    full_loss.backward()
    tensors |= {"full.grad." + key: value.grad.clone() for key, value in model.named_parameters()}
    tensors["full.logits"] = flat(base_logits.detach())
    model.zero_grad(set_to_none=True)

    tuned = get_peft_model(model, LoraConfig(r=4, lora_alpha=8, lora_dropout=0.0, target_modules=targets, lora_bias=lora_bias, task_type="CAUSAL_LM"))
    trained = {key: value for key, value in tuned.named_parameters() if value.requires_grad}
    for weight in trained.values():
        weight.data = 0.1 * torch.randn_like(weight)
    tensors |= adapter(tuned, "lora.")
    optimiser = torch.optim.AdamW(trained.values(), **OPTIMISER)
    losses, norms = [], []
    for step in range(3):
        optimiser.zero_grad(set_to_none=True)
        logits, loss = loss_of(tuned, ids, seen, labels)
        loss.backward()
        if step == 0:
            tensors["logits"] = flat(logits.detach())
            for key, weight in trained.items():
                tensors["grad." + key.replace(".default", "")] = weight.grad.clone()
        norms.append(float(torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)))
        losses.append(float(loss.detach()))
        optimiser.step()
    tensors |= adapter(tuned, "after.")
    case = dict(config=config.to_dict(), rank=4, alpha=8, targets=targets, loraBias=lora_bias, fullLoss=float(full_loss.detach()),
                losses=losses, gradientNorms=norms, learningRate=OPTIMISER["lr"], weightDecay=OPTIMISER["weight_decay"], maxGradNorm=1.0)
    return {key: value.float().contiguous() for key, value in tensors.items()}, {"case": json.dumps(case, sort_keys=True, default=str)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent.parent / "resources" / "oracle")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    versions = {name: version(name).split("+")[0] for name in ("torch", "transformers", "peft")}
    (out / "versions.json").write_text(json.dumps(versions) + "\n", encoding="utf-8")
    for name, *rest in cases():
        tensors, metadata = make(name, *rest)
        save_file(tensors, out / f"{name}.safetensors", metadata=metadata)
        print(name, "loss", json.loads(metadata["case"])["losses"], "tensors", len(tensors))


if __name__ == "__main__":
    main()
