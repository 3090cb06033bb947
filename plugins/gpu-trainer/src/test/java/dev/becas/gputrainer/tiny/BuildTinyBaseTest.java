package dev.becas.gputrainer.tiny;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.datasets.BaseText;
import dev.becas.gputrainer.gguf.GgufFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The builder on a few rows, which teach it nothing.
class BuildTinyBaseTest {
    @TempDir
    Path folder;

    @Test
    void theSameTextGivesTheSameModelByteForByte() throws Exception {
        Path whole = folder.resolve("whole");
        BaseText.main(new String[] {whole.toString()});
        List<String> said = new ArrayList<>();
        TinyCard once = make(whole, "once", said);
        assertEquals(once, make(whole, "twice", new ArrayList<>()));

        Path made = folder.resolve("once-made");
        assertEquals(once.sha256() + "  tiny.gguf\n", Files.readString(made.resolve("tiny.gguf.sha256")));
        assertEquals(once.sha256(), GgufFile.sha256(made.resolve("tiny.gguf")));
        assertEquals(
                Set.of("scam_detection", "violation_detection"), once.macroF1().keySet());
        assertTrue(said.stream().anyMatch(line -> line.contains("] step ") && line.contains(" left")), said.toString());
    }

    private TinyCard make(Path whole, String name, List<String> said) throws Exception {
        Path text = Files.createDirectories(folder.resolve(name));
        for (String file : List.of("rows.jsonl", "gold.jsonl")) {
            Files.write(
                    text.resolve(file), Files.readAllLines(whole.resolve(file)).subList(0, 64));
        }
        return BuildTinyBase.make(text, folder.resolve(name + "-made"), said::add);
    }
}
