package dev.becas.bot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.command.Commands;
import dev.becas.kernel.command.Form;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One name, two commands of different parts.
class CommandFormsTest {
    private final Commands commands = new Commands();
    private final CommandShell shell = new CommandShell(commands, sentence -> {});

    @BeforeEach
    void offer() {
        commands.add(new Command(
                "train",
                "Begins a round.",
                List.of(new Parameter("category", "which", true)),
                List.of(),
                call -> CommandResult.ok("round " + call.required("category"), "")));
        commands.add(new Command(
                "train",
                "Trains a model file.",
                List.of(),
                List.of(Option.value("base", "a file", ""), Option.value("rank", "its rank", "8")),
                Form.onFilesWith("base"),
                call -> CommandResult.ok(call.required("base") + " at rank " + call.required("rank"), "")));
    }

    private CommandResult run(String words) {
        return shell.run("operator", words.split(" "));
    }

    @Test
    void theWordsChooseTheCommand() {
        assertEquals("round scam_detection", run("train scam_detection").text());
        assertEquals("m.gguf at rank 8", run("train --base m.gguf").text());
        assertEquals(
                "m.gguf at rank 16", run("train --rank=16 --base=m.gguf --json").text());
        assertEquals("m.gguf at rank 8", run("--home d train --base m.gguf").text());
        assertEquals("round x", run("--json train x").text());
    }

    @Test
    void helpShowsBoth() {
        CommandResult help = run("train --help");
        assertEquals(0, help.exitCode());
        assertTrue(help.text().contains("<category>") && help.text().contains("Begins a round."), help.text());
        assertTrue(help.text().contains("--rank") && help.text().contains("Trains a model file."), help.text());
        CommandResult all = run("--help");
        assertTrue(all.text().replaceAll("\\s+", " ").contains("Or with --base: Trains a model file."), all.text());
    }

    @Test
    void aUseThatFitsNeitherSaysWhatThereIs() {
        CommandResult none = run("train");
        assertEquals(2, none.exitCode());
        assertEquals(
                "Missing required parameter: '<category>'; see `becas train --help`, which also works with --base",
                none.text());
        assertEquals(
                "Unknown options: '--rank', '4'; see `becas train --help`, which also works with --base",
                run("train scam --rank 4").text());
    }

    @Test
    void onlyTheFormOnFilesNeedsNoInstallation() {
        assertTrue(shell.onFiles("train", "--base", "m.gguf"));
        assertFalse(shell.onFiles("train", "scam_detection"));
        assertFalse(shell.onFiles("cappuccino"));
    }
}
