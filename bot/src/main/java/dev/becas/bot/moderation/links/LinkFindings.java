package dev.becas.bot.moderation.links;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// What has been seen of one link so far.
final class LinkFindings {
    private final Link link;
    private final OfficialDomains official;
    private final EnumSet<LinkIndicator> indicators = EnumSet.noneOf(LinkIndicator.class);
    private final List<String> reasons = new ArrayList<>();
    private String brand = "";

    LinkFindings(Link link, OfficialDomains official) {
        this.link = link;
        this.official = official;
    }

    void add(LinkIndicator indicator, String reason) {
        if (indicators.add(indicator)) {
            reasons.add(reason);
        }
    }

    void add(LinkIndicator indicator, BrandName name, String reason) {
        brand = brand.isEmpty() ? name.brand() : brand;
        add(indicator, reason);
    }

    void addWriting() {
        for (LinkIndicator indicator : link.indicators()) {
            switch (indicator) {
                case MASKED -> addMask();
                case USER_IN_FRONT -> add(indicator, "a name stands before the host " + link.domain());
                case NUMERIC_HOST -> add(indicator, "the host is the address " + link.host());
                case FOREIGN_LETTERS -> add(indicator, link.host() + " has letters beyond ASCII");
                case OBFUSCATED -> add(indicator, "the link to " + link.domain() + " is broken up on purpose");
                default -> throw new IllegalStateException(indicator + " is not seen while scanning");
            }
        }
    }

    private void addMask() {
        Optional<String> shown = official.brandOf(link.shownDomain());
        String reason = "it shows " + link.shownDomain() + " and leads to " + link.domain();
        shown.ifPresentOrElse(
                owner -> {
                    brand = owner;
                    add(LinkIndicator.MASKED_OFFICIAL, reason);
                },
                () -> add(LinkIndicator.MASKED, reason));
    }

    boolean isEmpty() {
        return indicators.isEmpty();
    }

    LinkVerdict verdict() {
        return LinkVerdict.of(link, brand, indicators, reasons);
    }
}
