package dev.becas.gputrainer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The templates that models are published with, of which none is kept here: those that we know are rendered as
/// transformers renders them, the others refused. Needs `-Dbecas.templates`, a folder of `*.jinja` files with the
/// `rendered.jsonl` that `chats.py` made of them; without it, skipped.
@Tag("outside")
class OutsideTemplatesTest {
    private static final Path FOLDER = Path.of(System.getProperty("becas.templates", "templates"));

    @Test
    void whatIsKnownIsRenderedAsTransformersRendersIt() throws Exception {
        assumeTrue(Files.isDirectory(FOLDER), "no templates here: " + FOLDER + " (-Dbecas.templates)");
        List<String> lines = Files.readAllLines(FOLDER.resolve("rendered.jsonl"));
        TreeMap<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jinja")).toList()) {
                String name = String.valueOf(file.getFileName()).replace(".jinja", "");
                Optional<ChatTemplate> template = ChatTemplates.find(Files.readString(file));
                found.put(name, template.map(ChatTemplate::name).orElse("refused"));
                if (template.isPresent()) {
                    int count = RenderedChats.each(
                            lines,
                            name,
                            (chat, expected) -> assertEquals(
                                    expected,
                                    template.get()
                                            .render(chat.messages(), chat.options())
                                            .text(),
                                    () -> name + " of " + chat));
                    assertTrue(count > 0, name + " was never rendered");
                }
            }
        }
        found.forEach((name, kind) -> System.out.println(name + ": " + kind));
    }
}
