"""Prints how fast this machine multiplies bf16 matrices of SmolLM2's feed-forward, in GFLOP/s: no trainer can be faster.

Usage: matrix_speed.py
"""

import os
import time

import torch


def main():
    torch.set_num_threads(os.cpu_count())
    x = torch.randn(1024, 576, dtype=torch.bfloat16)
    weight = torch.randn(1536, 576, dtype=torch.bfloat16)
    seconds = []
    for _ in range(200):
        began = time.perf_counter()
        x.mm(weight.t())
        seconds.append(time.perf_counter() - began)
    print(2 * 1024 * 576 * 1536 / sorted(seconds)[len(seconds) // 2] / 1e9)


if __name__ == "__main__":
    main()
