package dev.becas.bot.app;

import dev.becas.kernel.command.Command;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What admins ask about the servers' policy files.
final class PolicyCommands {
    private final GuildPolicies policies;
    private final Path guilds;

    /// @param guilds the folder of the files in force
    PolicyCommands(GuildPolicies policies, Path guilds) {
        this.policies = policies;
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
                        "Says of each policy file whether it holds, or where and why not; puts nothing in force.",
                        List.of(new Parameter("folder", "of the files; the installation's own when left out", false)),
                        List.of(),
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
        Path folder = call.find("folder").map(Path::of).orElse(guilds);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("folder must be a folder of policy files but was " + folder);
        }
        List<Checked> checked = GuildPolicies.check(folder);
        String text = checked.stream().map(this::sentence).collect(Collectors.joining("\n"));
        boolean holds = checked.stream().allMatch(c -> c.refusal().isEmpty());
        return new CommandResult(
                holds ? 0 : 1,
                checked.isEmpty() ? "there is no .yaml file in " + folder : text,
                checked.stream().map(PolicyCommands::row).toList());
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

    private static Map<String, Object> row(Checked checked) {
        GuildPolicy policy = checked.policy();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file", checked.file().toString());
        row.put("holds", checked.refusal().isEmpty());
        row.put("guild", policy == null ? null : policy.guild());
        row.put("refusal", checked.refusal());
        return row;
    }
}
