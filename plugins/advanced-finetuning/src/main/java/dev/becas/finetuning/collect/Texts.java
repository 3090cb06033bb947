package dev.becas.finetuning.collect;

import dev.becas.finetuning.redaction.Redactor;
import dev.becas.kernel.content.Content;
import dev.becas.kernel.content.ContentStore;
import java.util.Collection;
import java.util.Map;
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

    private static final Redactor REDACTOR = new Redactor(id -> MARK + id + MARK);

    private final Map<String, Content> found;

    private Texts(Map<String, Content> found) {
        this.found = found;
    }

    /// Reads the texts of many content ids at once.
    static Texts read(ContentStore contents, Collection<String> contentIds) {
        return new Texts(contents.findAll(contentIds));
    }

    /// The redacted text of a content id; empty when it is unknown or erased.
    Optional<String> redacted(@Nullable String contentId) {
        return contentId == null
                ? Optional.empty()
                : content(contentId).map(Content::text).map(Texts::redact);
    }

    /// The whole content, as it was typed.
    Optional<Content> content(String contentId) {
        return Optional.ofNullable(found.get(contentId));
    }

    static String redact(String text) {
        String unmarked = text.indexOf(MARK) < 0 ? text : text.replace(MARK, ' ');
        return REDACTOR.redact(unmarked).text();
    }

    /// Whether ids stand between marks in it.
    public static boolean needsKeys(String text) {
        return text.indexOf(MARK) >= 0;
    }

    /// Puts keyed hashes where ids stand between marks.
    public static String withKeys(String text, UnaryOperator<String> keyOf) {
        return needsKeys(text)
                ? MARKED.matcher(text)
                        .replaceAll(match -> keyOf.apply(match.group(1)).substring(0, KEY_DIGITS_SHOWN))
                : text;
    }
}
