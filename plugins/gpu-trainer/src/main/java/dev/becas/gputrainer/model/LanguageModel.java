package dev.becas.gputrainer.model;

import dev.becas.gputrainer.device.Devices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// A Llama or Qwen3 model over LibTorch tensors: embedding, blocks, final norm, head. One thread uses it.
///
/// Shapes: N tokens of all sequences of a batch, V words of the vocabulary. A weight `[out, in]` lies as in its file.
public final class LanguageModel implements AutoCloseable {
    private static final String EMBEDDING = "token_embd.weight";
    private static final String HEAD = "output.weight";
    private static final String FINAL_NORM = "output_norm.weight";

    private final ModelConfig config;
    private final Precision precision;
    private final @Nullable GgmlProduct headProduct; // null when activations are exact
    private final Handles handles;
    private final Rope rope;
    private final List<Block> blocks;
    private final RmsNorm finalNorm;
    private Tensor embedding; // [V, width]
    private @Nullable Tensor ownHead; // [V, width], when not tied

    private LanguageModel(
            ModelConfig config,
            Precision precision,
            @Nullable GgmlProduct headProduct,
            Handles handles,
            Tensor embedding,
            List<Block> blocks,
            RmsNorm finalNorm,
            @Nullable Tensor ownHead,
            Rope rope) {
        this.config = config;
        this.precision = precision;
        this.headProduct = headProduct;
        this.handles = handles;
        this.embedding = embedding;
        this.blocks = List.copyOf(blocks);
        this.finalNorm = finalNorm;
        this.ownHead = ownHead;
        this.rope = rope;
    }

    /// Loads a model.
    ///
    /// @throws IOException if a tensor is missing or holds what is no number
    public static LanguageModel load(WeightSource source, Precision precision) throws IOException {
        return load(source, precision, Activations.EXACT);
    }

