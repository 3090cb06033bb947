package dev.becas.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The main class of `becas.jar`. On Java 25 or newer it calls `dev.becas.bot.Main` in this very process; on an older
/// one it looks for a newer Java and runs the same command line there, and when there is none it says how to get one.
public final class Launcher {
    /// The oldest Java that the rest of Becas runs on.
    static final int WANTED = 25;

    /// Names the folder of `becas.jar`; what lies beside it (`plugins/`) is found through it.
    static final String HOME_PROPERTY = "becas.dist";

    private static final String MAIN = "dev.becas.bot.Main";

    private Launcher() {}

    /// Exit code: that of the program; 1 when no Java is found or it does not start.
    public static void main(String[] args) throws Throwable {
        Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        if (Runtime.version().feature() >= WANTED) {
            startHere(jar, args);
        } else {
            startElsewhere(jar, args);
        }
    }

    private static void startHere(Path jar, String[] args) throws Throwable {
        if (System.getProperty(HOME_PROPERTY) == null) {
            System.setProperty(HOME_PROPERTY, String.valueOf(jar.getParent()));
        }
        try {
            Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (ClassNotFoundException e) {
            fail(jar + " is incomplete: there is no " + MAIN + " in the lib folder beside it. Copy the whole folder.");
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void startElsewhere(Path jar, String[] args) throws InterruptedException {
        Optional<JavaHome> found = JavaFinder.ofThisMachine().find(WANTED);
        if (found.isEmpty()) {
            fail(advice(Runtime.version().feature()));
            return;
        }
        try {
            Runtime.getRuntime().exit(new Relaunch(found.get(), jar).run(Relaunch.jvmArguments(), List.of(args)));
        } catch (IOException e) {
            fail(found.get().java() + " could not be started: " + e.getMessage());
        }
    }

    static String advice(int running) {
        return "Becas needs Java " + WANTED + " or newer, but this is Java " + running + " and no newer one was found"
                + " (looked at JAVA_HOME, JAVA" + WANTED + "_HOME, the PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks)."
                + " Install one, for example with `apt-get install temurin-" + WANTED + "-jdk`, `brew install openjdk@"
                + WANTED + "` or `sdk install java " + WANTED + "-tem`, or set JAVA" + WANTED + "_HOME to its folder.";
    }

    private static void fail(String sentence) {
        System.err.println("becas: " + sentence);
        Runtime.getRuntime().exit(1);
    }
}
