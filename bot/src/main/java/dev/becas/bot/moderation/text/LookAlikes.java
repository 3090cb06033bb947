package dev.becas.bot.moderation.text;

import com.ibm.icu.text.SpoofChecker;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What each code point looks like: ICU's confusable skeleton, without marks, in lower case.
///
/// A skeleton of a text is the skeletons of its code points in a row once marks are left out, so a page of 256 code
/// points is worked out the first time one of them is met and costs an array read ever after. At most 4,352 pages
/// exist.
final class LookAlikes {
    private static final int PAGE_BITS = 8;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_COUNT = (Character.MAX_CODE_POINT + 1) >> PAGE_BITS;
    /// Longer skeletons (some ligatures of other scripts) are not look-alikes of anything a term holds.
    private static final int SKELETON_CHARS_MAX = 4;

    private static final LookAlikes INSTANCE = new LookAlikes();

    private final SpoofChecker checker =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    private final AtomicReferenceArray<String[]> pages = new AtomicReferenceArray<>(PAGE_COUNT);

    private LookAlikes() {}

    /// The letters and digits that a code point looks like; empty for what is no letter and no digit.
    static String of(int codePoint) {
        int page = codePoint >> PAGE_BITS;
        String[] known = INSTANCE.pages.get(page);
        if (known == null) {
            known = INSTANCE.workOut(page);
            INSTANCE.pages.set(page, known);
        }
        return known[codePoint & (PAGE_SIZE - 1)];
    }

    private String[] workOut(int page) {
        String[] result = new String[PAGE_SIZE];
        for (int i = 0; i < PAGE_SIZE; i++) {
            result[i] = workOutOne((page << PAGE_BITS) + i).intern();
        }
        return result;
    }

    private String workOutOne(int codePoint) {
        if (!Character.isLetterOrDigit(codePoint)) {
            return "";
        }
        String own = Character.toString(codePoint);
        if (codePoint < 0x80) {
            return own.toLowerCase(Locale.ROOT);
        }
        String skeleton = checker.getSkeleton(own).toLowerCase(Locale.ROOT);
        StringBuilder letters = new StringBuilder(SKELETON_CHARS_MAX);
        skeleton.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        String result = letters.toString();
        if (result.equals("rn")) {
            return "m"; // ICU writes every m as "rn"; words keep theirs, or "burn" would be read as "bum"
        }
        return result.isEmpty() || result.length() > SKELETON_CHARS_MAX ? own : result;
    }
}
