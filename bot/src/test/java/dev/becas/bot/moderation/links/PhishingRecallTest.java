package dev.becas.bot.moderation.links;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.becas.bot.moderation.links.LinkVerdict.Level;
import dev.becas.bot.moderation.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// How much of a public list of phishing domains (until 2022) the analyser catches by name alone, and how often it
/// accuses official domains and links of ordinary messages. Prints the figures; the bounds are what a change may not
/// fall below.
class PhishingRecallTest {
    private static final Path DATA =
            Path.of(System.getProperty("becas.root", ".")).resolve("../shared/data/scam");

    @Test
    void catchesWhatPassesForABrandAndAccusesFewOthers() throws IOException {
        assumeTrue(Files.exists(DATA), "the public scam sets are not beside the checkout: " + DATA);
        LinkAnalyser analyser = new LinkAnalyser(OfficialDomains.shipped());
        Figures phishing = judge(
                analyser,
                lines("phishing-domains-until-2022.csv", 1).stream()
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList());
        Figures official = judge(analyser, officialDomains());
        Figures clean = judge(analyser, cleanLinks());
        System.out.println("phishing domains: " + phishing);
        System.out.println("official domains, most of them not on the analyser's list: " + official);
        System.out.println("domains in harmless messages: " + clean);
        System.out.println("not caught, every 150th: " + phishing.every(Level.UNKNOWN, 150));
        System.out.println("official but accused: " + official.every(Level.DANGEROUS, 1));
        System.out.println("harmless but accused: " + clean.every(Level.DANGEROUS, 1));
        assertTrue(phishing.share(Level.DANGEROUS) >= 0.55, phishing::toString);
        assertTrue(clean.share(Level.DANGEROUS) <= 0.01, clean::toString);
    }

    private static List<String> officialDomains() throws IOException {
        List<String> domains = new ArrayList<>();
        try (var files = Files.list(DATA.resolve("official-domains"))) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    String domain = line.strip().split("\\s")[0];
                    if (domain.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
                        domains.add(domain);
                    }
                }
            }
        }
        return domains;
    }

    private static List<String> cleanLinks() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Set<String> hosts = new TreeSet<>();
        for (String line : lines("janitr-train-valid-calib.jsonl", 0)) {
            JsonNode row = mapper.readTree(line);
            String labels = row.get("labels").toString();
            if (!labels.contains("scam") && !labels.contains("phish")) {
                hostsOf(row.get("text").asText(), hosts);
                row.path("urls").forEach(url -> hostsOf(url.asText(), hosts));
            }
        }
        for (String line : lines("tg-spam/ham-samples.txt", 0)) {
            hostsOf(line, hosts);
        }
        return List.copyOf(hosts);
    }

    private static void hostsOf(String text, Set<String> hosts) {
        LinkScanner.scan(TextNormalizer.normalize(text)).forEach(link -> hosts.add(link.host()));
    }

    private static List<String> lines(String file, int skip) throws IOException {
        return Files.readAllLines(DATA.resolve(file)).stream().skip(skip).toList();
    }

    private static Figures judge(LinkAnalyser analyser, List<String> hosts) {
        Figures figures = new Figures();
        for (String host : hosts) {
            List<Link> links = LinkScanner.scan(TextNormalizer.normalize("https://" + host + "/"));
            if (links.size() == 1) {
                LinkVerdict verdict = analyser.analyse(links.getFirst());
                figures.byLevel
                        .computeIfAbsent(verdict.level(), level -> new ArrayList<>())
                        .add(host + verdict.indicators());
                figures.count++;
            }
        }
        return figures;
    }

    private static final class Figures {
        private final Map<Level, List<String>> byLevel = new EnumMap<>(Level.class);
        private int count;

        double share(Level level) {
            return byLevel.getOrDefault(level, List.of()).size() / (double) count;
        }

        List<String> every(Level level, int step) {
            List<String> all = byLevel.getOrDefault(level, List.of());
            List<String> some = new ArrayList<>();
            for (int i = 0; i < all.size(); i += step) {
                some.add(all.get(i));
            }
            return some;
        }

        @Override
        public String toString() {
            StringBuilder out = new StringBuilder(count + " hosts");
            for (Level level : Level.values()) {
                out.append(String.format(Locale.ROOT, ", %s %.1f %%", level, 100 * share(level)));
            }
            return out.toString();
        }
    }
}
