package dev.becas.kernel.plugin;

import dev.becas.kernel.id.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Looks at a jar before anything of it is loaded.
final class JarCheck {
    /// The manifest's entry that names a plugin's class.
    static final String MAIN = "Becas-Plugin";

    static final String ID = "Plugin-Id";
    static final String VERSION = "Plugin-Version";
    static final String REQUIRES = "Plugin-Requires";
    private static final String DEPENDENCIES = "Plugin-Dependencies";

    private static final String KERNEL_CLASSES = "dev/becas/kernel/";

    private final Map<String, String> pins;

    /// @param pins SHA-256 by jar name
    JarCheck(Map<String, String> pins) {
        this.pins = Map.copyOf(pins);
    }

    /// Why this jar is not loaded, in one sentence; null when it may be.
    @Nullable
    String refusal(Path jar, String name) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return "it is no file";
        }
        String pin = pins.get(name);
        if (pin != null && !pin.equalsIgnoreCase(sha256(jar))) {
            return "its SHA-256 is " + sha256(jar) + " but plugins.pins says " + pin;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                return "it is no plugin jar: it has no manifest";
            }
            String missing = missing(manifest.getMainAttributes());
            return missing == null
                    ? wrongContent(file, manifest.getMainAttributes().getValue(ID))
                    : missing;
        } catch (ZipException e) {
            return "it is not a readable jar: " + e.getMessage();
        } catch (IOException e) {
            return "it is not a readable jar: its manifest is broken (" + e.getMessage() + ")";
        }
    }

    /// What the manifest of a jar that was not refused says.
    static Attributes manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    private static @Nullable String missing(Attributes manifest) {
        for (String entry : new String[] {MAIN, ID, VERSION}) {
            String value = manifest.getValue(entry);
            if (value == null || value.isBlank()) {
                return "it is no plugin jar: its manifest has no " + entry + " entry";
            }
        }
        String others = manifest.getValue(DEPENDENCIES);
        if (others != null && !others.isBlank()) {
            return "it depends on the plugin " + others
                    + "; a plugin may depend on the kernel only and finds others through ports";
        }
        return null;
    }

    private static @Nullable String wrongContent(JarFile file, String id) {
        if (file.stream()
                .anyMatch(e ->
                        e.getName().startsWith(KERNEL_CLASSES) && e.getName().endsWith(".class"))) {
            return "it holds a copy of the kernel; build it with the kernel in scope 'provided'";
        }
        String scripts = "db/" + id + "/";
        boolean hasScripts = file.stream().anyMatch(e -> e.getName().startsWith(scripts));
        if (hasScripts && file.getEntry(scripts) == null) {
            return "its scripts in " + scripts
                    + " cannot be found because the jar has no entry for that folder; make it with the jar tool or Maven's jar plugin";
        }
        return null;
    }

    private static String sha256(Path file) throws IOException {
        return HexFormat.of().formatHex(Ids.newSha256().digest(Files.readAllBytes(file)));
    }
}
