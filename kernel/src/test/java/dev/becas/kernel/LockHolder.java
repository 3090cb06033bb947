package dev.becas.kernel;

import java.nio.file.Files;
import java.nio.file.Path;

/// Holds a data folder until it is killed.
public final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        try (Kernel kernel = KernelInFolder.open(folder)) {
            kernel.bus().publish(KernelInFolder.deletion("g1", 1));
            Files.writeString(folder.resolve("ready"), "yes");
            Thread.sleep(60_000);
        }
    }
}
