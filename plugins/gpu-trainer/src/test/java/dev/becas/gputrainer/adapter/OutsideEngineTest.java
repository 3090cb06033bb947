package dev.becas.gputrainer.adapter;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.gguf.GgufCopy;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.gguf.GgufTensor;
import dev.becas.gputrainer.gguf.TensorData;
import dev.becas.gputrainer.model.Activations;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.Sequences;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.tokenizer.Tokenizer;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our files in llama.cpp: `llama-server` gives the next token of ten prompts the log-probabilities that we give it.
/// The base is SmolLM2, or the tiny base of this build, in 32 bits, so that what differs is the file and not an
/// engine's rounding. Needs `-Dbecas.llamaServer` (the program) and `-Dbecas.smollm2` (the GGUF file); what is missing
/// is said, and skipped.
@Tag("outside")
class OutsideEngineTest {
    private static final String PROGRAM = System.getProperty("becas.llamaServer", "llama-server");
    private static final Path MODEL = Path.of(System.getProperty("becas.smollm2", "smollm2.gguf"));

    /// What a layer adds to what goes through it.
    private static final Pattern SUM_OF_A_LAYER = Pattern.compile("blk\\.(\\d+)\\.(attn_output|ffn_down)\\.weight");

    /// Of tokens that are less likely by more, nobody asks.
    private static final double NATS_WITHIN = 5;

    private static final List<String> PROMPTS = List.of(
            "Free nitro for everybody who clicks within the hour:",
            "The rule that this message breaks is",
            "Good morning, who is up for a round of",
            "Label: scam\nLabel:",
            "My address is on the front page, please do not",
            "She said that the moderators were",
            "1, 2, 3, 4,",
            "Wer hat gestern den Schlüssel",
            "if (message.author == null) {",
            "<|im_start|>user\nIs this spam? win a prize<|im_end|>\n<|im_start|>assistant\n");

    @TempDir
    Path folder;

