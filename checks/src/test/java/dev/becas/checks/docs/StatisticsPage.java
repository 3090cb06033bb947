package dev.becas.checks.docs;

import static dev.becas.checks.docs.Table.code;

import java.util.List;

/// The figures that commands answer with `--json`, from the records that are answered.
final class StatisticsPage {
    private static final String KERNEL = "kernel/src/main/java/dev/becas/kernel/";
    private static final String FINETUNING = "plugins/advanced-finetuning/src/main/java/dev/becas/finetuning/";
    private static final String SHADOW = "plugins/ab-testing/src/main/java/dev/becas/abtesting/";

    private static final String ORCHESTRATOR = "plugins/orchestrator/src/main/java/dev/becas/orchestrator/";

    private static final List<Figures> ALL = List.of(
            new Figures("Subscriptions", KERNEL + "bus/SubscriptionCount.java", "SubscriptionCount"),
            new Figures("Examples", FINETUNING + "examples/Statistics.java", "Statistics"),
            new Figures("Trainable examples", KERNEL + "dataset/ExampleStatistics.java", "ExampleCounts"),
            new Figures("Dataset", KERNEL + "dataset/DatasetSummary.java", "DatasetSummary"),
            new Figures("Training step", KERNEL + "training/TrainingProgress.java", "TrainingStep"),
            new Figures("Shadow tests", SHADOW + "Statistics.java", "Statistics"),
            new Figures("Comparison report", KERNEL + "model/ComparisonReport.java", "ComparisonReport"),
            new Figures("Pipelines", ORCHESTRATOR + "pipeline/PipelineStatistics.java", "PipelineStatistics"),
            new Figures("Health", ORCHESTRATOR + "alert/Health.java", "Health"));

    private StatisticsPage() {}

    /// Where a group of figures is declared.
    private record Figures(String title, String source, String record) {}

    static String text() {
        StringBuilder page = new StringBuilder("""
                # Statistics

                One name a figure, the same in the answers of commands with `--json`, in reports and in this page. Scores are basis
                points: 10,000 is the most an example can earn.
                """);
        for (Figures figures : ALL) {
            RecordSource record = RecordSource.in(Code.read(figures.source())).stream()
                    .filter(r -> r.name().equals(figures.record()))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException(figures.source() + " has no record " + figures.record()));
            Table table = new Table("figure", "type", "what it is");
            record.components().forEach(c -> table.row(code(c.name()), code(c.type()), c.says()));
            page.append("\n## ").append(figures.title()).append("\n\n").append(record.says());
            page.append(" Source: [")
                    .append(figures.record())
                    .append("](../../")
                    .append(figures.source())
                    .append(").\n\n");
            page.append(table);
        }
        return page.toString();
    }
}
