package dev.becas.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The same command line in a second JVM: its console is ours, its exit code becomes ours, and a SIGTERM to us reaches
/// it and waits for it.
final class Relaunch {
    /// The flags of the product, a Java argument file beside `becas.jar`; the user's own flags come after it and win.
    static final String OPTIONS_FILE = "java-options";

    private final JavaHome home;
    private final Path jar;

    Relaunch(JavaHome home, Path jar) {
        this.home = home;
        this.jar = jar;
    }

    /// The arguments this JVM was given, such as `-Xmx2g` and `-Dname=value`.
    static List<String> jvmArguments() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    int run(List<String> jvmArguments, List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(commandLine(jvmArguments, arguments)).inheritIO();
        Successor successor = new Successor();
        // Before the start: a child that is up before the hook is there would outlive us.
        Runtime.getRuntime().addShutdownHook(new Thread(successor::passOn, "pass-on-the-signal"));
        return successor.start(builder).waitFor();
    }

    List<String> commandLine(List<String> jvmArguments, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(home.java().toString());
        Path options = jar.resolveSibling(OPTIONS_FILE);
        if (Files.isReadable(options)) {
            line.add("@" + options);
        }
        line.addAll(jvmArguments);
        line.add("-jar");
        line.add(jar.toString());
        line.addAll(arguments);
        return line.stream().collect(Collectors.toUnmodifiableList());
    }
}