    /// Loads a model whose products may be given less of their activations; then it is for asking, in 32 bits.
    ///
    /// @throws IOException if a tensor is missing or holds what is no number
    public static LanguageModel load(WeightSource source, Precision precision, Activations activations)
            throws IOException {
        if (activations == Activations.GGML && precision != Precision.FP32) {
            throw new IllegalArgumentException("precision must be fp32 where activations are ggml but was bf16");
        }
        Products.choose();
        ModelConfig config = source.config();
        Handles handles = new Handles();
        try {
            WeightLoader loader = new WeightLoader(source, handles);
            Rope rope = new Rope(config);
            List<Block> blocks = new ArrayList<>();
            for (int layer = 0; layer < config.layers(); layer++) {
                blocks.add(block(layer, config, rope, loader, precision, activations));
            }
            return new LanguageModel(
                    config,
                    precision,
                    product(loader, config.tiedEmbeddings() ? EMBEDDING : HEAD, activations),
                    handles,
                    loader.load(EMBEDDING, precision.type()),
                    blocks,
                    new RmsNorm(loader.vector(FINAL_NORM), config.normEpsilon()),
                    config.tiedEmbeddings() ? null : loader.load(HEAD, precision.type()),
                    rope);
        } catch (IOException | RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    private static @Nullable GgmlProduct product(WeightLoader loader, String name, Activations activations)
            throws IOException {
        return activations == Activations.GGML ? loader.ggmlProduct(name) : null;
    }

    private static Block block(
            int layer, ModelConfig config, Rope rope, WeightLoader loader, Precision precision, Activations activations)
            throws IOException {
        Map<ProjectionKind, Projection> projections = new EnumMap<>(ProjectionKind.class);
        for (ProjectionKind kind : ProjectionKind.values()) {
            String name = kind.ggufName(layer);
            Tensor weight = loader.load(name, precision.type());
            projections.put(kind, new Projection(weight, product(loader, name, activations)));
        }
        Map<String, RmsNorm> norms = new LinkedHashMap<>();
        List<String> parts = config.architecture().headNorms()
                ? List.of("attn_norm", "attn_q_norm", "attn_k_norm", "ffn_norm")
                : List.of("attn_norm", "ffn_norm");
        for (String part : parts) {
            norms.put(part, new RmsNorm(loader.vector(normName(layer, part)), config.normEpsilon()));
        }
        return new Block(layer, config, rope, projections, norms);
    }

    private static String normName(int layer, String part) {
        return "blk." + layer + "." + part + ".weight";
    }

    /// What it is made of.
    public ModelConfig config() {
        return config;
    }

    /// In which numbers it computes.
    public Precision precision() {
        return precision;
    }

    /// Prepares a pass over these tokens, in the scope that is open.
    ///
    /// @throws IllegalArgumentException if a token is not in the vocabulary or a sequence is longer than the context
    public ForwardPass pass(Sequences sequences, long dropoutSeed, boolean training) {
        if (training && headProduct != null) {
            throw new IllegalStateException("a model whose activations are rounded as ggml's cannot be trained");
        }
        if (sequences.longest() > config.contextTokens()) {
            throw new IllegalArgumentException("a sequence must have at most " + config.contextTokens()
                    + " tokens but one has " + sequences.longest());
        }
        return pass(sequences, sequences.positions(), dropoutSeed, training, null);
    }

    private ForwardPass pass(
            Sequences sequences, int[] positions, long dropoutSeed, boolean training, @Nullable Continuation past) {
        for (int id : sequences.ids()) {
            if (id < 0 || id >= config.vocabulary()) {
                throw new IllegalArgumentException(
                        "a token must be in [0, " + (config.vocabulary() - 1) + "] but one is " + id);
            }
        }
        boolean masked = past == null
                && precision == Precision.BF16
                && sequences.longest() <= Attention.NARROW_MAX
                && !Devices.now().onCard();
        return new ForwardPass(
                sequences,
                past != null || sequences.ofOneLength() ? null : Buckets.of(sequences),
                rope.turns(positions),
                masked ? Attention.causal(config, sequences.longest()) : null,
                !masked && sequences.shared() > 0 ? Attention.seen(sequences.longest()) : null,
                dropoutSeed,
                training,
                Recording.PLAIN,
                null,
                past);
    }

    /// A pass that learns nothing.
    public ForwardPass pass(Sequences sequences) {
        return pass(sequences, 0, false);
    }

    /// A pass of tokens that go on after those of a cache, as a tree: one text, or many that begin alike. Their keys
    /// and values are written behind the cache's end, which stays where it is.
    ///
    /// @param parents for each token the place of the one before it in `ids`, always a smaller one; -1 for the end of
    ///     the cache
    public ForwardPass pass(KeyValueCache cache, int[] ids, int[] parents) {
        Tree tree = new Tree(parents);
        cache.reserve(ids.length);
        int[] positions = tree.positions(cache.length());
        return pass(Sequences.of(ids), positions, 0, false, new Continuation(cache, tree.mask(cache.length())));
    }

    /// @return [N, width]
    public Tensor embed(ForwardPass pass) {
        return pass.recording()
                .kept(none -> torch.embedding(
                                embedding, Torch.longs(pass.sequences().ids()))
                        .to(precision.type())); // [N, width]
    }

    /// One layer.
    ///
    /// @param x [N, width]
    /// @return [N, width]; of the last layer [S, width] where S rows are asked for
    public Tensor block(int layer, Tensor x, ForwardPass pass) {
        return Torch.keep(() -> blocks.get(layer).apply(x, pass));
    }

    /// Embedding and all layers.
    ///
    /// @return [N, width], before the final norm; [S, width] where S rows are asked for
    public Tensor residual(ForwardPass pass) {
        Tensor x = Torch.keep(() -> embed(pass)); // [N, width]
        for (int layer = 0; layer < blocks.size(); layer++) {
            x = block(layer, x, pass); // [N, width]
        }
        return x; // [S, width]
    }

    /// @param x [rows, width]
    /// @return [rows, width]
    public Tensor finalNorm(Tensor x) {
        return finalNorm.apply(x);
    }

    /// The output head, tied or not: [V, width].
    public Tensor head() {
        return ownHead == null ? embedding : ownHead;
    }

    /// What comes next after these rows.
    ///
    /// @param normed [rows, width], after [#finalNorm]
    /// @return [rows, V], 32-bit
    public Tensor logits(Tensor normed) {
        return headProduct == null
                ? normed.mm(head().to(normed.scalar_type()).t()).to(ScalarType.Float) // [rows, V]
                : headProduct.of(normed, head()); // [rows, V]
    }

    /// Puts adapters where they belong and takes all others off. The tensors stay the caller's.
    public void adapters(Map<AdapterSite, LoraPair> pairs) {
        for (int layer = 0; layer < blocks.size(); layer++) {
            for (ProjectionKind kind : ProjectionKind.values()) {
                blocks.get(layer).projection(kind).adapter(pairs.get(new AdapterSite(layer, kind)));
            }
        }
    }

    /// All weights by their GGUF names, in the order of the model.
    public Map<String, Tensor> weights() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        all.put(EMBEDDING, embedding);
        for (int layer = 0; layer < blocks.size(); layer++) {
            for (ProjectionKind kind : ProjectionKind.values()) {
                all.put(kind.ggufName(layer), blocks.get(layer).projection(kind).weight());
            }
            int at = layer;
            blocks.get(layer).norms().forEach((part, norm) -> all.put(normName(at, part), norm.weight()));
        }
        all.put(FINAL_NORM, finalNorm.weight());
        if (ownHead != null) {
            all.put(HEAD, ownHead);
        }
        return all;
    }

    /// Computes with these weights from now on, which stay the caller's, and frees its own: for training all of them.
    ///
    /// @param replacements one for each of [#weights], of the same shapes
    public void replaceWeights(Map<String, Tensor> replacements) {
        embedding = replacement(replacements, EMBEDDING);
        for (int layer = 0; layer < blocks.size(); layer++) {
            for (ProjectionKind kind : ProjectionKind.values()) {
                blocks.get(layer).projection(kind).weight(replacement(replacements, kind.ggufName(layer)));
            }
            int at = layer;
            blocks.get(layer)
                    .norms()
                    .forEach((part, norm) -> norm.weight(replacement(replacements, normName(at, part))));
        }
        finalNorm.weight(replacement(replacements, FINAL_NORM));
        if (ownHead != null) {
            ownHead = replacement(replacements, HEAD);
        }
        handles.close();
    }

    private static Tensor replacement(Map<String, Tensor> replacements, String name) {
        return Objects.requireNonNull(replacements.get(name), () -> "no replacement of " + name);
    }

    /// Frees the weights.
    @Override
    public void close() {
        handles.close();
    }
}
