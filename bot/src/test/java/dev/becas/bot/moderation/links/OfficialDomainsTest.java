package dev.becas.bot.moderation.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfficialDomainsTest {
    @Test
    void ownsSubdomainsButNotNamesOnASharedHost() throws IOException {
        OfficialDomains official =
                read("# facts\n\ngithub\tgithub.com\ngithub\tgithub.io\nsteam\tsteam.cdn.example.net\n");
        assertEquals(Optional.of("github"), official.brandOf("gist.github.com"));
        assertEquals(Optional.empty(), official.brandOf("somebody.github.io"));
        assertEquals(Optional.of("steam"), official.brandOf("steam.cdn.example.net"));
        assertEquals(Optional.empty(), official.brandOf("example.net"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"github github.com", "\tgithub.com", "github\t", "github\tnot a domain", "github\tcom"})
    void refusesALineThatIsNoBrandAndDomain(String line) {
        IOException refusal = assertThrows(IOException.class, () -> read("# one\n" + line));
        assertTrue(refusal.toString().contains("test list line 2 must be a brand, a tab and a domain"));
    }

    @Test
    void refusesMoreThanTheLimit() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= OfficialDomains.DOMAINS_MAX; i++) {
            lines.append("brand\tname").append(i).append(".com\n");
        }
        assertThrows(IOException.class, () -> read(lines.toString()));
    }

    @Test
    void saysWhenTheListIsMissing() {
        assertThrows(IOException.class, () -> OfficialDomains.resource("/no/such/list.txt"));
    }

    private static OfficialDomains read(String lines) throws IOException {
        return OfficialDomains.read(new StringReader(lines), "test list");
    }
}
