package dev.becas.orchestrator;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.PromotionFlow.StageChanged;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An installation with the orchestrator, the other plugins by hand, a stock version that answers, and a gold set.
final class World implements AutoCloseable {
    static final String CATEGORY = "scam_detection";
    static final String TARGET = "becas-qwen-scam_detection";
    static final String V0 = TARGET + "-v0";
    static final String V1 = TARGET + "-v1";
    static final String YAML = "orchestrator:\n  categories: [scam_detection]\n";

    private static final List<String> LABELS = List.of(
            "clean", "clean", "clean", "clean", "clean", "phishing", "airdrop", "crypto", "impersonation", "social");

    final Script script;
    private final Path folder;
    private final String yaml;
    private final boolean guardsBetweenTicks;
    private TestKernel kernel;
    private Duration elapsed = Duration.ZERO;
    private int requests;

    World(Path folder) throws Exception {
        this(folder, new Script(), YAML, false);
    }

    World(Path folder, Script script, String yaml, boolean guardsBetweenTicks) throws Exception {
        this.folder = folder;
        this.script = script;
        this.yaml = yaml;
        this.guardsBetweenTicks = guardsBetweenTicks;
        this.kernel = TestKernel.open(folder, yaml);
        writeGold();
        stockModel();
        startAll();
    }

    TestKernel kernel() {
        return kernel;
    }

    private void startAll(String... absent) throws Exception {
        Set<String> away = Set.of(absent);
        for (var plugin : List.of(
                Map.entry("collector", new Others.Collector(script)),
                Map.entry("learner", new Others.Learner(script)),
                Map.entry("shadow", new Others.Shadow(script)),
                Map.entry("orchestrator", orchestrator()))) {
            if (!away.contains(plugin.getKey())) {
                start(plugin.getKey(), plugin.getValue());
            }
        }
    }

    BecasPlugin orchestrator() {
        return new OrchestratorPlugin(clock -> guardsBetweenTicks);
    }

    void start(String id, BecasPlugin plugin) throws Exception {
        kernel.start(id, plugin);
    }

    /// Closes everything and opens it again on the same folder, as after a kill.
    void restart() throws Exception {
        restartWithout();
    }

    /// As [#restart()], with some of the other plugins away.
    void restartWithout(String... absent) throws Exception {
        kernel.close();
        kernel = TestKernel.open(folder, yaml);
        kernel.tick(elapsed);
        startAll(absent);
        kernel.quiet();
    }

    void tick(Duration step) throws Exception {
        elapsed = elapsed.plus(step);
        kernel.tick(step);
    }

    /// `n` requests, each answered by the version that its share says.
    void answers(int n) throws Exception {
        List<FlowEvent> events = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String request = "request-" + requests++;
            events.add(answer(
                    request,
                    kernel.kernel().models().aliases().route(TARGET, request).orElseThrow()));
        }
        kernel.publish(events.toArray(FlowEvent[]::new));
    }

    /// One answer of `version`.
    ModelAnswered answer(String request, String version) {
        return new ModelAnswered(
                seen(request).next("answer", 0),
                request,
                TARGET,
                CATEGORY,
                version,
                "m-" + request,
                "channel",
                "content",
                List.of(),
                1,
                "digest",
                "phishing",
                0.9);
    }

    /// The message behind a request.
    EventHead seen(String request) {
        return EventHead.root("gateway", request, "guild", kernel.now());
    }

    /// As many requests as it takes until `version` has answered `n` of them.
    void answersUntil(String version, int n) throws Exception {
        int before = requests;
        int answered = 0;
        List<FlowEvent> events = new ArrayList<>();
        while (answered < n && requests - before < 1_000 * n) {
            String request = "request-" + requests++;
            String by =
                    kernel.kernel().models().aliases().route(TARGET, request).orElseThrow();
            if (by.equals(version)) {
                answered++;
                events.add(answer(request, by));
            }
        }
        kernel.publish(events.toArray(FlowEvent[]::new));
    }

    CommandResult run(String name, Map<String, String> values) throws Exception {
        Command command = kernel.kernel().commands().all().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> all = new HashMap<>();
        command.options().stream().filter(o -> !o.flag()).forEach(o -> all.put(o.name(), o.defaultValue()));
        all.putAll(values);
        CommandResult result = command.action().run(new CommandCall("operator", all, line -> {}));
        kernel.quiet();
        return result;
    }

    void approveByTwo(String version) throws Exception {
        run("approve", Map.of("version", version, "as", "ada"));
        run("approve", Map.of("version", version, "as", "grace"));
    }

    /// From the approval to deployed: each share lasts a day and answers enough.
    void rollOutWholly(String version) throws Exception {
        for (int stage = 0; stage < 4; stage++) {
            answersUntil(version, 200);
            tick(Duration.ofHours(25));
        }
    }

    PipelineRow row() {
        return kernel.kernel().store().read(h -> PipelineRows.find(h, TARGET)).orElseThrow();
    }

    String stage() {
        return row().state().stage().wireName();
    }

    /// The stages the pipeline came into, in order.
    List<String> stages() {
        return kernel.events(StageChanged.class).stream().map(StageChanged::to).toList();
    }

    List<String> aliasMoves() {
        return kernel.events(AliasMoved.class).stream()
                .map(m -> m.version().substring(TARGET.length() + 1) + " " + m.sharePercent())
                .toList();
    }

    private void stockModel() throws Exception {
        EventHead head = EventHead.root("stock-model", TARGET, EventHead.NO_GUILD, kernel.now());
        ModelVersion version = new ModelVersion(
                V0,
                TARGET,
                CATEGORY,
                0,
                "0.0.0",
                "pretend",
                Path.of("models", "stock"),
                "digest",
                "stock text",
                "",
                null,
                Map.of(),
                1,
                Map.of(),
                head.id(),
                kernel.now());
        kernel.kernel().bus().write("stock model", tx -> {
            kernel.kernel().models().register(tx, version);
            kernel.kernel()
                    .models()
                    .moveAlias(tx, new AliasMoved(head, TARGET, V0, null, 100, "installation", "the first day"));
        });
    }

    private void writeGold() throws IOException {
        Path file = kernel.kernel().dataFolder().resolve("gold").resolve(CATEGORY + ".jsonl");
        if (script.goldMissing) {
            return;
        }
        Files.createDirectories(file.getParent());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String label = LABELS.get(i % LABELS.size());
            lines.add(Json.write(Map.of(
                    "category",
                    CATEGORY,
                    "label",
                    label,
                    "guild",
                    "stock",
                    "fields",
                    List.of(Map.of("name", "message", "value", label + " message number " + i)))));
        }
        Files.write(file, lines);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
