package dev.becas.bot.moderation.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.bot.moderation.text.Spans;
import dev.becas.bot.moderation.text.TextNormalizer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkScannerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://discord.com/channels/1|discord.com|discord.com",
                "https://cdn.discordapp.com/a.png|cdn.discordapp.com|discordapp.com",
                "HTTP://Evil.EXAMPLE.co.uk:8080/x|evil.example.co.uk|example.co.uk",
                "go to evil.com/now|evil.com|evil.com",
                "www.evil.ru|www.evil.ru|evil.ru",
                "hxxps://evil[.]com/x|evil.com|evil.com",
                "hxxp[:]//evil(dot)com|evil.com|evil.com",
                "evil [.] com|evil.com|evil.com",
                "evil (dot) com|evil.com|evil.com",
                "https://discord.com@evil.com/login|evil.com|evil.com",
                "https:\\\\evil.com|evil.com|evil.com",
                "ｈｔｔｐｓ：／／evil。com|evil.com|evil.com",
                "ht\u200Btps://ev\u200Bil.com|evil.com|evil.com",
                "<https://evil.com>|evil.com|evil.com",
                "请点击evil.com|evil.com|evil.com",
                "http://10.0.0.1:80/a|10.0.0.1|10.0.0.1",
                "https://аpple.com|xn--pple-43d.com|xn--pple-43d.com",
                "https://foo.github.io/|foo.github.io|foo.github.io",
                "https://a.b.foo.ru.com|a.b.foo.ru.com|foo.ru.com",
            })
    void findsALink(String content, String host, String domain) {
        List<Link> links = scan(content);
        assertEquals(1, links.size(), links::toString);
        assertEquals(host, links.getFirst().host());
        assertEquals(domain, links.getFirst().domain());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no links here",
                "well... ok. yes",
                "main.py and README.md and a.out",
                "version 1.2.3 of 3.14",
                "mail me at someone@discord.com",
                "e.g. this, i.e. that",
                "https:// nothing",
                "http://localhost:8080",
                "http://...",
                "http://-.com",
                "1.2.3.4",
                "",
            })
    void findsNoLinkWhereNoneIs(String content) {
        assertEquals(List.of(), scan(content));
    }

    @Test
    void givesTheSpanInTheContent() {
        String content = "Look: ＨＴＴＰＳ://Ev\u200Bil.com/Path?q=1, now";
        Link link = scan(content).getFirst();
        assertEquals("ＨＴＴＰＳ://Ev\u200Bil.com/Path?q=1", Spans.textOf(link.span(), content));
    }

    @Test
    void seesThroughAMask() {
        Link link = scan("[https://steamcommunity.com/gift](https://steamcomnunity.ru/gift)")
                .getLast();
        assertEquals("steamcommunity.com", link.shownDomain());
        assertEquals(Set.of(LinkIndicator.MASKED), link.indicators());
        assertEquals(
                "", scan("[the shop](https://steamcommunity.com/x)").getFirst().shownDomain());
        assertEquals(
                "",
                scan("[steamcommunity.com](<https://steamcommunity.com/x>)")
                        .getLast()
                        .shownDomain());
    }

    @Test
    void tellsTheWayOfWriting() {
        assertEquals(
                Set.of(LinkIndicator.OBFUSCATED),
                scan("hxxps://evil.com").getFirst().indicators());
        assertEquals(
                Set.of(LinkIndicator.USER_IN_FRONT),
                scan("https://a.com@evil.com").getFirst().indicators());
        assertEquals(
                Set.of(LinkIndicator.NUMERIC_HOST),
                scan("http://1.2.3.4/").getFirst().indicators());
        assertEquals(
                Set.of(LinkIndicator.FOREIGN_LETTERS),
                scan("http://аpple.com/").getFirst().indicators());
    }

    @Test
    void stopsAtTheLimit() {
        assertEquals(
                LinkScanner.LINKS_MAX,
                scan("https://evil.com ".repeat(LinkScanner.LINKS_MAX + 1)).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.",
                ".",
                "http://",
                "http:/",
                "http:\\",
                "http://@",
                "a@",
                "http://a@",
                "[",
                "](",
                "[a](",
                "(dot)",
                "[.]",
                "h",
                "hxxp",
                "xn--",
                "https://xn--a.",
                "а.",
                "www.",
                "evil.com/",
                "http:@http:@",
                "a-",
                "_",
                "https://a.b.c."
            })
    void readsHostileTextsOfTheLargestSize(String unit) {
        String content = unit.repeat(TextNormalizer.CONTENT_CHARS_MAX / unit.length());
        for (Link link : scan(content)) {
            assertTrue(link.span().end() <= content.length());
        }
    }

    @Test
    void holdsForRandomText() {
        String[] pieces = {
            "http", "https", "://", ":", "/", ".", "@", "[", "]", "(", ")", "[.]", "(dot)", "evil", "com", "ru", "-",
            " ", "а", "xn--", "\u200B", "<", ">", "discord", "1", "\n", "hxxp", "。", "😀", "\\"
        };
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            int last = 0;
            for (Link link : scan(text.toString())) {
                assertFalse(link.host().isEmpty());
                assertTrue(link.span().start() >= last && link.span().end() <= text.length(), text::toString);
                last = link.span().end();
            }
        }
    }

    private static List<Link> scan(String content) {
        return LinkScanner.scan(TextNormalizer.normalize(content));
    }
}
