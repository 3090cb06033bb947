package dev.becas.launcher;

import java.nio.file.Path;
import java.util.List;

/// The old JVM of a test: relaunches the jar named first with the Java that runs it.
final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
        JavaHome home = JavaHome.in(Path.of(System.getProperty("java.home"))).orElseThrow();
        var relaunch = new Relaunch(home, Path.of(args[0]));
        Runtime.getRuntime()
                .exit(relaunch.run(List.of("-Dcolour=green"), List.of(args).subList(1, args.length)));
    }
}
