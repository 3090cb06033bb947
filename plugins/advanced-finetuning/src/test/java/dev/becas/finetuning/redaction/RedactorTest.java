package dev.becas.finetuning.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private final Redactor redactor = new Redactor(id -> "k" + id.length());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            write to jo.doe+spam@mail.example.org, please | write to <EMAIL>, please
            <jo@example.org>                              | <<EMAIL>>
            ring +49 30 901820 now                        | ring <PHONE> now
            ring (212) 555-0142 x33 now                   | ring <PHONE> now
            call me at 5550142333                         | call me at <PHONE>
            see https://shop.example/a?user=jo&id=7 ok    | see https://shop.example/a?<URL_DATA> ok
            ftp://jo:pass99@files.example/pub             | ftp://<URL_DATA>@files.example/pub
            https://shop.example/a                        | https://shop.example/a
            hi <@123456789012345678> and <@!98765>        | hi <USER:k18> and <USER:k5>
            user 123456789012345678 again                 | user <USER:k18> again
            ask @some.mod or old_name#1234                | ask <HANDLE> or <HANDLE>
            @everyone come @here                          | @everyone come @here
            from 192.168.17.4.                            | from <IP>.
            from 2001:db8:0:0:0:0:2:1 or fe80::1ff:fe23   | from <IP> or <IP>
            at 12:30:45 with v1.2.3.4567                  | at 12:30:45 with v1.2.3.4567
            card 4111 1111 1111 1111 lost                 | card <CARD> lost
            card 4111111111111112 lost                    | card 4111111111111112 lost
            pay to DE89 3704 0044 0532 0130 00 today      | pay to <IBAN> today
            pay to DE88 3704 0044 0532 0130 00 today      | pay to DE88 3704 0044 0532 0130 00 today
            my number is 123-45-6789                      | my number is <NATIONAL_ID>
            password: hunter2!                            | password: <SECRET>
            my password is wrong again                    | my password is wrong again
            """)
    void replacesWhatIdentifiesSomebodyAndNothingElse(String text, String expected) {
        assertEquals(expected, redactor.redact(text).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on 2026-11-21 and 21.11.2026",
                "1 000 000 people, 12.345.678 votes",
                "2019 - 2020 season",
                "we won 10-9 and 3 000 to 2 000",
                "std::vector a::b",
                "score 100%, 3 x 4, C# 1234"
            })
    void leavesNumbersAloneThatNameNobody(String text) {
        assertEquals(text, redactor.redact(text).text());
    }

    @Test
    void findsTokensByTheirShape() {
        // Put together here, so that no scanner takes this file for a leak.
        for (String token : List.of(
                "ghp" + "_" + "a1B2".repeat(9),
                "AKIA" + "ABCDEFGHIJKLMNOP",
                "xoxb" + "-1234567890-abcdef",
                "sk_live" + "_abcdefghijklmnop1234",
                "123456789" + ":" + "AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr",
                "M" + "TIzNDU2Nzg5MDEyMzQ1Njc4" + ".Gabcde." + "abcdefghijklmnopqrstuvwxyz0123",
                "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
                "Zk7Qm2xV9pLr4TnB8wYd3HsJ6fGc1RaE5uKo0iXt")) {
            assertEquals(
                    "it is <SECRET>, keep it",
                    redactor.redact("it is " + token + ", keep it").text());
        }
    }

    @Test
    void givesOnePersonOnePlaceholder() {
        Redactor keyed = new Redactor(id -> id.equals("111111111111111111") ? "a" : "b");
        assertEquals(
                "<USER:a> hit <USER:b>, <USER:a> again",
                keyed.redact("<@111111111111111111> hit <@!222222222222222222>, 111111111111111111 again")
                        .text());
    }

    @Test
    void changesNothingTheSecondTime() {
        String once = redactor.redact("jo@example.org 192.168.17.4 <@123456789012345678> +49 30 901820 @jo_d")
                .text();
        assertEquals(once, redactor.redact(once).text());
    }

    @Test
    void saysWhatItFoundAndWhere() {
        assertEquals(
                List.of(new Finding(Sensitive.EMAIL, 3, 17)),
                redactor.redact("to jo@example.org!").findings());
    }

    @Test
    void refusesATextBeyondItsLimit() {
        String tooLong = "a".repeat(Redactor.CHARACTERS_MAX + 1);
        var refusal = assertThrows(IllegalArgumentException.class, () -> redactor.redact(tooLong));
        assertEquals("a text to redact must have at most 200000 characters but had 200001", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 ",
                "1-",
                "1.",
                "(1",
                "+1",
                "a@",
                "@a",
                "@",
                "a.",
                "a@a.",
                "aA1",
                "sk-",
                "eyJ",
                "eyJaaaaaaaa.",
                "M",
                "1:",
                "::",
                "a:",
                "DE89 ",
                "DE89",
                "password",
                "password: ",
                "https://",
                "http://a?",
                "-----BEGIN ",
                "call ",
                "call me at ",
                "12 345 67 ",
                "#1234",
                "a#1",
                "ab_",
                "xoxb-",
                "4111 1111 1111 1111 ",
                "555-123-4567 ",
                "192.168.1."
            })
    void readsAHostileTextInLinearTime(String piece) {
        String text = piece.repeat(100_000 / piece.length());
        // The thread's own time: on a busy machine the wall clock says nothing.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        redactor.redact(text);
        long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
        assertTrue(millis < 2_000, () -> "100,000 characters of '" + piece + "' took " + millis + " ms");
    }
}
