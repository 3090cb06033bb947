package dev.becas.gputrainer.model;

import dev.becas.gputrainer.device.Devices;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Keys and values of a text that a model has read, so that it can go on from there. They hold for the weights and
/// adapters with which they were computed. One thread uses it.
///
/// Main memory is taken as it is written. A card's would be taken at once, so there the room grows by doubling.
///
/// It takes `2 * layers * G * D * 4` bytes a token as they are written: 46 KB for SmolLM2, 229 KB for Qwen3 0.6B.
public final class KeyValueCache implements AutoCloseable {
    /// Tokens for which a card has room at first: a prompt.
    private static final int FIRST_ROOM = 512;

    private final ModelConfig config;
    private final int capacity;
    private Handles handles = new Handles();
    private Tensor keys; // [layers, room, G, D], 32-bit
    private Tensor values; // [layers, room, G, D], 32-bit
    private int room;
    private int length;

    /// @param capacity tokens that it may hold at once, at most the model's context
    public KeyValueCache(ModelConfig config, int capacity) {
        this(config, capacity, Devices.now().onCard() ? Math.min(FIRST_ROOM, capacity) : capacity);
    }

    /// @param room tokens for which there is room at first
    KeyValueCache(ModelConfig config, int capacity, int room) {
        if (capacity < 1 || capacity > config.contextTokens()) {
            throw new IllegalArgumentException(
                    "a cache must hold [1, " + config.contextTokens() + "] tokens but was to hold " + capacity);
        }
        this.config = config;
        this.capacity = capacity;
        this.room = room;
        this.keys = handles.own(() -> empty(room));
        this.values = handles.own(() -> empty(room));
    }

    /// Not zeroed: what was never written takes no memory.
    private Tensor empty(int tokens) {
        return Torch.empty(ScalarType.Float, config.layers(), tokens, config.keyValueHeads(), config.headWidth());
    }

    /// How many tokens it holds.
    public int length() {
        return length;
    }

    /// Takes the tokens that were written last for good.
    public void advance(int tokens) {
        reserve(tokens);
        length += tokens;
    }

    /// Forgets all but the first tokens.
    public void truncate(int tokens) {
        if (tokens < 0 || tokens > length) {
            throw new IllegalArgumentException("what is left must be in [0, " + length + "] but was " + tokens);
        }
        length = tokens;
    }

    void reserve(int tokens) {
        if (tokens > capacity - length) {
            throw new IllegalArgumentException(
                    "a text must have at most " + capacity + " tokens but has " + ((long) length + tokens));
        }
        if (tokens > room - length) {
            grow(Math.min(capacity, Math.max(length + tokens, 2 * room)));
        }
    }

    private void grow(int tokens) {
        Handles grown = new Handles();
        try {
            Tensor moreKeys = grown.own(() -> larger(keys, tokens));
            Tensor moreValues = grown.own(() -> larger(values, tokens));
            handles.close();
            handles = grown;
            keys = moreKeys;
            values = moreValues;
            room = tokens;
        } catch (RuntimeException e) {
            grown.close();
            throw e;
        }
    }

    private Tensor larger(Tensor before, int tokens) {
        Tensor larger = empty(tokens); // [layers, tokens, G, D]
        larger.narrow(1, 0, length).copy_(before.narrow(1, 0, length));
        return larger;
    }

    /// @param k [N, G, D]
    /// @param v [N, G, D]
    void write(int layer, Tensor k, Tensor v) {
        try (PointerScope _ = new PointerScope()) {
            keys.select(0, layer).narrow(0, length, k.size(0)).copy_(k);
            values.select(0, layer).narrow(0, length, v.size(0)).copy_(v);
        }
    }

    /// The first `tokens` keys of a layer: [tokens, G, D].
    Tensor keys(int layer, long tokens) {
        return keys.select(0, layer).narrow(0, 0, tokens);
    }

    /// The first `tokens` values of a layer: [tokens, G, D].
    Tensor values(int layer, long tokens) {
        return values.select(0, layer).narrow(0, 0, tokens);
    }

    @Override
    public void close() {
        handles.close();
    }
}
