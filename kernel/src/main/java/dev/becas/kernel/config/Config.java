package dev.becas.kernel.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.json.JsonFault;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The configuration: the defaults of a component's record, then `becas.yaml`, then the environment. Every key has an
/// environment form: `orchestrator.minGoldExamples` is `BECAS_ORCHESTRATOR_MIN_GOLD_EXAMPLES`.
public final class Config {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
    private static final ObjectMapper BINDER = Json.MAPPER
            .copy()
            .registerModule(HumanUnits.module())
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String source;
    private final ObjectNode root;
    private final Map<String, String> environment;
    private final Map<String, Object> bound = new ConcurrentHashMap<>();

    private Config(String source, ObjectNode root, Map<String, String> environment) {
        this.source = source;
        this.root = root;
        this.environment = Map.copyOf(environment);
    }

    /// Reads the file; a file that is not there is an empty one.
    ///
    /// @throws IOException naming file, line and what is wrong
    public static Config read(Path file, Map<String, String> environment) throws IOException {
        if (!Files.exists(file)) {
            return new Config(file.toString(), YAML.createObjectNode(), environment);
        }
        String text = text(file);
        try {
            JsonNode tree = YAML.readTree(text);
            if (tree == null || tree.isNull() || tree.isMissingNode()) {
                return new Config(file.toString(), YAML.createObjectNode(), environment);
            }
            if (!(tree instanceof ObjectNode object)) {
                throw new IOException(file + " must hold keys and values but holds "
                        + tree.getNodeType().name().toLowerCase(Locale.ROOT));
            }
            return new Config(file.toString(), object, environment);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ", line " + JsonFault.line(e, text) + ": " + JsonFault.reason(e, null), e);
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " must be UTF-8 text but is not", e);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /// No file, no environment: the defaults.
    public static Config defaults() {
        return new Config("defaults", YAML.createObjectNode(), Map.of());
    }

    /// The settings of a component. `defaults` says which keys there are.
    ///
    /// @throws ConfigException naming file, key, rule and value
    @SuppressWarnings("unchecked")
    public <R extends Record> R section(String name, R defaults) {
        ObjectNode merged = treeOf(defaults);
        JsonNode given = root.get(name);
        if (given != null && !given.isNull()) {
            overlay(name, defaults.getClass(), merged, given);
        }
        List<String> fromOutside = fromEnvironment(name, merged);
        try {
            R section = (R) BINDER.treeToValue(merged, defaults.getClass());
            bound.put(name, section);
            return section;
        } catch (JsonProcessingException e) {
            throw new ConfigException(sentence(name, merged, fromOutside, e), e);
        }
    }

    /// The names of sections in the file that nobody asked for, in order.
    public List<String> unknownSections() {
        List<String> unknown = new ArrayList<>();
        root.fieldNames().forEachRemaining(n -> {
            if (!bound.containsKey(n)) {
                unknown.add(n);
            }
        });
        return unknown;
    }

    /// What is in force, by section.
    public Map<String, Object> inForce() {
        return new TreeMap<>(bound);
    }

    /// Lets go of settings whose class came from this loader; their values stay to be seen, as plain JSON.
    public void forget(ClassLoader loader) {
        bound.replaceAll((name, section) ->
                section.getClass().getClassLoader() == loader ? Json.MAPPER.valueToTree(section) : section);
        BINDER.clearCaches();
    }

    /// The environment's name of a key.
    public static String environmentName(String section, String key) {
        String snake =
                (section + "." + key).replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_');
        return "BECAS_" + snake.toUpperCase(Locale.ROOT);
    }

    /// Every key there is, also those whose default is "none".
    private static ObjectNode treeOf(Record defaults) {
        ObjectNode tree = BINDER.valueToTree(defaults);
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            if (!tree.has(component.getName())) {
                tree.putNull(component.getName());
            }
        }
        return tree;
    }

    private void overlay(String path, Class<?> type, ObjectNode merged, JsonNode given) {
        if (!given.isObject()) {
            throw new ConfigException(source + ": " + path + " must hold keys and values but was " + given);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode value = given.get(component.getName());
            if (value == null || value.isNull()) {
                continue;
            }
            if (component.getType().isRecord() && merged.get(component.getName()) instanceof ObjectNode inner) {
                overlay(path + "." + component.getName(), component.getType(), inner, value);
            } else {
                merged.set(component.getName(), value);
            }
        }
        given.fieldNames().forEachRemaining(key -> {
            if (!merged.has(key)) {
                throw new ConfigException(
                        source + ": there is no key " + path + "." + key + "; " + path + " knows " + names(merged));
            }
        });
    }

    /// @return the keys that the environment gave
    private List<String> fromEnvironment(String section, ObjectNode merged) {
        List<String> given = new ArrayList<>();
        for (String key : names(merged)) {
            String value = environment.get(environmentName(section, key));
            if (value != null) {
                merged.set(key, yamlValue(value));
                given.add(key);
            }
        }
        return given;
    }

    private static JsonNode yamlValue(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            return YAML.getNodeFactory().textNode(text);
        }
    }

    private static List<String> names(ObjectNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private String sentence(String section, ObjectNode merged, List<String> fromOutside, JsonProcessingException e) {
        String path = JsonFault.path(e);
        String first = path.split("[.\\[]", 2)[0];
        String where = fromOutside.contains(first) ? "the environment's " + environmentName(section, first) : source;
        String also = path.isEmpty() && !fromOutside.isEmpty() ? " (the environment gave " + fromOutside + ")" : "";
        return where + ": " + section + (path.isEmpty() ? "" : "." + path) + ": " + JsonFault.reason(e, merged) + also;
    }
}
