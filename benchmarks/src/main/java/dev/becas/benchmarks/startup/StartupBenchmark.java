package dev.becas.benchmarks.startup;

import dev.becas.benchmarks.Benchmark;
import dev.becas.benchmarks.Machine;
import dev.becas.benchmarks.Rounds;
import dev.becas.benchmarks.Section;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The whole process from `./becas run` to "Becas runs", and what it holds at rest.
public final class StartupBenchmark implements Benchmark {
    private static final int STARTS = 5;
    private static final double SECONDS_WANTED = 3;
    private static final double MIB_WANTED = 300;
    private static final long STOP_SECONDS_MAX = 30;
    private static final Path DIST = Path.of("dist/target/becas").toAbsolutePath();

    /// One start.
    ///
    /// @param residentMib right after it said that it runs
    private record Start(double seconds, double residentMib) {}

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String title() {
        return "Start-up and rest";
    }

    @Override
    public Section run(Path scratch) throws Exception {
        Path home = scratch.resolve("home");
        await(new ProcessBuilder("./becas", "init", "--home", home.toString()));
        Start first = start(home);
        List<Start> later = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            later.add(start(home));
        }
        double[] seconds = later.stream().mapToDouble(Start::seconds).sorted().toArray();
        double[] resident =
                later.stream().mapToDouble(Start::residentMib).sorted().toArray();
        double median = Rounds.percentile(seconds, 0.5);
        double[] rest = rest(home, scratch.resolve("talk"));
        return new Section()
                .goal(
                        "start-up, the whole process",
                        "3 s",
                        Section.fine(median) + " s",
                        median < SECONDS_WANTED,
                        "median of " + STARTS + " starts")
                .goal(
                        "resident memory after 1,000 messages and a minute of rest",
                        "300 MiB",
                        Section.number(rest[0]) + " MiB",
                        rest[0] < MIB_WANTED,
                        "at most so far " + Section.number(rest[1]) + " MiB")
                .text(
                        "`./becas run --home DIR` from its start until it says that it runs, by the wall clock: shell script, Java with"
                                + " its class data archive, store, plugins, stock models from their files. At rest the same program runs with a gateway that gives it"
                                + " the messages, one a transaction, under the same Java options; memory is the resident set.")
                .table(
                        List.of("start", "seconds", "resident right after"),
                        List.of(
                                List.of(
                                        "the first in a new home, which trains the stock models",
                                        Section.fine(first.seconds()),
                                        Section.number(first.residentMib()) + " MiB"),
                                List.of(
                                        "later, median",
                                        Section.fine(median),
                                        Section.number(Rounds.percentile(resident, 0.5)) + " MiB"),
                                List.of(
                                        "later, slowest",
                                        Section.fine(seconds[seconds.length - 1]),
                                        Section.number(resident[resident.length - 1]) + " MiB")));
    }

    private static Start start(Path home) throws Exception {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder("./becas", "run", "--home", home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.startsWith("Becas runs")) {
                line = out.readLine();
            }
            Start start = new Start(Rounds.secondsSince(begin), Machine.residentMib(process.pid(), "VmRSS"));
            System.err.println(start);
            if (line == null) {
                throw new IllegalStateException("becas run ended without saying that it runs");
            }
            return start;
        } finally {
            process.destroy();
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /// @return resident MiB at rest, and the most so far
    private static double[] rest(Path home, Path talk) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@" + DIST.resolve("java-options"),
                "-Dbecas.dist=" + DIST));
        Path archive = DIST.resolve("becas.jsa");
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(List.of(
                "-cp",
                DIST.resolve("becas.jar") + ":"
                        + Path.of("benchmarks/target/classes").toAbsolutePath(),
                "dev.becas.benchmarks.startup.Resting",
                home.toString(),
                talk.toString()));
        String said = await(new ProcessBuilder(command));
        String[] words = said.substring(said.lastIndexOf("rest ")).strip().split(" ");
        return new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])};
    }

    private static String await(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(builder.command() + " ended with " + code + ": " + said);
        }
        return said;
    }
}
