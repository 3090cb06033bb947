package dev.becas.orchestrator.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.kernel.model.ModelRegistry.AliasMove;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.orchestrator.erasure.ErasedData;
import dev.becas.orchestrator.erasure.ErasedRows;
import dev.becas.orchestrator.pipeline.Round;
import dev.becas.orchestrator.pipeline.Rounds;
import dev.becas.orchestrator.promotion.TypedReason;
import dev.becas.orchestrator.promotion.VersionCleanUp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `model list`, `show`, `history`, `clean`: what there is, what answers, and what answered at an instant.
final class ModelCommands {
    private final Desk desk;
    private final VersionCleanUp cleanUp;

    ModelCommands(Desk desk, VersionCleanUp cleanUp) {
        this.desk = desk;
        this.cleanUp = cleanUp;
    }

    List<Command> all() {
        Parameter target = new Parameter("target", "a target or category; all when left out", false);
        Parameter which = new Parameter("version", "a version, a target or a category", true);
        Option at = Option.value("at", "an instant such as 2026-01-05T08:00:00Z: what answered then", "");
        return List.of(
                new Command(
                        "model list", "Lists versions and what answers now.", List.of(target), List.of(), this::list),
                new Command(
                        "model show",
                        "Shows a version with its evidence, or what answered for a target at an instant.",
                        List.of(which),
                        List.of(at),
                        this::show),
                new Command(
                        "model history",
                        "Lists who moved a target's alias, when and why.",
                        List.of(target),
                        List.of(),
                        this::history),
                new Command(
                        "model clean",
                        "Removes the files of versions that nobody needs.",
                        List.of(),
                        List.of(Option.flag("dry-run", "only says which")),
                        this::clean));
    }

    /// A version in a list.
    ///
    /// @param sharePercent of requests it answers now
    record Listed(
            String version,
            String semantic,
            String category,
            String dataset,
            int sharePercent,
            boolean removed,
            Instant createdAt) {}

    private CommandResult list(CommandCall call) {
        Optional<String> target = call.find("target").map(desk::target);
        Set<String> removed = cleanUp.removed();
        List<Listed> listed = desk.context().models().versions(target.orElse(null)).stream()
                .map(v -> new Listed(
                        v.name(),
                        v.semantic(),
                        v.category(),
                        v.datasetId(),
                        share(v),
                        removed.contains(v.name()),
                        v.createdAt()))
                .toList();
        StringBuilder text = new StringBuilder();
        listed.forEach(l -> text.append(String.format(
                "%-44s %-8s %4s  %s%s%n",
                l.version(),
                l.semantic(),
                l.sharePercent() + "%",
                l.createdAt(),
                l.removed() ? "  (files removed)" : "")));
        return CommandResult.ok(
                listed.isEmpty() ? "There is no version yet." : text.toString().stripTrailing(), listed);
    }

    private int share(ModelVersion version) {
        return desk.context()
                .models()
                .aliases()
                .find(version.target())
                .map(alias -> share(alias, version.name()))
                .orElse(0);
    }

    private static int share(ModelAlias alias, String version) {
        if (alias.version().equals(version)) {
            return alias.sharePercent();
        }
        return version.equals(alias.fallback()) ? 100 - alias.sharePercent() : 0;
    }

    private CommandResult show(CommandCall call) {
        String word = call.required("version");
        Optional<Instant> at = call.find("at").map(ModelCommands::instant);
        if (at.isPresent()) {
            return whatRan(desk.target(word), at.get());
        }
        String name = desk.findVersion(word).map(ModelVersion::name).orElseGet(() -> live(word));
        ModelVersion version = desk.version(name);
        Optional<Round> round = desk.context().store().read(h -> Rounds.thatMade(h, name));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", version);
        json.put("sharePercent", share(version));
        round.ifPresent(r -> json.put("evidence", r));
        List<ErasedData> erased = desk.context().store().read(h -> ErasedRows.of(h, List.of(name)));
        json.put("erased", erased);
        return CommandResult.ok(describe(version, round, erased), json);
    }

