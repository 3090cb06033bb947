package dev.becas.bot.moderation.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.bot.moderation.links.LinkVerdict.Level;
import dev.becas.bot.moderation.text.TextNormalizer;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkAnalyserTest {
    private final LinkAnalyser analyser = new LinkAnalyser(Lists.official());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://discord.com/login",
                "https://ptb.discord.com/",
                "https://discord.gift/abc",
                "https://store.steampowered.com/app/1",
                "https://paypal.com",
                "https://www.google.de/maps",
            })
    void knowsOfficialLinks(String content) {
        assertEquals(Level.OFFICIAL, verdict(content).level());
    }

    @ParameterizedTest
    @CsvSource({
        "https://dіscord.com/login,HOMOGRAPH,discord",
        "https://d1scord.com,HOMOGRAPH,discord",
        "https://stearncommunity.com/trade,HOMOGRAPH,steam",
        "https://steamcomnunity.com/trade,MISSPELT,steam",
        "https://steancommunlty.ru,MISSPELT,steam",
        "https://discrod.com,MISSPELT,discord",
        "https://paypai.com,HOMOGRAPH,paypal",
        "https://discord-nitro.com,BRAND_WITH_BAIT,discord",
        "https://freediscordgift.ru,BRAND_WITH_BAIT,discord",
        "https://dlscord-airdrop.com,BRAND_WITH_BAIT,discord",
        "https://discrodnitro.com,BRAND_WITH_BAIT,discord",
        "https://discord.com.login-check.ru/,OFFICIAL_IN_FRONT,discord",
        "https://steamcommunity.com-trade.ru/,OFFICIAL_IN_FRONT,steam",
        "https://discord-gift.web.app/,BRAND_WITH_BAIT,discord",
        "https://discord.com@evil.com/login,USER_IN_FRONT,''",
    })
    void catchesWhatPassesForABrand(String content, LinkIndicator indicator, String brand) {
        LinkVerdict verdict = verdict(content);
        assertEquals(Level.DANGEROUS, verdict.level(), verdict::toString);
        assertTrue(verdict.indicators().contains(indicator), verdict::toString);
        assertEquals(brand, verdict.brand(), verdict::toString);
        assertEquals(verdict.indicators().size(), verdict.reasons().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://discordjs.guide/",
                "https://www.discordhub-list.com/",
                "https://steam.wiki-fan.org/",
                "https://free-nitro.xyz",
                "http://93.184.216.34/x",
                "https://discord.io/server",
            })
    void holdsSomeForSuspiciousOnly(String content) {
        assertEquals(Level.SUSPICIOUS, verdict(content).level(), verdict(content)::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "https://en.wikipedia.org/wiki/Discord",
                "https://www.discard.com",
                "https://finance.com",
                "https://www.switch.com",
                "https://stream.me",
                "https://news.bbc.co.uk/steam",
                "https://opera.com",
                "hxxps://example.com",
                "https://müller.de",
            })
    void leavesOthersAlone(String content) {
        assertEquals(Level.UNKNOWN, verdict(content).level(), verdict(content)::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[https://discord.com/gift](https://evil.com/a)", "[discord.gift/x](https://tinyurl.com/a)"})
    void catchesAMaskThatShowsAnOfficialDomain(String content) {
        LinkVerdict verdict = verdict(content);
        assertEquals(Level.DANGEROUS, verdict.level());
        assertTrue(verdict.indicators().contains(LinkIndicator.MASKED_OFFICIAL));
    }

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "ab,ba,1", "abc,abc,0", "'',abc,3", "steam,stream,1", "a,bbbbbbb,4"})
    void countsErrors(String a, String b, int errors) {
        assertEquals(errors, DomainLooks.errors(a, b, 3));
    }

    private LinkVerdict verdict(String content) {
        return analyser.analyse(
                LinkScanner.scan(TextNormalizer.normalize(content)).getLast());
    }

    /// The test's own list.
    static final class Lists {
        private Lists() {}

        static OfficialDomains official() {
            try {
                return OfficialDomains.resource("official-domains.txt");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
