package dev.becas.kernel.guild;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.becas.kernel.bus.Bus;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.json.JsonFault;
import dev.becas.kernel.store.Store;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The servers' policy files, each change a new version in the store, so that every decision can be read with the rules
/// that were in force. A file that is wrong is refused in one sentence and the version before it stays.
public final class GuildPolicies {
    private static final Logger LOG = LoggerFactory.getLogger(GuildPolicies.class);
    private static final ObjectMapper YAML = new ObjectMapper(
                    new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Bus bus;
    private final Map<String, Versioned> current = new ConcurrentHashMap<>();
    private final Map<String, GuildPolicy> byVersion = new ConcurrentHashMap<>();
    /// Files are read again and again; a wrong one is told of once.
    private volatile List<String> lastRefused = List.of();

    public GuildPolicies(Store store, Bus bus) {
        this.bus = bus;
        store.read(h -> h.createQuery("SELECT guild, version, body FROM guild_policy ORDER BY guild, version")
                        .map((r, c) ->
                                new Versioned(r.getInt("version"), Json.read(r.getString("body"), GuildPolicy.class)))
                        .list())
                .forEach(this::remember);
    }

    /// A policy with its version; 0 for a server without a file.
    public record Versioned(int version, GuildPolicy policy) {}

    /// Reads one file.
    ///
    /// @throws IOException naming file, key, rule and value
    public static GuildPolicy readFile(Path file) throws IOException {
        String text = text(file);
        try {
            GuildPolicy policy = text.isBlank() ? null : YAML.readValue(text, GuildPolicy.class);
            if (policy == null) {
                throw new IOException("guild file " + file + " is empty; it must at least name its guild and rules");
            }
            return policy;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "guild file " + file + ", line " + JsonFault.line(e, text) + ": " + sentence(text, e), e);
        }
    }

    /// A file and what became of reading it.
    ///
    /// @param policy null when it was refused
    /// @param refusal one sentence naming file, key, rule and value; empty when it holds
    public record Checked(Path file, @Nullable GuildPolicy policy, String refusal) {}

    /// Reads all files of a folder and puts nothing in force. Of two files of one guild the second is refused.
    ///
    /// @return one for each `.yaml` file, by name; none when the folder is not there
    public static List<Checked> check(Path folder) throws IOException {
        List<Checked> checked = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return checked;
        }
        Map<String, Path> fileOf = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                checked.add(check(file, fileOf));
            }
        }
        return checked;
    }

    private static Checked check(Path file, Map<String, Path> fileOf) {
        try {
            GuildPolicy policy = readFile(file);
            Path other = fileOf.putIfAbsent(policy.guild(), file);
            return other == null
                    ? new Checked(file, policy, "")
                    : new Checked(
                            file,
                            null,
                            "guild file " + file + ": guild '" + policy.guild() + "' has a file already, " + other);
        } catch (IOException e) {
            return new Checked(file, null, String.valueOf(e.getMessage()));
        }
    }

    /// Reads all files of a folder; what is new becomes a version.
    ///
    /// @return one sentence for each file that was refused
    public List<String> load(Path folder, Instant at) throws Exception {
        List<String> refused = new ArrayList<>();
        for (Checked checked : check(folder)) {
            GuildPolicy policy = checked.policy();
            if (policy == null) {
                refused.add(checked.refusal());
            } else {
                put(policy, at);
            }
        }
        refused.stream()
                .filter(r -> !lastRefused.contains(r))
                .forEach(r -> LOG.error("{}; the version before it stays in force", r));
        lastRefused = List.copyOf(refused);
        return refused;
    }

    /// Puts a policy in force. The same text again is no new version.
    public void put(GuildPolicy policy, Instant at) throws Exception {
        Versioned known = of(policy.guild());
        if (known.version() > 0 && known.policy().equals(policy)) {
            return;
        }
        Versioned next = new Versioned(known.version() + 1, policy);
        String body = Json.write(policy);
        bus.write("guild policy", tx -> {
            tx.sql()
                    .execute(
                            "INSERT INTO guild_policy (guild, version, digest, body, at) VALUES (?, ?, ?, ?, ?)",
                            policy.guild(),
                            next.version(),
                            Ids.sha256Hex(body),
                            body,
                            at.toEpochMilli());
            tx.afterCommit(() -> remember(next));
        });
    }

    /// The policy in force.
    public Versioned of(String guild) {
        Versioned known = current.get(guild);
        return known == null ? new Versioned(0, GuildPolicy.empty(guild)) : known;
    }

    /// The policy of a version; the empty one when there is none.
    public GuildPolicy at(String guild, int version) {
        return Optional.ofNullable(byVersion.get(guild + "/" + version)).orElseGet(() -> GuildPolicy.empty(guild));
    }

    /// The servers that have a file.
    public List<String> guilds() {
        return current.keySet().stream().sorted().toList();
    }

    private void remember(Versioned versioned) {
        current.put(versioned.policy().guild(), versioned);
        byVersion.put(versioned.policy().guild() + "/" + versioned.version(), versioned.policy());
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException("guild file " + file + " must be UTF-8 text but is not", e);
        } catch (IOException e) {
            throw new IOException("cannot read guild file " + file + ": " + e.getMessage(), e);
        }
    }

    private static String sentence(String text, JsonProcessingException e) {
        String path = JsonFault.path(e);
        return (path.isEmpty() ? "" : path + ": ") + JsonFault.reason(e, treeOf(text));
    }

    private static @Nullable JsonNode treeOf(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
