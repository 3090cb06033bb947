package dev.becas.gputrainer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Those templates that we know are rendered as transformers renders them now, the others refused: the ones kept here,
/// or with `-Dbecas.templates` a folder of `*.jinja` files that models are published with. Needs `-Dbecas.python` (a
/// Python with transformers and jinja2); what is missing is said, and skipped.
@Tag("outside")
class OutsideTemplatesTest {
    private static final Path TEMPLATES = Path.of(System.getProperty(
            "becas.templates",
            Path.of(System.getProperty("becas.root", "."), "plugins", "gpu-trainer", "src", "test", "resources")
                    .resolve("dev/becas/gputrainer/chat")
                    .toString()));

    @TempDir
    Path folder;

    @Test
    void whatIsKnownIsRenderedAsTransformersRendersIt() throws Exception {
        Python.needs("transformers>=5", "jinja2");
        Path out = folder.resolve("rendered.jsonl");
        Python.run("chats.py", TEMPLATES.toString(), out.toString());
        List<String> lines = Files.readAllLines(out);
        TreeMap<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(TEMPLATES)) {
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
        assertFalse(found.isEmpty(), "no *.jinja file in " + TEMPLATES);
        found.forEach((name, kind) -> System.out.println(name + ": " + kind));
    }
}
