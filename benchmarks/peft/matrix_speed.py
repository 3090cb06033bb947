"""Prints how fast this machine multiplies matrices of SmolLM2's feed-forward, in GFLOP/s: no trainer can be faster.

Usage: matrix_speed.py, which prints a JSON object with a figure for each type of numbers
"""

import json
import os
import time

import torch


def gflops(dtype):
    x = torch.randn(1024, 576, dtype=dtype)
    weight = torch.randn(1536, 576, dtype=dtype)
    seconds = []
    for _ in range(200):
        began = time.perf_counter()
        x.mm(weight.t())
        seconds.append(time.perf_counter() - began)
    return 2 * 1024 * 576 * 1536 / sorted(seconds)[len(seconds) // 2] / 1e9


def main():
    torch.set_num_threads(os.cpu_count())
    print(json.dumps({"bf16": gflops(torch.bfloat16), "fp32": gflops(torch.float32)}))


if __name__ == "__main__":
    main()
