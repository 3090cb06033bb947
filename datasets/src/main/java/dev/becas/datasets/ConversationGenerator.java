package dev.becas.datasets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a conversation of several servers in our own words, with the hidden file of what its moderators know and the
/// servers' rules. Streams: memory holds the people and what is about to happen, not the messages.
public final class ConversationGenerator {

    private static final int CHANNELS_PER_GUILD = 5;
    private static final double REPORT_CHANCE_OFFENCE = 0.10;
    private static final double REPORT_CHANCE_HARMLESS = 0.003;
    private static final double EDIT_CHANCE = 0.005;
    private static final double DELETE_CHANCE = 0.003;
    private static final double LEAVE_CHANCE = 0.002;
    private static final double REPLY_CHANCE = 0.12;
    /// Added to a number, then cut off again, it leaves seven digits.
    private static final int ID_OFFSET = 10_000_000;

    private static final double MILLIS_PER_DAY = 86_400_000.0;
    private static final double MINUTE_MILLIS = 60_000.0;
    private static final ObjectWriter TRUTH_JSON = new ObjectMapper().writerFor(Truth.class);

    private final ConversationSettings settings;
    private final Dice dice;
    private final List<Guild> guilds;
    private final Sentences sentences;
    private final Crowd crowd;
    private final String idLetter;
    private final Map<String, String> lastInChannel = new HashMap<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<String, Integer> families = new HashMap<>();

    private ConversationGenerator(ConversationSettings settings) {
        this.settings = settings;
        this.dice = new Dice(settings.seed());
        this.guilds = GuildBook.shipped().servers(settings.guilds());
        this.sentences = new Sentences(settings, guilds, dice);
        this.crowd = new Crowd(guilds, settings.withUnseen() ? "u" : "n", dice);
        this.idLetter = settings.withUnseen() ? "u" : "m";
    }

    /// Writes `conversation.jsonl`, `moderators.jsonl` and `guilds/<guild>.yaml` into `folder`, which is made if need
    /// be. The conversation takes its name last, so where it lies the rest is complete.
    public static GeneratedConversation generate(ConversationSettings settings, Path folder) throws IOException {
        return new ConversationGenerator(settings).writeInto(folder);
    }

    private GeneratedConversation writeInto(Path folder) throws IOException {
        Path guildFolder = Files.createDirectories(folder.resolve("guilds"));
        for (Guild guild : guilds) {
            Files.writeString(guildFolder.resolve(guild.id() + ".yaml"), guild.policyYaml());
        }
        Path talkPart = folder.resolve("conversation.jsonl.part");
        Path truthPart = folder.resolve("moderators.jsonl.part");
        Map<String, Integer> lines;
        try (Writer talkFile = Files.newBufferedWriter(talkPart, StandardCharsets.UTF_8);
                Writer truthFile = Files.newBufferedWriter(truthPart, StandardCharsets.UTF_8)) {
            Talk talk = new Talk(talkFile);
            writeMessages(talk, truthFile);
            lines = talk.written();
        }
        Path moderators = folder.resolve("moderators.jsonl");
        Path conversation = folder.resolve("conversation.jsonl");
        Files.move(truthPart, moderators, StandardCopyOption.REPLACE_EXISTING);
        Files.move(talkPart, conversation, StandardCopyOption.REPLACE_EXISTING);
        return new GeneratedConversation(conversation, moderators, guildFolder, crowd.size(), lines, labels, families);
    }

    private void writeMessages(Talk talk, Writer truthFile) throws IOException {
        double gapMillis = settings.days() * MILLIS_PER_DAY / settings.messages();
        double nowMillis = settings.start().toEpochMilli();
        for (int i = 1; i <= settings.messages(); i++) {
            nowMillis += dice.exponential(gapMillis);
            Sentence sentence = sentences.next();
            String id = idLetter + Integer.toString(ID_OFFSET + i).substring(1);
            say(talk, (long) nowMillis, sentence, id);
            truthFile.write(TRUTH_JSON.writeValueAsString(Truth.of(id, sentence, dice)));
            truthFile.write('\n');
            labels.merge(sentence.family().category().wireName() + "/" + sentence.label(), 1, Integer::sum);
            families.merge(sentence.family().id(), 1, Integer::sum);
        }
        talk.finish();
    }

    private void say(Talk talk, long atMillis, Sentence sentence, String id) throws IOException {
        talk.runUntil(atMillis);
        String at = Talk.stamp(atMillis);
        String guild = sentence.guild().id();
        String author = crowd.writer(sentence.guildIndex(), sentence.isOffence());
        if (crowd.arrives(author)) {
            talk.write(TalkLine.join(at, guild, author, Talk.stamp(crowd.accountCreatedAtMillis(author, atMillis))));
        }
        String channel = guild + "-c" + dice.below(CHANNELS_PER_GUILD);
        talk.write(TalkLine.message(at, guild, channel, author, id, sentence.text(), replyTo(channel, id)));
        scheduleWhatFollows(talk, atMillis, sentence, id);
        if (dice.chance(LEAVE_CHANCE)) {
            talk.write(TalkLine.leave(at, guild, author));
            crowd.leaves(author);
        }
    }

    private @Nullable String replyTo(String channel, String id) {
        String last = lastInChannel.put(channel, id);
        return dice.chance(REPLY_CHANCE) ? last : null;
    }

    private void scheduleWhatFollows(Talk talk, long atMillis, Sentence sentence, String id) {
        String guild = sentence.guild().id();
        if (dice.chance(sentence.isOffence() ? REPORT_CHANCE_OFFENCE : REPORT_CHANCE_HARMLESS)) {
            String reporter = crowd.bystander(sentence.guildIndex());
            String words = dice.pick(WordBook.forConversations().of("reporttext"));
            talk.schedule(soon(atMillis, 4), at -> TalkLine.report(at, guild, reporter, id, words));
        }
        if (sentence.isOffence()) {
            return;
        }
        if (dice.chance(EDIT_CHANCE)) {
            talk.schedule(
                    soon(atMillis, 2), at -> TalkLine.edit(at, guild, id, sentence.text() + " (edited: spelling)"));
        } else if (dice.chance(DELETE_CHANCE)) {
            talk.schedule(soon(atMillis, 30), at -> TalkLine.delete(at, guild, id));
        }
    }

    private long soon(long atMillis, double meanMinutes) {
        return atMillis + 1000 + (long) dice.exponential(meanMinutes * MINUTE_MILLIS);
    }
}
