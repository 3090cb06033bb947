package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.global.torch.ScalarType;

/// In which numbers the frozen weights and the activations stand. What is trained, the norms, the rotary positions, the
/// loss and the optimiser are 32-bit floats in both.
public enum Precision {
    /// Exact: on the processor the same bits again for the same seed, threads and machine.
    FP32(ScalarType.Float),
    /// Half the memory and, on a processor with bf16 instructions, about twice the speed.
    BF16(ScalarType.BFloat16);

    private final ScalarType type;

    Precision(ScalarType type) {
        this.type = type;
    }

    /// LibTorch's name for it.
    public ScalarType type() {
        return type;
    }
}
