package dev.becas.bot.moderation.links;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The domains that brands own: facts, one a line as `brand<TAB>domain`, with `#` comments.
public final class OfficialDomains {
    /// Where the shipped list lies.
    public static final String RESOURCE = "/dev/becas/datasets/official-domains.txt";
    /// Domains of one list.
    public static final int DOMAINS_MAX = 20_000;

    private final Map<String, String> brandOf;

    private OfficialDomains(Map<String, String> brandOf) {
        this.brandOf = brandOf;
    }

    /// The list that ships with Becas.
    public static OfficialDomains shipped() throws IOException {
        return resource(RESOURCE);
    }

    static OfficialDomains resource(String resource) throws IOException {
        try (InputStream in = OfficialDomains.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new NoSuchFileException(resource, null, "the list of official domains is not on the class path");
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8), resource);
        }
    }

    /// Reads a list.
    ///
    /// @param source how a refusal names the list
    public static OfficialDomains read(Reader reader, String source) throws IOException {
        Map<String, String> brandOf = new LinkedHashMap<>();
        BufferedReader lines = new BufferedReader(reader);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                add(brandOf, line, source + " line " + number);
            }
        }
        if (brandOf.size() > DOMAINS_MAX) {
            throw new IOException(
                    source + " must hold at most " + DOMAINS_MAX + " domains but holds " + brandOf.size());
        }
        return new OfficialDomains(brandOf);
    }

    private static void add(Map<String, String> brandOf, String line, String where) throws IOException {
        int tab = line.indexOf('\t');
        String brand = tab < 0 ? "" : line.substring(0, tab).strip().toLowerCase(Locale.ROOT);
        String domain = Hosts.ascii(line.substring(tab + 1).strip().toLowerCase(Locale.ROOT));
        if (brand.isEmpty() || domain.isEmpty()) {
            throw new IOException(where + " must be a brand, a tab and a domain but was \"" + line + "\"");
        }
        brandOf.putIfAbsent(domain, brand);
    }

    /// The brand that owns a host: the host itself or a parent of it down to the registrable domain is listed.
    public Optional<String> brandOf(String asciiHost) {
        int shortest = Hosts.domain(asciiHost).length();
        String name = asciiHost;
        while (true) {
            String brand = brandOf.get(name);
            if (brand != null) {
                return Optional.of(brand);
            }
            int dot = name.indexOf('.');
            if (dot < 0 || name.length() - dot - 1 < shortest) {
                return Optional.empty();
            }
            name = name.substring(dot + 1);
        }
    }

    /// Each domain with its brand, in the order of the list.
    Map<String, String> entries() {
        return Map.copyOf(brandOf);
    }
}
