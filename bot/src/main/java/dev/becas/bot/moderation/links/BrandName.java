package dev.becas.bot.moderation.links;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A name that look-alikes imitate: a brand's own or the main label of one of its domains.
///
/// @param label as it is written
/// @param looks as [DomainLooks] folds it
record BrandName(String brand, String label, String looks) {
    /// Words that stand near a name and are not meant for it.
    static final Set<String> ORDINARY_WORDS = WordList.load("ordinary-words.txt");
    /// Shorter names are inside too many words to be looked for in them.
    static final int INSIDE_CHARS_MIN = 7;
    /// Shorter names have too many ordinary neighbours to be looked for with a wrong letter.
    static final int MISSPELT_CHARS_MIN = 6;
    /// Names of what a brand offers that nobody else uses, and that false sites are called by.
    private static final Map<String, List<String>> PRODUCTS = Map.of("discord", List.of("hypesquad"));
    /// Labels of domains, other than those that hold the brand, that are long enough to be nobody else's.
    private static final int DISTINCT_CHARS_MIN = 8;

    /// Letters that may be wrong in a name of this length: one up to 7, two up to 11, four beyond.
    int errorsMax() {
        int length = looks.length();
        return length < MISSPELT_CHARS_MIN ? 0 : length < 8 ? 1 : length < 12 ? 2 : 4;
    }

    /// The names worth imitating of a list, the longest first.
    static List<BrandName> of(OfficialDomains domains) {
        Map<String, BrandName> names = new TreeMap<>();
        for (Map.Entry<String, String> entry : new TreeMap<>(domains.entries()).entrySet()) {
            String brand = entry.getValue();
            String domain = entry.getKey();
            if (Hosts.domain(domain).equals(domain)) {
                String label = domain.substring(0, domain.indexOf('.'));
                boolean holdsBrand = label.startsWith(brand);
                if (holdsBrand || (label.length() >= DISTINCT_CHARS_MIN && !ORDINARY_WORDS.contains(label))) {
                    add(names, brand, label);
                }
            }
            add(names, brand, brand);
            PRODUCTS.getOrDefault(brand, List.of()).forEach(product -> add(names, brand, product));
        }
        List<BrandName> longestFirst = new ArrayList<>(names.values());
        longestFirst.sort(
                Comparator.comparing((BrandName name) -> -name.label().length()).thenComparing(BrandName::label));
        return List.copyOf(longestFirst);
    }

    private static void add(Map<String, BrandName> names, String brand, String label) {
        String looks = DomainLooks.of(label);
        if (!label.startsWith("xn--") && looks.length() >= 5) {
            names.putIfAbsent(label, new BrandName(brand, label, looks));
        }
    }
}
