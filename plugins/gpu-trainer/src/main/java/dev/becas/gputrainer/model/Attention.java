package dev.becas.gputrainer.model;

import dev.becas.gputrainer.device.Devices;
import dev.becas.gputrainer.model.Buckets.Bucket;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// Causal attention with grouped keys and values: H heads of queries share G heads of keys and values, each D wide.
final class Attention {
    /// The longest sequence for which all products of queries and keys are held at once, in bf16: 3 MB a head.
    static final int NARROW_MAX = 1024;

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

    /// Adds what this layer attends to.
    ///
    /// @param onto [S, width]
    /// @param layer which one this is, from 0
    /// @param x [N, width], normed
    /// @param asked which S of the N rows go on; null for all
    /// @return [S, width]
    Tensor addTo(Tensor onto, int layer, Tensor x, @Nullable Tensor asked, ForwardPass pass) {
        boolean asTheyAre = pass.causal() != null || (x.is_cuda() && pass.continuation() == null);
        ScalarType type = asTheyAre ? x.scalar_type() : ScalarType.Float;
        return output.addTo(
                onto,
                in -> of(asked, mixed(layer, in[0], in[1], in[2], type, pass)).to(x.scalar_type()), // [S, H * D]
                pass,
                query.apply(x, pass), // [N, H * D]
                key.apply(x, pass), // [N, G * D]
                value.apply(x, pass)); // [N, G * D]; the result is [S, width]
    }

    private static Tensor of(@Nullable Tensor rows, Tensor x) {
        return rows == null ? x : x.index_select(0, rows); // [S, H * D]
    }

    private Tensor mixed(int layer, Tensor queries, Tensor keys, Tensor values, ScalarType type, ForwardPass pass) {
        Tensor q = Torch.keep(
                () -> turned(queries, config.heads(), queryNorm, pass).to(type)); // [N, H, D]
        Tensor k = Torch.keep(
                () -> turned(keys, config.keyValueHeads(), keyNorm, pass).to(type)); // [N, G, D]
        Tensor v = heads(values, config.keyValueHeads()).to(type); // [N, G, D]
        Continuation past = pass.continuation();
        return past == null ? mixed(q, k, v, pass) : goneOn(layer, q, k, v, past); // [N, H * D]
    }

    private Tensor heads(Tensor x, int heads) {
        return x.reshape(-1, heads, config.headWidth()); // [N, heads, D]
    }

    private Tensor turned(Tensor x, int heads, @Nullable RmsNorm norm, ForwardPass pass) {
        Tensor plain = heads(x, heads); // [N, heads, D]
        Tensor normed = norm == null ? plain : norm.apply(plain); // [N, heads, D]
        return rope.turn(normed, pass.turns()); // [N, heads, D], 32-bit
    }

    /// Each sequence by itself, behind what all share; many of about one length in one call.
    private Tensor mixed(Tensor q, Tensor k, Tensor v, ForwardPass pass) {
        Buckets buckets = pass.buckets();
        if (buckets == null) {
            int[] lengths = pass.sequences().lengths();
            return attend(q, k, v, lengths.length, lengths[0], pass); // [N, H * D]
        }
        int shared = pass.sequences().shared();
        TensorVector parts = new TensorVector();
        if (shared > 0) {
            parts.push_back(Torch.keep(() ->
                    attend(q.narrow(0, 0, shared), k.narrow(0, 0, shared), v.narrow(0, 0, shared), 1, shared, pass)));
        }
        for (Bucket bucket : buckets.all()) {
            parts.push_back(Torch.keep(() -> attend(
                    q.index_select(0, bucket.rows()),
                    behindShared(k, shared, bucket),
                    behindShared(v, shared, bucket),
                    bucket.count(),
                    bucket.length(),
                    pass)));
        }
        return torch.cat(parts, 0).index_select(0, buckets.back()); // [N, H * D]
    }

    /// What sequences have of their own, behind what all share.
    ///
    /// @param x [N, G, D]
    /// @return [count * (shared + length), G, D]
    private static Tensor behindShared(Tensor x, long shared, Bucket bucket) {
        Tensor own = x.index_select(0, bucket.rows()); // [count * length, G, D]
        if (shared == 0) {
            return own;
        }
        Tensor before = x.narrow(0, 0, shared)
                .unsqueeze(0)
                .expand(bucket.count(), shared, x.size(1), x.size(2)); // [count, shared, G, D]
        Tensor after = own.reshape(bucket.count(), bucket.length(), x.size(1), x.size(2)); // [count, length, G, D]
        return torch.cat(new TensorVector(before, after), 1)
                .reshape(-1, x.size(1), x.size(2)); // [count * (shared + length), G, D]
    }

