package dev.becas.gputrainer.device;

import org.jspecify.annotations.Nullable;

/// Where tensors lie and are computed with.
///
/// @param name `cpu`, or `cuda:` and the card's number
/// @param card as its maker calls it; null for the processor
/// @param memoryBytes that the card has; 0 for the processor
public record Device(String name, @Nullable String card, long memoryBytes) {
    /// The processor.
    public static final Device CPU = new Device("cpu", null, 0);

    private static final String CUDA = "cuda:";

    static Device card(int number, CudaDriver.Card card) {
        return new Device(CUDA + number, card.name(), card.memoryBytes());
    }

    /// Whether it is a CUDA card.
    public boolean onCard() {
        return card != null;
    }

    /// The card's number.
    public int number() {
        if (!onCard()) {
            throw new IllegalStateException("the processor has no number");
        }
        return Integer.parseInt(name.substring(CUDA.length()));
    }

    /// For people: `cuda:0 (NVIDIA H100, 81559 MiB)`.
    public String text() {
        return onCard() ? name + " (" + card + ", " + (memoryBytes >> 20) + " MiB)" : name;
    }
}