    private String live(String word) {
        String target = desk.target(word);
        return desk.context()
                .models()
                .aliases()
                .find(target)
                .map(ModelAlias::version)
                .orElseThrow(() -> new IllegalArgumentException("no version answers for " + target));
    }

    private CommandResult whatRan(String target, Instant at) {
        Optional<AliasMove> move = desk.context().models().whatRanAt(target, at);
        if (move.isEmpty()) {
            return CommandResult.failed(
                    "Nothing answered for " + target + " at " + at + ".", Map.of("target", target, "at", at));
        }
        AliasMove ran = move.get();
        String rest = ran.fallback() == null || ran.sharePercent() == 100
                ? ""
                : ", " + ran.fallback() + " the other " + (100 - ran.sharePercent()) + " %";
        return CommandResult.ok(
                "At " + at + " " + ran.version() + " answered " + ran.sharePercent() + " %" + rest + " (since "
                        + ran.at() + ").",
                shown(ran));
    }

    private String describe(ModelVersion version, Optional<Round> round, List<ErasedData> erased) {
        List<String> lines = new ArrayList<>();
        lines.add(version.name() + " (" + version.semantic() + "), answers " + share(version) + " %");
        lines.add("  made " + version.createdAt() + " from "
                + (version.datasetId().isEmpty() ? version.base() : version.datasetId()) + ", seed " + version.seed());
        lines.add("  artifact " + version.artifact() + ", " + version.digest());
        erased.forEach(data -> lines.add("  " + data.sentence()));
        version.metrics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(m -> lines.add(String.format("  %s %.4f", m.getKey(), m.getValue())));
        round.map(Round::gold).ifPresent(gold -> gold.reasons().forEach(r -> lines.add("  " + r)));
        round.map(Round::report).ifPresent(report -> report.reasoning().forEach(r -> lines.add("  " + r)));
        return String.join("\n", lines);
    }

    private CommandResult history(CommandCall call) {
        Optional<String> target = call.find("target").map(desk::target);
        List<AliasMove> moves = desk.context().models().history(target.orElse(null)).stream()
                .map(this::shown)
                .toList();
        StringBuilder text = new StringBuilder();
        moves.forEach(m -> text.append(String.format(
                "%s  %s %3d %%  by %s: %s%n", m.at(), m.version(), m.sharePercent(), m.by(), m.reason())));
        return CommandResult.ok(
                moves.isEmpty() ? "No alias was ever moved." : text.toString().stripTrailing(), moves);
    }

    private AliasMove shown(AliasMove m) {
        return new AliasMove(
                m.target(),
                m.version(),
                m.fallback(),
                m.sharePercent(),
                m.at(),
                m.by(),
                TypedReason.show(desk.context().contents(), m.reason(), m.reasonContentId()),
                m.reasonContentId(),
                m.causeId());
    }

    private CommandResult clean(CommandCall call) throws Exception {
        Instant now = desk.now();
        List<String> names =
                cleanUp.removable(now).stream().map(ModelVersion::name).toList();
        boolean dryRun = call.flag("dry-run");
        if (!dryRun && !names.isEmpty()) {
            desk.context()
                    .bus()
                    .write(
                            "model clean",
                            tx -> tx.outbox(
                                    VersionCleanUp.KIND,
                                    VersionCleanUp.KIND + "/" + now,
                                    "",
                                    new VersionCleanUp.Removal(names, now)));
        }
        String what = names.isEmpty()
                ? "No version can be removed."
                : (dryRun ? "Would remove " : "Removes ") + String.join(", ", names) + ".";
        return CommandResult.ok(what, Map.of("dryRun", dryRun, "versions", names));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--at must be an instant such as 2026-01-05T08:00:00Z but was '" + text + "'", e);
        }
    }
}
