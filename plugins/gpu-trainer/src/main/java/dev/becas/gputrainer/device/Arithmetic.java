package dev.becas.gputrainer.device;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Float32MatmulPrecision;

/// How a process adds up. With other threads or other machine code the same sums are added in another order, and end in
/// other bits.
///
/// @param threads that LibTorch computes with, at least 1
/// @param machineCode which of LibTorch's the processor has, and what multiplies matrices of 32-bit floats: `AVX2 with
///     oneDNN`; on a card the card's name
public record Arithmetic(int threads, String machineCode) {
    public Arithmetic {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
    }

    /// That of this thread, once a model is loaded: that is when the library for products is chosen.
    public static Arithmetic here() {
        Device device = Devices.now();
        return new Arithmetic(torch.get_num_threads(), device.onCard() ? "CUDA on " + device.card() : ofTheProcessor());
    }

    private static String ofTheProcessor() {
        boolean exact = torch.globalContext().float32MatmulPrecision().intern() == Float32MatmulPrecision.HIGHEST;
        try (PointerScope _ = new PointerScope();
                BytePointer instructions = torch.get_cpu_capability()) {
            return instructions.getString() + " with " + (exact ? "OpenBLAS" : "oneDNN");
        }
    }

    /// For people: `2 threads, AVX2 with oneDNN`.
    public String text() {
        return threads + (threads == 1 ? " thread, " : " threads, ") + machineCode;
    }
}
