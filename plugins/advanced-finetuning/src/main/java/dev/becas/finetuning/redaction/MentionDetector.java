package dev.becas.finetuning.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Discord mentions and bare ids (a person's id, hashed by its key), `@handles` and `name#1234`.
///
/// `@everyone` and `@here` name nobody and say much about a message, so they stay.
final class MentionDetector implements Detector {
    private static final Pattern MENTION = Pattern.compile("<@!?+\\d{5,22}+>");
    private static final Pattern BARE_ID = Pattern.compile("(?<!\\w)\\d{17,20}+(?!\\w)");
    private static final Pattern HANDLE =
            Pattern.compile("(?<![\\w@/.])@(?!(?:everyone|here)\\b)[\\p{L}\\p{N}_](?:\\.?+[\\p{L}\\p{N}_]){1,31}+");
    private static final Pattern TAG = Pattern.compile("(?<![\\w])[\\p{L}\\p{N}_.]{2,32}+#\\d{4}(?!\\w)");

    @Override
    public void find(String text, Findings findings) {
        if (text.indexOf('@') >= 0) {
            addAll(MENTION.matcher(text), Sensitive.USER, findings);
            addAll(HANDLE.matcher(text), Sensitive.HANDLE, findings);
        }
        if (text.indexOf('#') >= 0) {
            addAll(TAG.matcher(text), Sensitive.HANDLE, findings);
        }
        addAll(BARE_ID.matcher(text), Sensitive.USER, findings);
    }

    private static void addAll(Matcher matcher, Sensitive kind, Findings findings) {
        while (matcher.find()) {
            findings.add(kind, matcher.start(), matcher.end());
        }
    }
}
