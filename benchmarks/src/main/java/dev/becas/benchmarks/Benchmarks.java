package dev.becas.benchmarks;

import dev.becas.benchmarks.dispatch.DispatchBenchmark;
import dev.becas.benchmarks.freeze.FreezeBenchmark;
import dev.becas.benchmarks.lineage.LineageBenchmark;
import dev.becas.benchmarks.pipeline.PipelineBenchmark;
import dev.becas.benchmarks.publish.PublishBenchmark;
import dev.becas.benchmarks.startup.StartupBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `Benchmarks NAME`: runs one benchmark and puts its section into the page. The script `benchmarks/run` starts one
/// process for each, so that none warms or fills the heap of another.
public final class Benchmarks {
    private static final Path PAGE = Path.of("docs/reference/benchmarks.md");
    private static final Path SCRATCH = Path.of("benchmarks/target/scratch");

    private static final List<Benchmark> ALL = List.of(
            new DispatchBenchmark(),
            new PublishBenchmark(),
            new PipelineBenchmark(),
            new FreezeBenchmark(),
            new LineageBenchmark(),
            new StartupBenchmark());

    private Benchmarks() {}

    /// Runs the benchmark that the only argument names; without one, prints the names.
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            ALL.forEach(benchmark -> System.out.println(benchmark.name()));
            return;
        }
        Benchmark benchmark = named(arguments[0]);
        Path scratch = SCRATCH.resolve(benchmark.name());
        delete(scratch);
        Files.createDirectories(scratch);
        String today = Machine.today();
        Section section = benchmark.run(scratch.toAbsolutePath());
        delete(scratch);
        String written = section.markdown(benchmark.title(), benchmark.name(), today);
        System.out.println(written);
        Page.read(PAGE, ALL.stream().map(Benchmark::title).toList())
                .with(benchmark.title(), written)
                .write(PAGE);
        // Threads of a benchmark that failed to stop must not keep the script waiting.
        System.exit(0);
    }

    private static Benchmark named(String name) {
        return ALL.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no benchmark '" + name + "'; there are "
                        + ALL.stream().map(Benchmark::name).toList()));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
