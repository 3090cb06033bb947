"""Writes what the Python package gguf makes of a few quantised blocks: one line a type, the type's name, its bytes and
the floats they stand for (32-bit, little-endian), both in hexadecimal.

usage: python3 quantised_blocks.py > ../resources/dev/becas/gputrainer/gguf/quantised-blocks.txt
made with: gguf 0.19, numpy 2.4
"""

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf.constants import GGML_QUANT_SIZES
from gguf.quants import dequantize

BLOCKS = 3
# Where a block keeps its halves; random bytes there would be NaN now and then.
HALVES = {
    Type.Q4_0: [0],
    Type.Q4_1: [0, 2],
    Type.Q5_0: [0],
    Type.Q5_1: [0, 2],
    Type.Q8_0: [0],
    Type.Q4_K: [0, 2],
    Type.Q5_K: [0, 2],
    Type.Q6_K: [208],
}


def main():
    random = np.random.default_rng(7)
    for kind, places in HALVES.items():
        _, size = GGML_QUANT_SIZES[kind]
        blocks = random.integers(0, 256, (BLOCKS, size), dtype=np.uint8)
        for place in places:
            halves = random.normal(0, 0.02, (BLOCKS, 1)).astype("<f2")
            blocks[:, place : place + 2] = halves.view(np.uint8)
        floats = dequantize(blocks, kind).astype("<f4")
        print(kind.name, blocks.tobytes().hex(), floats.tobytes().hex())
    values = random.normal(0, 1, 8).astype("<f4")
    halves = values.astype("<f2")
    print("F16", halves.tobytes().hex(), halves.astype("<f4").tobytes().hex())
    upper = values.view("<u4") >> 16
    print("BF16", upper.astype("<u2").tobytes().hex(), (upper << 16).astype("<u4").tobytes().hex())
    print("F32", values.tobytes().hex(), values.tobytes().hex())


main()
