package dev.becas.datasets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The domains that well-known brands run themselves: facts, from `official-domains.txt`. The first domain of a brand
/// is its front door.
public final class OfficialDomains {

    private static final Map<String, List<String>> BY_BRAND = load();

    private OfficialDomains() {}

    /// Brand to domains, both lower case, in the order of the file.
    public static Map<String, List<String>> byBrand() {
        return BY_BRAND;
    }

    static List<String> brands() {
        return List.copyOf(BY_BRAND.keySet());
    }

    static List<String> of(String brand) {
        List<String> domains = BY_BRAND.get(brand);
        if (domains == null) {
            throw new IllegalArgumentException("brand must be one of " + BY_BRAND.keySet() + " but was " + brand);
        }
        return domains;
    }

    private static Map<String, List<String>> load() {
        Map<String, List<String>> domains = new LinkedHashMap<>();
        for (String line : Resources.lines("official-domains.txt")) {
            int tab = line.indexOf('\t');
            domains.computeIfAbsent(line.substring(0, tab), brand -> new ArrayList<>())
                    .add(line.substring(tab + 1));
        }
        domains.replaceAll((brand, found) -> List.copyOf(found));
        return Collections.unmodifiableMap(domains);
    }
}
