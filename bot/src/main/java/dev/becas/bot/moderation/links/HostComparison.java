package dev.becas.bot.moderation.links;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One host against the names of brands.
final class HostComparison {
    private static final Set<String> RISKY_ENDINGS = WordList.load("risky-endings.txt");

    private final Link link;
    private final LinkFindings findings;
    private final OfficialDomains official;
    private final List<BrandName> names;
    private final String suffix;
    private final String label;
    private final List<String> parts;
    private final String joined;
    private final String looks;
    private final List<String> partLooks;
    private final int baits;

    HostComparison(Link link, LinkFindings findings, OfficialDomains official, List<BrandName> names) {
        this.link = link;
        this.findings = findings;
        this.official = official;
        this.names = names;
        this.suffix = Hosts.suffix(link.domain());
        String own = link.domain().substring(0, Math.max(0, link.domain().length() - suffix.length() - 1));
        this.label = Hosts.unicode(own);
        this.parts = parts(label);
        this.joined = String.join("", parts);
        this.looks = DomainLooks.of(joined);
        this.partLooks = parts.size() == 1
                ? List.of(looks)
                : parts.stream().map(DomainLooks::of).toList();
        this.baits = Baits.count(parts, looks, "");
    }

    void run() {
        if (!BrandName.ORDINARY_WORDS.contains(joined) && !isWholeName()) {
            boolean named = holdsName() || isMisspeltName() || startsWithMisspeltName();
            if (!named && baits >= 2) {
                findings.add(LinkIndicator.BAIT, link.domain() + " is made of words that bait");
            }
        }
        compareFront();
        boolean risky = RISKY_ENDINGS.contains(suffix);
        if (risky && !findings.isEmpty()) {
            findings.add(LinkIndicator.RISKY_ENDING, "the ending ." + suffix + " is cheap and often abused");
        }
    }

    private boolean isWholeName() {
        for (BrandName name : names) {
            if (looks.equals(name.looks())) {
                boolean same = joined.equals(name.label());
                findings.add(
                        same ? LinkIndicator.WRONG_ENDING : LinkIndicator.HOMOGRAPH,
                        name,
                        link.domain() + (same ? " is not one of " : " only looks like ") + name.brand() + "'s domains");
                return true;
            }
        }
        return false;
    }

    private boolean holdsName() {
        for (BrandName name : names) {
            int at = looks.indexOf(name.looks());
            if (at < 0) {
                continue;
            }
            boolean atAnEnd = at == 0 || at + name.looks().length() == looks.length();
            boolean isPart = partLooks.contains(name.looks());
            boolean bait = Baits.count(parts, looks, name.looks()) > 0;
            if (bait && (isPart || atAnEnd || name.looks().length() >= BrandName.INSIDE_CHARS_MIN)) {
                findings.add(
                        LinkIndicator.BRAND_WITH_BAIT, name, link.domain() + " joins " + name.brand() + " and a bait");
                return true;
            }
            boolean distinct = isPart || name.looks().length() >= BrandName.INSIDE_CHARS_MIN;
            if (distinct && !joined.contains(name.label())) {
                findings.add(
                        LinkIndicator.HOMOGRAPH, name, link.domain() + " holds what only looks like " + name.label());
                return true;
            }
            if (distinct) {
                findings.add(LinkIndicator.BRAND_IN_NAME, name, link.domain() + " holds the name of " + name.brand());
                return true;
            }
        }
        return false;
    }

    private boolean isMisspeltName() {
        for (BrandName name : names) {
            if (isMisspelt(looks, name) || (parts.size() > 1 && hasMisspeltPart(name))) {
                findings.add(LinkIndicator.MISSPELT, name, link.domain() + " is a misspelt " + name.label());
                return true;
            }
        }
        return false;
    }

    private boolean hasMisspeltPart(BrandName name) {
        for (int i = 0; i < parts.size(); i++) {
            if (!BrandName.ORDINARY_WORDS.contains(parts.get(i)) && isMisspelt(partLooks.get(i), name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMisspelt(String written, BrandName name) {
        int max = name.errorsMax();
        return max > 0 && DomainLooks.errors(written, name.looks(), max) <= max;
    }

    /// A misspelt name with a bait behind or before it: `discrodnitro`, `gift-dlscorb`.
    private boolean startsWithMisspeltName() {
        if (baits == 0) {
            return false;
        }
        for (BrandName name : names) {
            if (name.errorsMax() == 0) {
                continue;
            }
            int length = name.looks().length();
            for (int size = length - 1; size <= Math.min(length + 1, looks.length() - 1); size++) {
                String front = looks.substring(0, size);
                String back = looks.substring(looks.length() - size);
                if (isNear(front, name) || isNear(back, name)) {
                    findings.add(
                            LinkIndicator.BRAND_WITH_BAIT,
                            name,
                            link.domain() + " joins a misspelt " + name.brand() + " and a bait");
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isNear(String piece, BrandName name) {
        return !BrandName.ORDINARY_WORDS.contains(piece) && DomainLooks.errors(piece, name.looks(), 1) <= 1;
    }

    /// The labels before the registrable domain.
    private void compareFront() {
        int length = link.host().length() - link.domain().length() - 1;
        if (length <= 0) {
            return;
        }
        String front = link.host().substring(0, length);
        String[] labels = front.split("\\.");
        for (int i = 0; i + 1 < labels.length; i++) {
            String ending = labels[i + 1].contains("-")
                    ? labels[i + 1].substring(0, labels[i + 1].indexOf('-'))
                    : labels[i + 1];
            compareOfficialFront(labels[i] + "." + ending);
        }
        int dash = label.indexOf('-');
        if (dash > 0) {
            compareOfficialFront(labels[labels.length - 1] + "." + label.substring(0, dash));
        }
        for (String one : labels) {
            compareFrontLabel(Hosts.unicode(one));
        }
    }

    private void compareOfficialFront(String front) {
        official.brandOf(front)
                .ifPresent(owner -> findings.add(
                        LinkIndicator.OFFICIAL_IN_FRONT, front + " only stands in front of " + link.domain()));
    }

    private void compareFrontLabel(String one) {
        List<String> pieces = parts(one);
        String oneLooks = DomainLooks.of(String.join("", pieces));
        List<String> pieceLooks = pieces.stream().map(DomainLooks::of).toList();
        for (BrandName name : names) {
            boolean whole = oneLooks.equals(name.looks());
            boolean isPart = pieceLooks.contains(name.looks());
            if (isPart && Baits.count(pieces, oneLooks, name.looks()) > 0) {
                findings.add(LinkIndicator.BRAND_WITH_BAIT, name, one + " joins " + name.brand() + " and a bait");
            } else if (whole || isPart) {
                findings.add(
                        LinkIndicator.BRAND_AS_LABEL, name, name.brand() + " is a label in front of " + link.domain());
            }
        }
    }

    /// The words of a label: between dashes, without figures at their ends (`event-2022`, `nitro11`).
    private static List<String> parts(String label) {
        List<String> parts = new ArrayList<>();
        for (String part : label.split("[-_]+")) {
            int end = part.length();
            while (end > 0 && Character.isDigit(part.charAt(end - 1))) {
                end--;
            }
            String word = part.length() - end >= 2 || end == 0 ? part.substring(0, end) : part;
            if (!word.isEmpty()) {
                parts.add(word);
            }
        }
        return parts.isEmpty() ? List.of(label) : parts;
    }
}
