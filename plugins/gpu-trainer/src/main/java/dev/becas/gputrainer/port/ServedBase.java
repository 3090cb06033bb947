package dev.becas.gputrainer.port;

import dev.becas.gputrainer.command.Base;
import dev.becas.gputrainer.dataset.AnswerForm;
import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.device.Devices;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.port.ScoringJob.Question;
import dev.becas.gputrainer.score.LabelScorer;
import dev.becas.gputrainer.score.TextWriter;
import dev.becas.gputrainer.train.LoraWeights;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A base in memory, with the adapters of the versions that were asked for. The one asked last is on the model.
final class ServedBase implements AutoCloseable {
    /// Live and shadow version of each of the fourteen categories; a few megabytes each.
    static final int ADAPTERS_MAX = 28;

    private final String path;
    private final String device;
    private final Base base;
    private final LanguageModel model;
    private final Map<String, Adapter> adapters = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, int[]> starts = new HashMap<>();
    private String on = "";

    private ServedBase(String path, String device, Base base, LanguageModel model) {
        this.path = path;
        this.device = device;
        this.base = base;
        this.model = model;
    }

    /// An adapter, and what was read of the prompts' common starts with it.
    private record Adapter(String digest, LoraWeights weights, AnswerForm form, Map<List<String>, LabelScorer> scorers)
            implements AutoCloseable {
        @Override
        public void close() {
            scorers.values().forEach(LabelScorer::close);
            weights.close();
        }
    }

    static ServedBase open(Question about) throws IOException, TrainingRefused {
        Devices.use(about.device());
        Devices.passedOver().ifPresent(why -> System.err.println("becas worker: " + why));
        Base base = Base.open(about.base());
        try {
            return new ServedBase(about.base(), about.device(), base, LanguageModel.load(base.model(), Precision.FP32));
        } catch (IOException | RuntimeException e) {
            base.close();
            throw e;
        }
    }

    /// Whether it is the base that this question is about, where it shall lie.
    boolean serves(Question about) {
        return path.equals(about.base()) && device.equals(about.device());
    }

    /// @return log-probabilities over the labels; nothing when none were asked for
    Map<String, Double> score(Question question) throws IOException {
        Adapter adapter = adapter(question);
        if (question.labels().isEmpty()) {
            return Map.of();
        }
        putOn(question.version(), adapter);
        int[] prompt = prompt(question.system(), question.input());
        int start = Math.min(startTokens(question.system(), prompt), prompt.length - 1);
        return normalised(question.labels(), scorer(adapter, question.labels()).logProbabilitiesFrom(start, prompt));
    }

    /// Writes what comes after the prompt and what stands in front of all labels.
    WritingJob.Text write(WritingJob.Wish wish) throws IOException, InterruptedException {
        Question about = wish.about();
        Adapter adapter = adapter(about);
        putOn(about.version(), adapter);
        int[] prompt = base.tokens()
                .begun(
                        row(about.system(), about.input()),
                        adapter.form().opening().stripTrailing());
        TextWriter writer = new TextWriter(model, base.tokens().stops(), System::nanoTime);
        TextWriter.Written written = writer.write(prompt, wish.tokensMax(), wish.sampling(), wish.nanosMax());
        return new WritingJob.Text(
                base.tokens().text(written.ids()), written.end().name().toLowerCase(Locale.ROOT), written.ids().length);
    }

    private void putOn(String version, Adapter adapter) {
        if (!on.equals(version)) {
            model.adapters(adapter.weights().pairs());
            on = version;
        }
    }

    private int[] prompt(String system, String input) {
        return base.tokens().prompt(row(system, input));
    }

    private static DataRow row(String system, String input) {
        return new DataRow("the prompt", system.isEmpty() ? null : system, input, null, null);
    }

    /// How many tokens this prompt shares with all that have its instruction.
    private int startTokens(String system, int... prompt) {
        if (starts.size() >= ADAPTERS_MAX) {
            starts.clear(); // a version has one instruction, so this is rare
        }
        int[] start = starts.computeIfAbsent(system, this::start);
        int shared = Arrays.mismatch(start, prompt);
        return Math.max(1, shared < 0 ? start.length : shared);
    }

    /// The tokens that all prompts with this instruction begin with.
    private int[] start(String system) {
        int[] one = prompt(system, "a");
        return Arrays.copyOf(one, Arrays.mismatch(one, prompt(system, "0")));
    }

    private Adapter adapter(Question question) throws IOException {
        Adapter known = adapters.get(question.version());
        if (known != null && known.digest().equals(question.digest())) {
            return known;
        }
        forget(question.version());
        Path file = Path.of(question.artifact());
        String digest = GgufFile.sha256(file);
        if (!digest.equals(question.digest())) {
            throw new IOException(file + ": SHA-256 must be " + question.digest() + " as registered but was " + digest);
        }
        AnswerForm form = base.answerForm(file.toString()).orElse(AnswerForm.LABEL_FIRST);
        Adapter fresh = new Adapter(digest, base.adapter(file.toString()), form, new LinkedHashMap<>());
        while (adapters.size() >= ADAPTERS_MAX) {
            forget(adapters.keySet().iterator().next());
        }
        adapters.put(question.version(), fresh);
        return fresh;
    }

    private LabelScorer scorer(Adapter adapter, List<String> labels) throws IOException {
        LabelScorer known = adapter.scorers().get(labels);
        if (known != null) {
            return known;
        }
        adapter.scorers().values().forEach(LabelScorer::close); // a version has one set of labels, so this is rare
        adapter.scorers().clear();
        LabelScorer fresh = new LabelScorer(model, adapter.form().answers(labels, base.tokens()), base.tokensMax());
        adapter.scorers().put(labels, fresh);
        return fresh;
    }

    /// A softmax over the labels.
    private static Map<String, Double> normalised(List<String> labels, double... logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        double sum = Arrays.stream(logs).map(log -> StrictMath.exp(log - most)).sum();
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < logs.length; i++) {
            scores.put(labels.get(i), logs[i] - most - StrictMath.log(sum));
        }
        return scores;
    }

    void forget(String version) {
        if (on.equals(version)) {
            model.adapters(Map.of());
            on = "";
        }
        Adapter gone = adapters.remove(version);
        if (gone != null) {
            gone.close();
        }
    }

    /// A card has the memory back, which others wait for: the next base, and the trainer beside.
    @Override
    public void close() {
        List.copyOf(adapters.keySet()).forEach(this::forget);
        model.close();
        base.close();
        Devices.release();
    }
}
