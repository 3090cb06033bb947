package dev.becas.kernel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final Command ROUND = command("train", Form.REST);
    private static final Command FILES = command("train", Form.onFilesWith("base"));

    private final Commands commands = new Commands();

    private static Command command(String name, Form form) {
        return new Command(name, "", List.of(), List.of(), form, call -> CommandResult.ok(name, name));
    }

    @Test
    void aNameHasSeveralFormsAndTheWordsChoose() {
        commands.add(FILES);
        commands.add(ROUND);
        assertEquals(List.of(ROUND, FILES), commands.named("train"));
        assertSame(ROUND, commands.chosen("train", List.of("scam_detection")));
        assertSame(FILES, commands.chosen("train", List.of("--base", "model.gguf")));
        assertSame(FILES, commands.chosen("train", List.of("--base=model.gguf")));
        assertSame(ROUND, commands.chosen("train", List.of("--baseline", "x")));
    }

    @Test
    void aFileIsToldByItsEnd() {
        Command file = command("model show", Form.onFilesEnding(".gguf"));
        Command version = command("model show", Form.REST);
        commands.add(file);
        commands.add(version);
        assertSame(file, commands.chosen("model show", List.of("/tmp/a.gguf", "--json")));
        assertSame(version, commands.chosen("model show", List.of("becas-qwen-scam_detection-v1")));
    }

    @Test
    void aFormThatHasItsNameAloneGetsAllUses() {
        commands.add(FILES);
        assertSame(FILES, commands.chosen("train", List.of("scam_detection")));
    }

    @Test
    void wordsThatNoFormTakesAreAWrongUseThatNamesTheForms() {
        commands.add(FILES);
        commands.add(command("train", Form.onFilesWith("cloud")));
        assertEquals(
                "'train' must be used as one of ['train' with --base, 'train' with --cloud]",
                assertThrows(IllegalArgumentException.class, () -> commands.chosen("train", List.of()))
                        .getMessage());
        assertEquals(
                "these words fit more than one of ['train' with --base, 'train' with --cloud]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> commands.chosen("train", List.of("--base", "b", "--cloud", "c")))
                        .getMessage());
    }

    @Test
    void theSameFormTwiceIsRefusedAndOneThatWentMakesRoom() throws Exception {
        AutoCloseable taken = commands.add(FILES);
        commands.add(ROUND);
        assertEquals(
                "there is a command 'train' already",
                assertThrows(IllegalStateException.class, () -> commands.add(command("train", Form.REST)))
                        .getMessage());
        assertThrows(IllegalStateException.class, () -> commands.add(FILES));
        taken.close();
        commands.add(FILES);
        assertEquals(2, commands.all().size());
    }
}