    @BeforeEach
    void needsServerAndModel() {
        assumeTrue(Files.exists(MODEL), "the model is not here: " + MODEL + " (-Dbecas.smollm2)");
        assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "no llama-server here: " + PROGRAM + " (-Dbecas.llamaServer)");
    }

    @Test
    void anAdapterSaysTheSameThere() throws Exception {
        anAdapterSaysTheSameThere(MODEL);
    }

    private void anAdapterSaysTheSameThere(Path source) throws Exception {
        try (GgufModel base = inFullPrecision(source);
                LanguageModel model = LanguageModel.load(base, Precision.FP32);
                LoraWeights adapter = random(base.config())) {
            Path file = folder.resolve("adapter.gguf");
            AdapterGguf.write(adapter, base.config(), Adapters.PROVENANCE, file);
            model.adapters(adapter.pairs());
            try (LlamaServer server = server(folder.resolve("base.gguf"), "--lora", file.toString())) {
                agree(base, model, server, 1e-3);
            }
        }
    }

    /// In front of narrow weights the engine rounds activations, which [Activations#GGML] does too and a plain pass
    /// does not. A number that is off by a last bit can still be rounded the other way, and thirty layers later two
    /// programs that add in another order have drifted apart. So has the engine from itself: built for other processors
    /// (`zen4` and `x64` beside `haswell`), it differs by 4e-3 and 6e-3 in front of F16, by 0.15 and 0.16 in front of
    /// Q8_0. Rounding the touched weights to 8 bits moves our own figures by 0.17.
    @ParameterizedTest
    @CsvSource({"F32,1e-3,1e-3", "F16,1e-2,7e-3", "Q8_0,6e-1,4e-1"})
    void aMergedModelSaysTheSameThere(WeightType type, double exact, double rounded) throws Exception {
        agree(merged(MODEL, type), exact, rounded);
    }

    @Test
    void anAdapterOfTheTinyBaseSaysTheSameThere() throws Exception {
        anAdapterSaysTheSameThere(tinyBase());
    }

    @ParameterizedTest
    @CsvSource({"F32,1e-3,1e-3", "F16,5e-3,5e-3", "Q8_0,2e-1,3e-2"})
    void aMergedTinyBaseSaysTheSameThere(WeightType type, double exact, double rounded) throws Exception {
        agree(merged(tinyBase(), type), exact, rounded);
    }

    private static Path tinyBase() throws IOException {
        return BaseFiles.ofThisUser().find(BaseFiles.TINY);
    }

    /// Embedding and head have 16 bits here too, not only what an adapter touches.
    @Test
    void theModelInSixteenBitsSaysTheSameThere() throws Exception {
        Path file = folder.resolve("f16.gguf");
        try (GgufFile source = GgufFile.open(MODEL)) {
            all(source, WeightType.F16, file);
        }
        agree(file, 1.5e-2, 1.2e-2);
    }

    /// Built for other processors, the engine differs from itself by 0.22 and 0.33 here.
    @Test
    void theFourBitFileSaysNearlyTheSameThere() throws Exception {
        agree(MODEL, 6e-1, 6e-1);
    }

    /// Where a pass ends before sums have drifted apart, each type's rounding is seen to be the engine's.
    @ParameterizedTest
    @CsvSource({"F16,2,1e-3", "Q8_0,2,3e-2", "Q4_1,1,1.5e-1"})
    void theFirstLayersSayTheSameThereWhenActivationsAreRoundedAsThere(WeightType type, int layers, double tolerance)
            throws Exception {
        Path file = firstLayers(type == WeightType.Q4_1 ? MODEL : merged(MODEL, type), layers);
        try (GgufModel source = GgufModel.open(file);
                LlamaServer server = server(file)) {
            double plain = rounding(Activations.EXACT, source, server, 1);
            double rounded = rounding(Activations.GGML, source, server, tolerance);
            assertTrue(rounded <= tolerance, "differs by " + rounded);
            assertTrue(plain > rounded, "without rounding by " + plain);
        }
    }

    /// What the engine does in front of Q8_0 weights, seen where it happens once: at the output head. The weights are
    /// read there as we wrote them, to the last bit that shows. On some machines all activations round alike (2e-4), on
    /// others one of them rounds the other way (4e-3).
    @Test
    void aQuantisedHeadSaysTheSameThereWhenActivationsAreRoundedAsThere() throws Exception {
        Path file = folder.resolve("head.gguf");
        try (GgufModel base = inFullPrecision(MODEL)) {
            GgufTensor head = base.file().find("token_embd.weight").orElseThrow();
            TensorData narrow = TensorData.of(
                    head.info().name(),
                    WeightType.Q8_0,
                    head.info().shape(),
                    (first, floats) -> base.file().read(head, first, floats));
            GgufCopy.write(base.file(), List.of(narrow), List.of(), file);
        }
        try (GgufModel source = GgufModel.open(file);
                LlamaServer server = server(file)) {
            double plain = rounding(Activations.EXACT, source, server, 0.5);
            double rounded = rounding(Activations.GGML, source, server, 1e-2);
            assertTrue(rounded <= 1e-2, "differs by " + rounded);
            assertTrue(plain > 10 * rounded, "without rounding by " + plain);
        }
    }

    private Path merged(Path source, WeightType type) throws IOException {
        Path file = folder.resolve("merged.gguf");
        try (GgufModel base = inFullPrecision(source);
                LoraWeights adapter = random(base.config())) {
            MergedGguf.write(base, adapter, type, Adapters.PROVENANCE, file);
        }
        return file;
    }

    /// The same model, in which later layers add nothing.
    private Path firstLayers(Path whole, int layers) throws IOException {
        Path file = folder.resolve("first-layers.gguf");
        try (GgufFile source = GgufFile.open(whole)) {
            List<TensorData> nothing = new ArrayList<>();
            for (GgufTensor tensor : source.tensors()) {
                Matcher sum = SUM_OF_A_LAYER.matcher(tensor.info().name());
                if (sum.matches() && Integer.parseInt(sum.group(1)) >= layers) {
                    nothing.add(TensorData.of(
                            tensor.info().name(),
                            WeightType.F32,
                            tensor.info().shape(),
                            (first, floats) -> floats.fill((byte) 0)));
                }
            }
            GgufCopy.write(source, nothing, List.of(), file);
        }
        return file;
    }

    private void agree(Path file, double exact, double rounded) throws Exception {
        try (GgufModel source = GgufModel.open(file);
                LlamaServer server = server(file)) {
            double plain = rounding(Activations.EXACT, source, server, exact);
            double asThere = rounding(Activations.GGML, source, server, rounded);
            assertTrue(plain <= exact, "differs by " + plain);
            assertTrue(asThere <= rounded, "rounded, differs by " + asThere);
        }
    }

    private static double rounding(Activations activations, GgufModel source, LlamaServer server, double tolerance)
            throws IOException, InterruptedException {
        try (LanguageModel model = LanguageModel.load(source, Precision.FP32, activations)) {
            double worst = difference(source, server, tolerance, ids -> logProbabilities(model, ids));
            System.out.printf(Locale.ROOT, "activations %s: differs by at most %.2e%n", activations, worst);
            return worst;
        }
    }

    private LlamaServer server(Path model, String... more) throws IOException, InterruptedException {
        return new LlamaServer(PROGRAM, model, folder.resolve("server.log").toFile(), more);
    }

    static void agree(GgufModel source, LanguageModel model, LlamaServer server, double tolerance)
            throws IOException, InterruptedException {
        double worst = difference(source, server, tolerance, ids -> logProbabilities(model, ids));
        System.out.printf(Locale.ROOT, "the next token's log-probabilities differ by at most %.2e%n", worst);
        assertTrue(worst <= tolerance, "differs by " + worst);
    }

    /// How far apart the two are. What is likeliest there is likeliest here, or as likely within the tolerance.
    private static double difference(
            GgufModel source, LlamaServer server, double tolerance, Function<int[], float[]> model)
            throws IOException, InterruptedException {
        Tokenizer tokenizer = Tokenizers.of(source.file().metadata());
        double worst = 0;
        for (String prompt : PROMPTS) {
            int[] ids = tokenizer.encodePrompt(prompt);
            float[] ours = model.apply(ids);
            Map<Integer, Double> theirs = server.next(ids);
            double best = theirs.values().iterator().next();
            for (Map.Entry<Integer, Double> token : theirs.entrySet()) {
                if (token.getValue() > best - NATS_WITHIN) {
                    worst = Math.max(worst, Math.abs(ours[token.getKey()] - token.getValue()));
                }
            }
            int first = theirs.keySet().iterator().next();
            assertTrue(ours[first] >= ours[likeliest(ours)] - tolerance, prompt);
        }
        return worst;
    }

    private static float[] logProbabilities(LanguageModel model, int[] ids) {
        try (PointerScope _ = new PointerScope()) {
            Tensor residual = model.residual(model.pass(Sequences.of(ids))); // [N, width]
            Tensor last = model.finalNorm(residual.narrow(0, ids.length - 1, 1)); // [1, width]
            return Torch.toFloats(model.logits(last).log_softmax(1)); // [1, V]
        }
    }

    private static int likeliest(float[] numbers) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) {
            best = numbers[i] > numbers[best] ? i : best;
        }
        return best;
    }

    /// The model with every number as 32 bits.
    private GgufModel inFullPrecision(Path source) throws IOException {
        Path wide = folder.resolve("base.gguf");
        try (GgufFile file = GgufFile.open(source)) {
            all(file, WeightType.F32, wide);
        }
        return GgufModel.open(wide);
    }

    /// Writes a model with all its matrices as this type.
    private static void all(GgufFile file, WeightType type, Path to) throws IOException {
        List<TensorData> tensors = file.tensors().stream()
                .map(tensor -> {
                    WeightInfo info = tensor.info();
                    return TensorData.of(
                            info.name(),
                            info.shape().size() == 1 ? WeightType.F32 : type,
                            info.shape(),
                            (first, floats) -> file.read(tensor, first, floats));
                })
                .toList();
        GgufCopy.write(file, tensors, List.of(), to);
    }

    /// Changes log-probabilities by about one, and leaves the model a model.
    private static LoraWeights random(ModelConfig config) {
        LoraWeights adapter = LoraWeights.start(config, LoraSettings.DEFAULTS, 3);
        Random random = new Random(5);
        adapter.sites().forEach(site -> {
            float[] b = new float[site.kind().outputs(config) * 8];
            for (int i = 0; i < b.length; i++) {
                b[i] = (float) (0.01 * random.nextGaussian());
            }
            adapter.weights().set(LoraWeights.nameOfB(site), b);
        });
        return adapter;
    }
}
