package dev.becas.datasets;

import java.util.List;

/// The two judgements that generated text has a truth for, with their labels; the first label is the harmless one.
enum Category {
    VIOLATION("violation_detection"),
    SCAM("scam_detection");

    private static final List<String> VIOLATION_LABELS =
            List.of("ok", "hate", "harassment", "threat", "sexual", "selfharm", "spam", "other");
    private static final List<String> SCAM_LABELS =
            List.of("clean", "phishing", "airdrop", "crypto", "impersonation", "social");

    private final String wireName;

    Category(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    List<String> labels() {
        return this == VIOLATION ? VIOLATION_LABELS : SCAM_LABELS;
    }

    String passLabel() {
        return labels().getFirst();
    }

    List<String> actLabels() {
        return labels().subList(1, labels().size());
    }

    static Category of(String wireName) {
        for (Category category : values()) {
            if (category.wireName.equals(wireName)) {
                return category;
            }
        }
        throw new IllegalArgumentException(
                "category must be violation_detection or scam_detection but was " + wireName);
    }
}
