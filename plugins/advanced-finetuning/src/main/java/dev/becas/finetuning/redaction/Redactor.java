package dev.becas.finetuning.redaction;

import java.util.List;
import java.util.function.UnaryOperator;

/// Replaces what identifies a person by placeholders such as `<EMAIL>`.
///
/// A user's id becomes `<USER:...>` with a keyed hash, so that two mentions of one person stay recognisable as one
/// without saying who; everything else becomes its bare type.
public final class Redactor {
    /// Longer texts are refused: no message, reason or lesson comes near it.
    public static final int CHARACTERS_MAX = 200_000;

    private static final List<Detector> IN_ORDER_OF_PRECEDENCE = List.of(
            new SecretDetector(),
            new LinkDetector(),
            new EmailDetector(),
            new MentionDetector(),
            new IbanDetector(),
            new CardDetector(),
            new IpDetector(),
            new PhoneDetector());

    private final UnaryOperator<String> userKeys;

    /// @param userKeys from a user's id to its keyed hash
    public Redactor(UnaryOperator<String> userKeys) {
        this.userKeys = userKeys;
    }

    /// The text without anything that identifies a person.
    public Redacted redact(String text) {
        if (text.length() > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "a text to redact must have at most " + CHARACTERS_MAX + " characters but had " + text.length());
        }
        List<Finding> found = find(text);
        StringBuilder redacted = new StringBuilder(text.length());
        int from = 0;
        for (Finding finding : found) {
            redacted.append(text, from, finding.start()).append(placeholder(text, finding));
            from = finding.end();
        }
        return new Redacted(redacted.append(text, from, text.length()).toString(), found);
    }

    private String placeholder(String text, Finding finding) {
        if (finding.kind() != Sensitive.USER) {
            return finding.kind().placeholder();
        }
        String id = text.substring(finding.start(), finding.end()).replaceAll("\\D", "");
        return "<USER:" + userKeys.apply(id) + ">";
    }

    private static List<Finding> find(String text) {
        Findings findings = new Findings();
        for (Detector detector : IN_ORDER_OF_PRECEDENCE) {
            detector.find(text, findings);
        }
        return findings.inOrder();
    }
}