    /// `count` sequences of `length` tokens, each of which may go on from a beginning: that is what `k` and `v` have
    /// more than `q`.
    ///
    /// @param q [count * length, H, D]
    /// @param k [count * (before + length), G, D]
    /// @param v [count * (before + length), G, D]
    private Tensor attend(Tensor q, Tensor k, Tensor v, long count, long length, ForwardPass pass) {
        long all = k.size(0) / count; // before + length
        if (pass.causal() != null) {
            return narrow(q, k, v, count, length, pass.causal());
        }
        Tensor seen = pass.seen();
        return attend(
                batched(q, config.heads(), count, length), // [count, H, length, D]
                batched(k, config.keyValueHeads(), count, all), // [count, G, all, D]
                batched(v, config.keyValueHeads(), count, all), // [count, G, all, D]
                seen == null || all == length
                        ? null
                        : seen.narrow(0, all - length, length).narrow(1, 0, all)); // [count * length, H * D]
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

    /// 32 bits on a processor, whose kernel is slower in bf16. A card has one for bf16 that lets heads share keys and
    /// values, and takes no mask; the one for 32 bits and for masks that needs little memory wants them for each head.
    ///
    /// @param mask [queries, keys], 0 or minus infinity, or whether it is seen; null for all that came before
    private Tensor attend(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask) {
        int sharing = config.heads() / config.keyValueHeads();
        boolean each =
                sharing > 1 && q.is_cuda() && (mask != null || q.scalar_type().intern() == ScalarType.Float);
        Tensor mixed = torch.scaled_dot_product_attention(
                q,
                each ? forEach(sharing, k) : k,
                each ? forEach(sharing, v) : v,
                mask == null ? new TensorOptional() : new TensorOptional(mask),
                0.0,
                mask == null,
                new DoubleOptional(),
                sharing > 1 && !each); // [count, H, length, D]
        return mixed.transpose(1, 2).reshape(-1, config.queryWidth()); // [count * length, H * D]
    }

    /// Keys or values once for each of the heads of queries that share them.
    ///
    /// @param x [count, G, length, D]
    /// @return [count, G * sharing, length, D]
    static Tensor forEach(int sharing, Tensor x) {
        return x.unsqueeze(2)
                .expand(x.size(0), x.size(1), sharing, x.size(2), x.size(3))
                .reshape(x.size(0), x.size(1) * sharing, x.size(2), x.size(3)); // [count, G * sharing, length, D]
    }

    /// In bf16, as three products of matrices: LibTorch's own kernel is as slow there as in 32 bits or slower, these
    /// take half the time. R heads of queries that share a head of keys are rows of one matrix.
    private Tensor narrow(Tensor q, Tensor k, Tensor v, long count, long length, Tensor causal) {
        long groups = config.keyValueHeads();
        long sharing = config.heads() / groups;
        int width = config.headWidth();
        long all = k.size(0) / count; // before + length
        Tensor queries = q.reshape(count, length, groups, sharing, width)
                .permute(0, 2, 1, 3, 4)
                .reshape(count * groups, length * sharing, width); // [count * G, length * R, D]
        Tensor keys = grouped(k, count, all); // [count * G, all, D]
        Tensor values = grouped(v, count, all); // [count * G, all, D]
        Tensor mask =
                causal.narrow(0, (all - length) * sharing, length * sharing).narrow(1, 0, all); // [length * R, all]
        Tensor products = Torch.keep(() -> torch.baddbmm(
                mask,
                queries,
                keys.transpose(1, 2),
                Torch.scalar(1),
                Torch.scalar(1 / Math.sqrt(width)))); // [count * G, length * R, all]
        return torch.softmax(products, -1)
                .bmm(values)
                .reshape(count, groups, length, sharing, width)
                .permute(0, 2, 1, 3, 4)
                .reshape(-1, config.queryWidth()); // [count * length, H * D]
    }

    private Tensor grouped(Tensor x, long count, long length) {
        long groups = config.keyValueHeads();
        return x.reshape(count, length, groups, config.headWidth())
                .transpose(1, 2)
                .reshape(count * groups, length, config.headWidth()); // [count * G, length, D]
    }

    /// The mask of [ForwardPass#causal] for sequences of up to `longest` tokens.
    static Tensor causal(ModelConfig config, int longest) {
        int sharing = config.heads() / config.keyValueHeads();
        Tensor after = torch.full(
                        new long[] {longest, longest},
                        Torch.scalar(Double.NEGATIVE_INFINITY),
                        Devices.options(ScalarType.BFloat16))
                .triu(1); // [longest, longest]
        return after.unsqueeze(1)
                .expand(longest, sharing, longest)
                .reshape((long) longest * sharing, longest); // [longest * R, longest]
    }

    /// The mask of [ForwardPass#seen] for sequences of up to `longest` tokens.
    static Tensor seen(int longest) {
        return torch.ones(new long[] {longest, longest}, Devices.options(ScalarType.Bool))
                .tril(); // [T, T]
    }

    private Tensor batched(Tensor x, long heads, long count, long length) {
        return x.reshape(count, length, heads, config.headWidth()).transpose(1, 2); // [count, heads, length, D]
    }
}
