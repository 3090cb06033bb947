package dev.becas.bot.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.bot.cli.CommandRunner;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.kernel.review.ReviewQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands in for a server's moderators, who cannot be here: answers what the review queue asks, by the commands that
/// people use, after the time that the moderators' file says. Misses 20 % of the questions and errs in 3 %. Nobody else
/// reads that file but the final scorer.
public final class SimulatedModerator {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedModerator.class);
    private static final int PERCENT = 100;
    private static final int MISSES = 20;
    private static final int ERRS = 3;
    private static final int POLL_MAX = 100_000;

    private final ReviewQueue queue;
    private final CommandRunner commands;
    private final Map<String, Truth> truths = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparing(Due::at).thenComparing(d -> d.item().itemId()).thenComparing(Due::moderator));
    private Instant polled = Instant.EPOCH;
    private int answered;

    public SimulatedModerator(ReviewQueue queue, CommandRunner commands, Path moderatorsFile) throws IOException {
        this.queue = queue;
        this.commands = commands;
        if (!Files.isRegularFile(moderatorsFile)) {
            throw new IOException("there is no moderators' file " + moderatorsFile);
        }
        try (Stream<String> lines = Files.lines(moderatorsFile)) {
            lines.filter(l -> !l.isBlank())
                    .map(SimulatedModerator::truth)
                    .forEach(t -> truths.put(t.guild() + "/" + t.messageId(), t));
        }
    }

    private record Truth(
            String messageId,
            String guild,
            String category,
            String label,
            String action,
            String reason,
            String moderator,
            long afterSeconds) {}

    private record Due(Instant at, ReviewItem item, Truth truth, String moderator) {}

    /// Answers everything that is due, in a fixed order.
    public void act(Instant now) {
        for (ReviewItem item : queue.openSince(polled, now, POLL_MAX)) {
            if (known.add(item.itemId())) {
                consider(item);
            }
        }
        polled = now;
        while (!due.isEmpty() && !due.peek().at().isAfter(now)) {
            answer(due.remove());
        }
    }

    /// How many questions were answered in this run.
    public int answered() {
        return answered;
    }

    private void consider(ReviewItem item) {
        Truth truth = truths.get(item.guildId() + "/" + item.messageId());
        if (truth == null || Ids.bucket("miss/" + item.itemId(), PERCENT) < MISSES) {
            return;
        }
        Instant first = item.at().plusSeconds(truth.afterSeconds());
        due.add(new Due(first, item, truth, truth.moderator()));
        for (int more = 1; more < item.opinionsWanted(); more++) {
            due.add(new Due(first.plusSeconds(truth.afterSeconds()), item, truth, truth.moderator() + "-" + more));
        }
    }

    private void answer(Due d) {
        Category category = Categories.named(d.item().category());
        boolean wrong = Ids.bucket("err/" + d.item().itemId() + "/" + d.moderator(), PERCENT) < ERRS;
        String label = wrong ? wrongLabel(category, d) : rightLabel(category, d.truth());
        boolean clear = label.equals(category.clearLabel());
        String reason = clear
                ? "Looked at it: nothing here breaks our rules about " + category.title() + "."
                : reasonFor(d.truth(), label);
        String action = clear
                ? "none"
                : d.truth().action().equals("none") ? "delete" : d.truth().action();
        CommandResult result = commands.run(
                d.moderator(), "review", "label", d.item().itemId(), label, "--action", action, "--reason", reason);
        if (result.exitCode() == 0) {
            answered++;
        } else {
            LOG.debug("the simulated moderator came too late: {}", result.text());
        }
    }

    private static String reasonFor(Truth truth, String label) {
        return truth.label().equals(label) && !truth.reason().isBlank()
                ? truth.reason()
                : "This is " + label + ", which our rules do not allow.";
    }

    /// What the moderators' file says; a message whose truth is of another category is clear for this one.
    private static String rightLabel(Category category, Truth truth) {
        return truth.category().equals(category.name()) ? truth.label() : category.clearLabel();
    }

    private static String wrongLabel(Category category, Due d) {
        List<String> others = category.labelNames().stream()
                .filter(l -> !l.equals(rightLabel(category, d.truth())))
                .toList();
        return others.get(Ids.bucket("which/" + d.item().itemId(), others.size()));
    }

    private static Truth truth(String line) {
        JsonNode node = Json.read(line, JsonNode.class);
        return new Truth(
                node.path("messageId").asText(),
                node.path("guild").asText(),
                node.path("category").asText(),
                node.path("label").asText(),
                node.path("action").asText("none"),
                node.path("reason").asText(""),
                node.path("moderator").asText("moderator"),
                node.path("afterSeconds").asLong());
    }
}
