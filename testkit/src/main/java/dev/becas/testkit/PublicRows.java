package dev.becas.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Public posts with labels, as rows to learn from and rows held out. They are read from where they lie beside the
/// project, and never become part of it.
///
/// @param train JSON lines with `system`, `input`, `output` and `label`; each output is `Label: ` and the label
/// @param heldOut the same
public record PublicRows(List<String> train, List<String> heldOut) {
    private static final String SCAM =
            "Label the post of a chat server: scam (fraud, phishing, spam, unwanted promotion), "
                    + "crypto (honest talk about cryptocurrency) or clean (anything else).";
    private static final String VIOLATION =
            "Label the post of a chat server: toxic (hate, insults, threats, harassment, "
                    + "sexual or violent content) or ok (anything else).";
    /// Stands in front of each label: a small model learns more from such rows than from labels alone, which follow the
    /// line break of the chat template; so it is with Python's PEFT too.
    private static final String OPENING = "Label: ";
    private static final int HELD_OUT_OF_EACH = 100;
    private static final int TRAINED_OF_EACH = 500;

    public PublicRows {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }

    /// Where public data lies.
    ///
    /// @param root the project's folder
    public static Path folder(Path root) {
        return root.resolve("..").resolve("shared").resolve("data").normalize();
    }

    /// Whether they are here.
    public static boolean areHere(Path folder) {
        return Files.exists(folder.resolve("scam").resolve("janitr-train-valid-calib.jsonl"))
                && Files.exists(folder.resolve("violation").resolve("davidson.jsonl"));
    }

    /// 2,566 posts of janitr (github.com/janitrai/janitr) to learn from and 642 held out (its parts `valid` and
    /// `calib`), labelled scam, crypto or clean.
    public static PublicRows scam(Path folder) throws IOException {
        List<String> train = new ArrayList<>();
        List<String> heldOut = new ArrayList<>();
        for (JsonNode post : posts(folder.resolve("scam").resolve("janitr-train-valid-calib.jsonl"))) {
            String row = row(SCAM, text(post), scamLabel(post.path("labels")));
            ("train".equals(post.path("split").asText()) ? train : heldOut).add(row);
        }
        return new PublicRows(train, heldOut);
    }

    private static String scamLabel(JsonNode labels) {
        boolean crypto = false;
        for (JsonNode node : labels) {
            String name = node.asText();
            if (name.contains("scam") || name.contains("phish") || name.equals("spam") || name.equals("promo")) {
                return "scam";
            }
            crypto |= name.equals("topic_crypto");
        }
        return crypto ? "crypto" : "clean";
    }

    /// Posts of three sets (Davidson et al. 2017, EDOS, HatemojiBuild), 500 toxic and 500 fine ones of each to learn
    /// from, 100 and 100 held out, chosen by the digest of their text.
    public static PublicRows violation(Path folder) throws IOException {
        List<String> train = new ArrayList<>();
        List<String> heldOut = new ArrayList<>();
        Path violation = folder.resolve("violation");
        take(violation.resolve("davidson.jsonl"), "neither", train, heldOut);
        take(violation.resolve("edos-train-dev.jsonl"), "not sexist", train, heldOut);
        take(violation.resolve("hatemoji-build-train.jsonl"), "not hate", train, heldOut);
        Comparator<String> byDigest = Comparator.comparing(PublicRows::digestOfInput);
        train.sort(byDigest);
        heldOut.sort(byDigest);
        return new PublicRows(train, heldOut);
    }

    private static void take(Path file, String fine, List<String> train, List<String> heldOut) throws IOException {
        List<JsonNode> posts = posts(file);
        Predicate<JsonNode> isFine = post -> post.path("label").asText().equals(fine);
        for (String label : List.of("toxic", "ok")) {
            Set<String> seen = new HashSet<>();
            List<String> texts = posts.stream()
                    .filter(post -> seen.add(text(post)) && isFine.test(post) == label.equals("ok"))
                    .map(PublicRows::text)
                    .sorted(Comparator.comparing(PublicRows::digest))
                    .toList();
            List<String> rows =
                    texts.stream().map(text -> row(VIOLATION, text, label)).toList();
            heldOut.addAll(rows.subList(0, HELD_OUT_OF_EACH));
            train.addAll(rows.subList(HELD_OUT_OF_EACH, HELD_OUT_OF_EACH + TRAINED_OF_EACH));
        }
    }

    private static List<JsonNode> posts(Path file) throws IOException {
        List<JsonNode> posts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            posts.add(Json.MAPPER.readTree(line));
        }
        return posts;
    }

    private static String text(JsonNode post) {
        return post.path("text").asText().replace('\n', ' ');
    }

    private static String row(String system, String input, String label) {
        return "{\"system\": " + quoted(system) + ", \"input\": " + quoted(input) + ", \"output\": "
                + quoted(OPENING + label) + ", \"label\": " + quoted(label) + "}";
    }

    private static String quoted(String text) {
        try {
            return Json.MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digestOfInput(String row) {
        try {
            return digest(Json.MAPPER.readTree(row).path("input").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(String text) {
        return Ids.sha256Hex(text);
    }
}
