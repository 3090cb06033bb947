package dev.becas.bot.app;

import dev.becas.bot.trial.PolicyTrial;
import dev.becas.bot.trial.TrialReport;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.guild.GuildPolicies.Checked;
import dev.becas.kernel.guild.GuildPolicy;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What admins ask about the servers' policy files.
final class PolicyCommands {
    /// Ten years: more than any store holds, and no instant before the calendar.
    private static final int DAYS_MAX = 3_650;

    private final Kernel kernel;
    private final GuildPolicies policies;
    private final Path guilds;

    /// @param guilds the folder of the files in force
    PolicyCommands(Kernel kernel, Path guilds) {
        this.kernel = kernel;
        this.policies = kernel.policies();
        this.guilds = guilds;
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "policy show",
                        "Shows a server's policy as it is in force.",
                        List.of(new Parameter("guild", "the server's id; all ids when left out", false)),
                        List.of(),
                        this::show),
                new Command(
                        "policy check",
                        "Says of each policy file whether it holds, or where and why not, and with --last what it"
                                + " would have decided; puts nothing in force.",
                        List.of(new Parameter("folder", "of the files; the installation's own when left out", false)),
                        List.of(
                                Option.value(
                                        "last",
                                        "judge the messages of so many days again, and say what would be decided"
                                                + " otherwise",
                                        ""),
                                Option.value("guild", "only this server's file", "")),
                        this::check));
    }

    private CommandResult show(CommandCall call) {
        if (call.find("guild").isEmpty()) {
            return CommandResult.ok(String.join("\n", policies.guilds()), policies.guilds());
        }
        GuildPolicies.Versioned policy = policies.of(call.required("guild"));
        if (policy.version() == 0) {
            throw new IllegalArgumentException(
                    "there is no policy of guild '" + call.required("guild") + "'; there are " + policies.guilds());
        }
        return CommandResult.ok("version " + policy.version() + "\n" + Json.pretty(policy.policy()), policy);
    }

    private CommandResult check(CommandCall call) throws IOException {
        Optional<Integer> days = days(call);
        Path folder = folder(call, days.isPresent());
        List<Checked> checked = only(call.find("guild"), GuildPolicies.check(folder), folder);
        List<String> text = new ArrayList<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        PolicyTrial trial = new PolicyTrial(kernel, call.progress());
        for (Checked file : checked) {
            GuildPolicy policy = file.policy();
            TrialReport report = policy == null || days.isEmpty() ? null : trial.of(policy, days.get());
            text.add(sentence(file));
            rows.add(row(file, report));
            if (report != null) {
                text.add(report.text());
            }
        }
        boolean holds = checked.stream().allMatch(c -> c.refusal().isEmpty());
        return new CommandResult(
                holds ? 0 : 1,
                checked.isEmpty() ? "there is no .yaml file in " + folder : String.join("\n", text),
                rows);
    }

    /// `--last 7`, `--last 7d` or `--last "7 days"`.
    private static Optional<Integer> days(CommandCall call) {
        Optional<String> said = call.find("last");
        if (said.isEmpty()) {
            return Optional.empty();
        }
        String number = said.get().strip().replaceFirst("\\s*(d|day|days)$", "");
        boolean whole = number.matches("\\d{1,4}");
        if (!whole || Integer.parseInt(number) < 1 || Integer.parseInt(number) > DAYS_MAX) {
            throw new IllegalArgumentException(
                    "--last must be a number of days in [1, " + DAYS_MAX + "] but was '" + said.get() + "'");
        }
        return Optional.of(Integer.parseInt(number));
    }

    /// The folder that is named; in `--last 7 days` the last word is none.
    private Path folder(CommandCall call, boolean afterDays) {
        Path folder = call.find("folder").map(Path::of).orElse(guilds);
        boolean unit = afterDays && folder.toString().matches("days?");
        if (unit && !Files.exists(folder)) {
            return guilds;
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("folder must be a folder of policy files but was " + folder);
        }
        return folder;
    }

    private static List<Checked> only(Optional<String> guild, List<Checked> checked, Path folder) {
        if (guild.isEmpty()) {
            return checked;
        }
        List<Checked> found =
                checked.stream().filter(c -> guild.get().equals(guild(c))).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no file in " + folder + " that holds is of guild '" + guild.get()
                    + "'; there are "
                    + checked.stream()
                            .map(PolicyCommands::guild)
                            .filter(Objects::nonNull)
                            .toList());
        }
        return found;
    }

    private static @Nullable String guild(Checked checked) {
        GuildPolicy policy = checked.policy();
        return policy == null ? null : policy.guild();
    }

    private String sentence(Checked checked) {
        GuildPolicy policy = checked.policy();
        if (policy == null) {
            return checked.refusal();
        }
        GuildPolicies.Versioned inForce = policies.of(policy.guild());
        String news = inForce.version() == 0
                ? "new"
                : (inForce.policy().equals(policy) ? "in force as version " : "differs from version ")
                        + inForce.version();
        return checked.file() + ": guild '" + policy.guild() + "' holds, "
                + policy.rules().size() + " rules in words, " + news;
    }

    private static Map<String, Object> row(Checked checked, @Nullable TrialReport report) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file", checked.file().toString());
        row.put("holds", checked.refusal().isEmpty());
        row.put("guild", guild(checked));
        row.put("refusal", checked.refusal());
        if (report != null) {
            row.put("last", report);
        }
        return row;
    }
}
