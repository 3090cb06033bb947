package dev.becas.bot.moderation.links;

import java.util.List;
import java.util.Optional;

/// Judges links by their hosts alone: whether they are official, and whether they pass for something official.
///
/// Immutable, for any thread. Nothing is fetched.
public final class LinkAnalyser {
    private final OfficialDomains official;
    private final List<BrandName> names;

    public LinkAnalyser(OfficialDomains official) {
        this.official = official;
        this.names = BrandName.of(official);
    }

    /// The verdict on each link, in order.
    public List<LinkVerdict> analyse(List<Link> links) {
        return links.stream().map(this::analyse).toList();
    }

    public LinkVerdict analyse(Link link) {
        Optional<String> owner = official.brandOf(link.host());
        boolean honest = link.shownDomain().isEmpty() && !link.indicators().contains(LinkIndicator.USER_IN_FRONT);
        if (owner.isPresent() && honest) {
            return LinkVerdict.official(link, owner.get());
        }
        LinkFindings findings = new LinkFindings(link, official);
        findings.addWriting();
        if (owner.isEmpty() && !link.indicators().contains(LinkIndicator.NUMERIC_HOST)) {
            new HostComparison(link, findings, official, names).run();
        }
        return findings.verdict();
    }
}
