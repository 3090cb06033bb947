package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Causal attention with grouped keys and values: H heads of queries share G heads of keys and values, each D wide.
final class Attention {
    private final ModelConfig config;
    private final Rope rope;
    private final Projection query;
    private final Projection key;
    private final Projection value;
    private final Projection output;
    private final @Nullable RmsNorm queryNorm;
    private final @Nullable RmsNorm keyNorm;

    Attention(
            ModelConfig config,
            Rope rope,
            Projection query,
            Projection key,
            Projection value,
            Projection output,
            @Nullable RmsNorm queryNorm,
            @Nullable RmsNorm keyNorm) {
        this.config = config;
        this.rope = rope;
        this.query = query;
        this.key = key;
        this.value = value;
        this.output = output;
        this.queryNorm = queryNorm;
        this.keyNorm = keyNorm;
    }

    /// @param layer which one this is, from 0
    /// @param x [N, width], normed
    /// @return [N, width]
    Tensor apply(int layer, Tensor x, ForwardPass pass) {
        Tensor q = Torch.keep(() -> turned(query, config.heads(), queryNorm, x, pass)); // [N, H, D], 32-bit
        Tensor k = Torch.keep(() -> turned(key, config.keyValueHeads(), keyNorm, x, pass)); // [N, G, D], 32-bit
        Tensor v =
                Torch.keep(() -> heads(value, config.keyValueHeads(), x, pass).to(q.scalar_type())); // [N, G, D]
        Continuation past = pass.continuation();
        Tensor mixed = Torch.keep(() -> (past == null ? mixed(q, k, v, pass.sequences()) : goneOn(layer, q, k, v, past))
                .to(x.scalar_type())); // [N, H * D]
        return output.apply(mixed, pass); // [N, width]
    }

    private Tensor heads(Projection projection, int heads, Tensor x, ForwardPass pass) {
        return projection.apply(x, pass).reshape(-1, heads, config.headWidth()); // [N, heads, D]
    }

    private Tensor turned(Projection projection, int heads, @Nullable RmsNorm norm, Tensor x, ForwardPass pass) {
        Tensor plain = heads(projection, heads, x, pass); // [N, heads, D]
        Tensor normed = norm == null ? plain : norm.apply(plain); // [N, heads, D]
        return rope.turn(normed, pass.cosines(), pass.sines()); // [N, heads, D], 32-bit
    }

    /// Each sequence by itself; all of one length in one call.
    private Tensor mixed(Tensor q, Tensor k, Tensor v, Sequences sequences) {
        int[] lengths = sequences.lengths();
        if (sequences.ofOneLength()) {
            return attend(q, k, v, lengths.length, lengths[0]); // [N, H * D]
        }
        TensorVector parts = new TensorVector();
        long start = 0;
        for (int length : lengths) {
            parts.push_back(attend(
                    q.narrow(0, start, length), k.narrow(0, start, length), v.narrow(0, start, length), 1, length));
            start += length;
        }
        return torch.cat(parts, 0); // [N, H * D]
    }

    /// `count` sequences of `length` tokens.
    private Tensor attend(Tensor q, Tensor k, Tensor v, long count, long length) {
        return attend(
                batched(q, config.heads(), count, length), // [count, H, length, D]
                batched(k, config.keyValueHeads(), count, length), // [count, G, length, D]
                batched(v, config.keyValueHeads(), count, length), // [count, G, length, D]
                null); // [count * length, H * D]
    }

    /// The N tokens after the P that the cache holds.
    private Tensor goneOn(int layer, Tensor q, Tensor k, Tensor v, Continuation past) {
        past.cache().write(layer, k, v);
        long now = q.size(0);
        long all = past.cache().length() + now;
        return attend(
                batched(q, config.heads(), 1, now), // [1, H, N, D]
                batched(past.cache().keys(layer, all), config.keyValueHeads(), 1, all), // [1, G, P + N, D]
                batched(past.cache().values(layer, all), config.keyValueHeads(), 1, all), // [1, G, P + N, D]
                past.mask()); // [N, H * D]
    }

    /// 32 bits: in bf16 this kernel is many times slower on processors.
    ///
    /// @param mask [queries, keys], 0 or minus infinity; null for all that came before
    private Tensor attend(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask) {
        Tensor mixed = torch.scaled_dot_product_attention(
                q,
                k,
                v,
                mask == null ? new TensorOptional() : new TensorOptional(mask),
                0.0,
                mask == null,
                new DoubleOptional(),
                config.heads() != config.keyValueHeads()); // [count, H, length, D]
        return mixed.transpose(1, 2).reshape(-1, config.queryWidth()); // [count * length, H * D]
    }

    private Tensor batched(Tensor x, long heads, long count, long length) {
        return x.reshape(count, length, heads, config.headWidth()).transpose(1, 2); // [count, heads, length, D]
    }
}
