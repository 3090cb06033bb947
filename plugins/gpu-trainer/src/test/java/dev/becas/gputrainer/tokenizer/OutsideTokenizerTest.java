package dev.becas.gputrainer.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.Python;
import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.Metadata;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our ids beside those of Python's `tokenizers` and `sentencepiece`: 10,000 lines of the public data, the big list of
/// naughty strings, and made-up strings of awkward characters. Needs `-Dbecas.python` (a Python with tokenizers,
/// sentencepiece and gguf), `-Dbecas.smollm2` (the GGUF file) and `-Dbecas.data`; what is missing is said, and skipped.
@Tag("outside")
class OutsideTokenizerTest {
    private static final Path ROOT = Path.of(System.getProperty("becas.root", "."));
    private static final Path DATA = Path.of(
            System.getProperty("becas.data", ROOT.resolve("../shared/data").toString()));
    private static final Path MODEL = Path.of(System.getProperty("becas.smollm2", "smollm2.gguf"));
    private static final int LINES = 10_000;
    private static final int MADE_UP = 3_000;

    @TempDir
    Path folder;

    @BeforeEach
    void needsPythonAndData() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(DATA), "the public data are not here: " + DATA.normalize() + " (-Dbecas.data)");
        Python.needs("tokenizers", "sentencepiece", "gguf");
    }

    @ParameterizedTest
    @EnumSource(PreTokenizer.class)
    void byteLevelIdsAreThoseOfPython(PreTokenizer pre) throws Exception {
        assumeTrue(Files.exists(MODEL), "the model is not here: " + MODEL + " (-Dbecas.smollm2)");
        List<String> texts = texts();
        List<String> rows = rows(texts, "bpe", MODEL.toString(), pre.ggufName());
        assertEquals(texts.size() + 1, rows.size());
        try (GgufFile file = GgufFile.open(MODEL)) {
            Tokenizer tokenizer = with(file, pre);
            long start = System.nanoTime();
            List<int[]> plain = texts.stream().map(tokenizer::encode).toList();
            double seconds = (System.nanoTime() - start) / 1e9;
            for (int i = 0; i < texts.size(); i++) {
                JsonNode row = Outside.JSON.readTree(rows.get(i + 1));
                assertArrayEquals(Outside.ids(row.get("text")), plain.get(i), texts.get(i));
                assertArrayEquals(Outside.ids(row.get("prompt")), tokenizer.encodePrompt(texts.get(i)), texts.get(i));
            }
            long characters = texts.stream().mapToLong(String::length).sum();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d texts, %d tokens, the same ids; %.1f million characters/s on one thread%n",
                    pre.ggufName(),
                    texts.size(),
                    plain.stream().mapToLong(ids -> ids.length).sum(),
                    characters / seconds / 1e6);
        }
    }

    @Test
    void sentencePieceIdsAreThoseOfPython() throws Exception {
        List<String> texts = texts();
        List<String> rows = rows(texts, "spm");
        Tokenizer tokenizer = Outside.sentencePiece(Outside.JSON.readTree(rows.getFirst()));
        for (int i = 0; i < texts.size(); i++) {
            JsonNode row = Outside.JSON.readTree(rows.get(i + 1));
            assertArrayEquals(Outside.ids(row.get("text")), tokenizer.encode(texts.get(i)), texts.get(i));
        }
    }

    private static Tokenizer with(GgufFile file, PreTokenizer pre) throws IOException {
        List<GgufEntry> entries = new ArrayList<>(file.metadata().entries());
        entries.add(GgufEntry.of("tokenizer.ggml.pre", pre.ggufName()));
        return Tokenizers.of(Metadata.of(entries));
    }

    /// Every text of the naughty list, lines of every file, and the made-up ones.
    private static List<String> texts() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(DATA)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.addAll(lines(file));
            }
        }
        List<String> texts = new ArrayList<>(Outside.texts(
                Outside.JSON.readTree(DATA.resolve("robustness/blns.json").toFile())));
        IntStream.range(0, LINES)
                .mapToObj(i -> lines.get((int) ((long) i * lines.size() / LINES)))
                .forEach(texts::add);
        texts.addAll(madeUp());
        return texts;
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode text =
                        line.startsWith("{") ? Outside.JSON.readTree(line).get("text") : null;
                texts.add(text == null ? line : text.asText());
            }
        } catch (MalformedInputException e) {
            texts.clear(); // not UTF-8: Python would not read it either
        } catch (JsonProcessingException e) {
            return Files.readAllLines(file);
        }
        return texts;
    }

    private static List<String> madeUp() {
        String[] parts = {
            " ",
            "  ",
            "\n",
            "\r\n",
            "\t",
            "\u00a0",
            "\u3000",
            "\u2028",
            "\u0085",
            "\u200b",
            "'s",
            "'S",
            "'\u017f",
            "'ll",
            "'RE",
            "a",
            "Z",
            "é",
            "e\u0301",
            "ß",
            "Ж",
            "字",
            "한",
            "ع",
            "ा",
            "😀",
            "👍🏽",
            "1",
            "23",
            "½",
            "٣",
            "Ⅷ",
            "²",
            ".",
            "!?",
            "$",
            "+",
            "<",
            "|",
            "^",
            "~",
            "_",
            "-",
            "'",
            "\"",
            "\u0000",
            "\u001c",
            "\ufeff",
            "\ufffd",
            "\ud800\udf48",
            "the",
            "<|im_end|>"
        };
        Random random = new Random(11);
        return Stream.generate(() -> IntStream.range(0, 1 + random.nextInt(12))
                        .mapToObj(i -> parts[random.nextInt(parts.length)])
                        .reduce("", String::concat))
                .limit(MADE_UP)
                .toList();
    }

    private List<String> rows(List<String> texts, String... arguments) throws IOException, InterruptedException {
        Path lines = folder.resolve("lines.json");
        Path out = folder.resolve("out.jsonl");
        Outside.JSON.writeValue(lines.toFile(), texts);
        Python.run(
                "tokens.py",
                Stream.concat(Stream.of(arguments), Stream.of(lines.toString(), out.toString()))
                        .toArray(String[]::new));
        return Files.readAllLines(out);
    }
}
