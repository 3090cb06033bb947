package dev.becas.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All servers of `guilds.yaml`. A rule has several wordings; a server's place in the list decides which one it uses.
record GuildBook(List<Wording> general, List<Wording> topics, List<Server> guilds) {

    private static final GuildBook SHIPPED = load();

    GuildBook {
        general = List.copyOf(general);
        topics = List.copyOf(topics);
        guilds = List.copyOf(guilds);
    }

    /// A rule before a server words it. Topics are violations; their category is not written down.
    record Wording(@Nullable String category, @Nullable String topic, String label, String action, List<String> texts) {

        Rule rule(String id, int wording) {
            Category judged = category == null ? Category.VIOLATION : Category.of(category);
            return new Rule(id, texts.get(wording % texts.size()), judged, label, action, topic == null ? "" : topic);
        }
    }

    record Server(String guild, String name, List<String> forbids) {}

    static GuildBook shipped() {
        return SHIPPED;
    }

    /// The first `count` servers.
    List<Guild> servers(int count) {
        List<Guild> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Server server = guilds.get(i);
            servers.add(new Guild(server.guild(), server.name(), rules(server.forbids(), i)));
        }
        return servers;
    }

    /// The topics that some servers forbid and others allow.
    List<String> topicNames() {
        return topics.stream()
                .map(wording -> Objects.requireNonNull(wording.topic(), "topic"))
                .toList();
    }

    /// The rules of a server that forbids `forbidden` topics beside what every server forbids.
    List<Rule> rules(List<String> forbidden, int wording) {
        List<Rule> rules = new ArrayList<>();
        for (Wording rule : general) {
            rules.add(rule.rule("r" + (rules.size() + 1), wording));
        }
        for (Wording rule : topics) {
            if (rule.topic() != null && forbidden.contains(rule.topic())) {
                rules.add(rule.rule("r" + (rules.size() + 1), wording));
            }
        }
        return rules;
    }

    private static GuildBook load() {
        try {
            return new ObjectMapper(new YAMLFactory()).readValue(Resources.read("guilds.yaml"), GuildBook.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("guilds.yaml cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
