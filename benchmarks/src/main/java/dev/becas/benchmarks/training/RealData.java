package dev.becas.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.benchmarks.Machine;
import dev.becas.kernel.json.Json;
import dev.becas.testkit.PublicRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The two ends of `benchmarks/real-data`: `RealData rows FOLDER` writes the rows of two tasks, `RealData page FOLDER`
/// makes the page from what `becas train` reported about them.
public final class RealData {
    private static final Path PAGE = Path.of("docs/reference/training.md");

    private enum Task {
        SCAM(
                "scam",
                "Scam, crypto or clean",
                "2,566 posts of [janitr](https://github.com/janitrai/janitr) to learn from, 642 held out (its parts `valid` and `calib`).\nPython's PEFT (0.21.2) came to an accuracy of 0.843 and a macro-F1 of 0.825 on them, in three epochs too."),
        VIOLATION(
                "violation",
                "Toxic or ok",
                "3,000 posts to learn from and 600 held out, as many toxic as fine ones, from three public sets (Davidson et al. 2017, EDOS,\nHatemojiBuild), chosen by the digest of their text. PEFT came to a macro-F1 of 0.656 in one\nepoch of 2,864 other rows of these sets.");

        private final String folder;
        private final String title;
        private final String rows;

        Task(String folder, String title, String rows) {
            this.folder = folder;
            this.title = title;
            this.rows = rows;
        }
    }

    private RealData() {}

    /// @param arguments `rows` or `page`, and the folder
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "rows" -> rows(folder);
            case "page" -> Files.writeString(PAGE, page(folder));
            default -> throw new IllegalArgumentException("rows or page, not " + arguments[0]);
        }
    }

    private static void rows(Path folder) throws IOException {
        Path data = PublicRows.folder(Path.of(""));
        if (!PublicRows.areHere(data)) {
            throw new IOException("the public posts are not here: " + data.toAbsolutePath());
        }
        Files.createDirectories(folder);
        write(folder, Task.SCAM, PublicRows.scam(data));
        write(folder, Task.VIOLATION, PublicRows.violation(data));
    }

    private static void write(Path folder, Task task, PublicRows rows) throws IOException {
        Files.write(folder.resolve(task.folder + "-train.jsonl"), rows.train());
        Files.write(folder.resolve(task.folder + "-eval.jsonl"), rows.heldOut());
    }

    private static String page(Path folder) throws IOException {
        StringBuilder page = new StringBuilder("""
                # Training on real posts

                SmolLM2-135M-Instruct (`becas model fetch smollm2`, its 4-bit file) on public posts, beside the cheaper ways that `becas train` measures
                with every run ([how they are read](../how-to/train-a-model-file.md#read-the-verdict)). Written by `benchmarks/real-data`, which needs the
                public sets beside the project. All rows of a table answered the same held-out posts; intervals are 95 %, by bootstrap. Times are of one
                machine on one day, other work going on beside it: compare them with each other; a run that was stopped and went on counts from its last start.

                """);
        page.append(Machine.today()).append(".\n");
        for (Task task : Task.values()) {
            Path report = folder.resolve(task.folder).resolve("report.json");
            if (Files.exists(report)) {
                page.append(section(task, Json.MAPPER.readTree(Files.readString(report))));
            }
        }
        for (MeasuredPart part : List.of(new SpeedPart(), new ServingPart())) {
            Path measured = folder.resolve(part.file());
            if (Files.exists(measured)) {
                page.append(part.section(Json.MAPPER.readTree(Files.readString(measured))));
            }
        }
        return page.toString();
    }

    private static String section(Task task, JsonNode report) {
        List<String> lines = new ArrayList<>();
        lines.add("\n## " + task.title + "\n");
        lines.add(task.rows + "\n");
        lines.add("| | accuracy | macro-F1 | " + labels(report) + " ECE | LoRA ahead in macro-F1 | minutes |");
        lines.add("|---" + "|---".repeat(5 + report.at("/base/labels").size()) + "|");
        for (String kind : List.of("untrained", "trained")) {
            for (JsonNode rival : report.path("rivals").path(kind)) {
                lines.add(row(
                        rival.path("name").asText() + ", " + rival.path("how").asText(),
                        rival.path("evaluation"),
                        interval(rival.path("lead"), "%+.3f [%+.3f, %+.3f]"),
                        rival.path("seconds").asDouble()));
            }
        }
        lines.add(row(
                "**LoRA**", report.path("tuned"), "", report.at("/pace/seconds").asDouble()));
        JsonNode settings = report.path("settings");
        lines.add(String.format(
                Locale.ROOT,
                "%nLoRA: rank %s on %s, learning rate %s, %d examples %s times, %d steps, %s; the speed at the end %.0f tokens/s, prompts included,"
                        + "%n%d MiB of memory.%n%nVerdict: %s.",
                settings.path("rank").asText(),
                settings.path("targetModules").asText().replace(",", ", "),
                settings.path("learningRate").asText(),
                report.path("examples").asInt(),
                settings.path("epochs").asText(),
                report.path("steps").asInt(),
                settings.path("precision").asText(),
                report.at("/pace/tokensPerSecond").asDouble(),
                report.at("/pace/memoryBytes").asLong() >> 20,
                report.at("/rivals/verdict/reason").asText()));
        return String.join("\n", lines) + "\n";
    }

    private static String labels(JsonNode report) {
        StringBuilder heads = new StringBuilder();
        report.at("/base/labels")
                .forEach(label -> heads.append("F1 of ")
                        .append(label.path("label").asText())
                        .append(" | "));
        return heads.toString().strip();
    }

    private static String row(String name, JsonNode evaluation, String lead, double seconds) {
        StringBuilder row =
                new StringBuilder("| " + name + " | " + interval(evaluation.path("accuracy"), "%.3f [%.3f, %.3f]")
                        + " | " + interval(evaluation.path("macroF1"), "%.3f [%.3f, %.3f]") + " |");
        evaluation
                .path("labels")
                .forEach(label -> row.append(
                        String.format(Locale.ROOT, " %.3f |", label.path("f1").asDouble())));
        return row
                + String.format(
                        Locale.ROOT,
                        " %.3f | %s | %.1f |",
                        evaluation.path("ece").asDouble(),
                        lead,
                        seconds / 60);
    }

    private static String interval(JsonNode figure, String form) {
        return String.format(
                Locale.ROOT,
                form,
                figure.path("value").asDouble(),
                figure.path("low").asDouble(),
                figure.path("high").asDouble());
    }
}
