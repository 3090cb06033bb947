package dev.becas.finetuning.redaction;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Recall by type on the public set of Presidio (its filled sentences, and its templates filled here), which is read
/// where it lies and never copied.
class PublicSetTest {
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Map<String, Sensitive> KINDS = Map.of(
            "PHONE_NUMBER", Sensitive.PHONE,
            "CREDIT_CARD", Sensitive.CARD,
            "US_SSN", Sensitive.NATIONAL_ID,
            "IP_ADDRESS", Sensitive.IP,
            "EMAIL_ADDRESS", Sensitive.EMAIL);

    private final Redactor redactor = new Redactor(id -> "k");
    private final Random random = new Random(5);
    private final Path data = Path.of(System.getProperty("becas.root", "."))
            .resolve("../shared/data/pii")
            .toAbsolutePath()
            .normalize();

    @BeforeEach
    void needsTheSet() {
        assumeTrue(Files.isDirectory(data), () -> "the public set is not here, so its recall is not measured: " + data);
    }

    @Test
    void findsNineOfTenInTheFilledSentences() throws IOException {
        JsonNode sentences =
                new ObjectMapper().readTree(data.resolve("presidio-small.json").toFile());
        Map<String, int[]> foundOfAll = new TreeMap<>();
        int foundForNothing = 0;
        for (JsonNode sentence : sentences) {
            List<Finding> findings =
                    redactor.redact(sentence.get("full_text").asText()).findings();
            for (JsonNode span : sentence.get("spans")) {
                String type = span.get("entity_type").asText();
                if (KINDS.containsKey(type)) {
                    int start = span.get("start_position").asInt();
                    int end = span.get("end_position").asInt();
                    count(foundOfAll, type, findings.stream().anyMatch(f -> f.start() <= start && f.end() >= end));
                }
            }
            foundForNothing += (int) findings.stream()
                    .filter(finding -> !touchesASpan(finding, sentence.get("spans")))
                    .count();
        }
        print("sentences", foundOfAll);
        System.out.println("Presidio sentences: " + foundForNothing + " findings where the set marks nothing");
        assertRecall(foundOfAll, 0.9);
        assertTrue(foundForNothing <= 3, () -> "findings where the set marks nothing");
    }

    @Test
    void findsNineteenOfTwentyInTheTemplates() throws IOException {
        Map<String, int[]> foundOfAll = new TreeMap<>();
        String templates = Files.readString(data.resolve("presidio-templates.txt"), StandardCharsets.UTF_8);
        for (String template : templates.lines().toList()) {
            for (int i = 0; i < 20; i++) {
                measure(template.replace("\\n", "\n"), foundOfAll);
            }
        }
        print("templates", foundOfAll);
        assertRecall(foundOfAll, 0.95);
    }

    private void measure(String template, Map<String, int[]> foundOfAll) {
        StringBuilder text = new StringBuilder();
        Map<Integer, String> slots = new TreeMap<>();
        Matcher matcher = SLOT.matcher(template);
        while (matcher.find()) {
            matcher.appendReplacement(text, "");
            String value = value(matcher.group(1));
            if (!value.isEmpty()) {
                slots.put(text.length(), matcher.group(1) + " " + value);
            }
            text.append(value.isEmpty() ? "Alex" : value);
        }
        matcher.appendTail(text);
        List<Finding> findings = redactor.redact(text.toString()).findings();
        slots.forEach((start, slot) -> {
            String[] typeAndValue = slot.split(" ", 2);
            int end = start + typeAndValue[1].length();
            count(foundOfAll, typeAndValue[0], findings.stream().anyMatch(f -> f.start() <= start && f.end() >= end));
        });
    }

    private String value(String slot) {
        return switch (slot) {
            case "credit_card_number" -> card();
            case "phone_number" -> phone();
            case "email" -> word() + "." + word() + random.nextInt(99) + "@" + word() + ".example";
            case "ip_address" -> octet() + "." + octet() + "." + octet() + "." + octet();
            case "iban" -> iban();
            case "ssn" -> digits(3) + "-" + digits(2) + "-" + digits(4);
            default -> "";
        };
    }

    private String phone() {
        return switch (random.nextInt(5)) {
            case 0 -> "+" + (1 + random.nextInt(9)) + digits(1) + " " + digits(3) + " " + digits(3) + " " + digits(3);
            case 1 -> "(" + digits(3) + ") " + digits(3) + "-" + digits(4);
            case 2 -> digits(3) + "." + digits(3) + "." + digits(4) + "x" + digits(3);
            case 3 -> "001-" + digits(3) + "-" + digits(3) + "-" + digits(4);
            default -> "0" + digits(2) + " " + digits(3) + " " + digits(2) + " " + digits(2);
        };
    }

    private String card() {
        String body = "4" + digits(14);
        for (int check = 0; ; check++) {
            if (CardDetector.holdsLuhn(body + check, 0, 16)) {
                return body + check;
            }
        }
    }

    private String iban() {
        String body = digits(18);
        for (int check = 2; ; check++) {
            String number = "DE%02d%s".formatted(check, body);
            Findings findings = new Findings();
            new IbanDetector().find(number, findings);
            if (!findings.inOrder().isEmpty()) {
                return number;
            }
        }
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private String word() {
        return "w" + Integer.toString(random.nextInt(100_000), 36);
    }

    private int octet() {
        return random.nextInt(256);
    }

    private static boolean touchesASpan(Finding finding, JsonNode spans) {
        for (JsonNode span : spans) {
            if (finding.start() < span.get("end_position").asInt()
                    && span.get("start_position").asInt() < finding.end()) {
                return true;
            }
        }
        return false;
    }

    private static void count(Map<String, int[]> foundOfAll, String type, boolean found) {
        int[] counts = foundOfAll.computeIfAbsent(type, t -> new int[2]);
        counts[0] += found ? 1 : 0;
        counts[1]++;
    }

    private static void print(String name, Map<String, int[]> foundOfAll) {
        foundOfAll.forEach((type, counts) ->
                System.out.printf("Presidio %s: %-18s %4d of %4d%n", name, type, counts[0], counts[1]));
    }

    private static void assertRecall(Map<String, int[]> foundOfAll, double least) {
        foundOfAll.forEach((type, counts) ->
                assertTrue(counts[0] >= least * counts[1], () -> type + ": found " + counts[0] + " of " + counts[1]));
    }
}
