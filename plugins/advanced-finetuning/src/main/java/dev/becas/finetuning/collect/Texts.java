package dev.becas.finetuning.collect;

import dev.becas.finetuning.redaction.Redactor;
import dev.becas.kernel.content.Content;
import dev.becas.kernel.content.ContentStore;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what people typed and redacts it. Users' ids need their keys, which only a transaction can give: until then
/// they stand between marks that no text can hold.
public final class Texts {
    private static final char MARK = '\u0001';
    private static final Pattern MARKED = Pattern.compile(MARK + "(\\d{1,24})" + MARK);
    private static final int KEY_DIGITS_SHOWN = 8;

    private final ContentStore contents;
    private final Redactor redactor = new Redactor(id -> MARK + id + MARK);

    public Texts(ContentStore contents) {
        this.contents = contents;
    }

    /// The redacted text of a content id; empty when it is unknown or erased.
    Optional<String> redacted(@Nullable String contentId) {
        return contentId == null ? Optional.empty() : contents.text(contentId).map(this::redact);
    }

    /// The whole content, redacted.
    Optional<Content> content(String contentId) {
        return contents.find(contentId);
    }

    String redact(String text) {
        String unmarked = text.indexOf(MARK) < 0 ? text : text.replace(MARK, ' ');
        return redactor.redact(unmarked).text();
    }

    /// Puts keyed hashes where ids stand between marks.
    public static String withKeys(String text, UnaryOperator<String> keyOf) {
        return text.indexOf(MARK) < 0
                ? text
                : MARKED.matcher(text)
                        .replaceAll(match -> keyOf.apply(match.group(1)).substring(0, KEY_DIGITS_SHOWN));
    }
}
