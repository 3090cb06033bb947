package dev.becas.gputrainer.tiny;

import dev.becas.gputrainer.command.Base;
import dev.becas.gputrainer.command.ProgressLine;
import dev.becas.gputrainer.command.TorchThread;
import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.tokenizer.BytePairTrainer;
import dev.becas.gputrainer.tokenizer.BytePairs;
import dev.becas.gputrainer.train.AllWeights;
import dev.becas.gputrainer.train.Checkpointing;
import dev.becas.gputrainer.train.Example;
import dev.becas.gputrainer.train.Schedule;
import dev.becas.gputrainer.train.TrainSettings;
import dev.becas.gputrainer.train.TrainingLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Makes the tiny base from nothing: a vocabulary from the text, random weights from a seed, then two runs over all
/// weights ([TinyLessons]). Stopped or killed, the same call again goes on.
public final class BuildTinyBase {
    private static final long SEED = 1;
    private static final TrainSettings SETTINGS = new TrainSettings(
            1e-3,
            4,
            1,
            1.0,
            0.5,
            50,
            1_000_000,
            1,
            Schedule.COSINE,
            SEED,
            Checkpointing.NONE,
            true,
            100,
            5,
            100,
            Precision.FP32);

    private final Path text;
    private final Path rows;
    private final Consumer<String> say;

    private BuildTinyBase(Path text, Consumer<String> say) {
        this.text = text;
        this.rows = text.resolve("rows.jsonl");
        this.say = say;
    }

    /// @param arguments the folder with `rows.jsonl` and `gold.jsonl`, and the folder for `tiny.gguf`, its checksum and
    ///     its figures
    public static void main(String[] arguments) throws Exception {
        make(Path.of(arguments[0]), Path.of(arguments[1]), System.out::println);
    }

    /// Makes the model and measures it.
    ///
    /// @param text the folder that the generator wrote; checkpoints go beside it
    /// @param to the folder for what is made
    /// @param say hears how far it is
    static TinyCard make(Path text, Path to, Consumer<String> say) throws Exception {
        BuildTinyBase build = new BuildTinyBase(text, say);
        Path model = Files.createDirectories(to).resolve("tiny.gguf");
        String sha256 = TorchThread.call(() -> build.train(model));
        TinyCard card = TinyCard.of(model, sha256, GgufFile.sha256(build.rows), TinyExam.of(text, model, say));
        card.write(to);
        say.accept(card.text());
        return card;
    }

    private String train(Path to) throws Exception {
        TinyText all = TinyText.read(rows);
        Path first = Files.createDirectories(text.resolve("work")).resolve("first.gguf");
        BytePairs vocabulary =
                BytePairTrainer.learn(all.texts(), TinyText.labels(), TinyFile.CONTROLS, TinyShape.VOCABULARY);
        ModelConfig config = TinyShape.config(vocabulary.tokens().size());
        TinyFile.writeFirst(config, vocabulary, TinyShape.weights(config, SEED), first);
        say.accept("learned " + vocabulary.tokens().size() + " tokens");
        try (Base base = Base.open(first.toString());
                LanguageModel model = LanguageModel.load(base.model(), Precision.FP32);
                AllWeights weights = new AllWeights(model, base.model())) {
            TinyLessons lessons = new TinyLessons(base, all.rows());
            run("reading", base, model, weights, lessons.reading());
            run("answering", base, model, weights, lessons.answering());
            GgufEntry about = GgufEntry.of("becas.text.sha256", GgufFile.sha256(rows));
            return TinyFile.writeLast(base.model().file(), weights, List.of(about), to);
        }
    }

    private void run(String name, Base base, LanguageModel model, AllWeights weights, List<Example> examples)
            throws Exception {
        long tokens =
                examples.stream().mapToLong(example -> example.ids().length).sum();
        say.accept("%s: %,d examples of %,d tokens".formatted(name, examples.size(), tokens));
        new TrainingLoop(
                        model,
                        weights,
                        SETTINGS,
                        examples,
                        List.of(),
                        Files.createDirectories(text.resolve("work").resolve(name)),
                        base.sha256() + " " + GgufFile.sha256(rows) + " " + SETTINGS,
                        new ProgressLine(say, System::nanoTime),
                        System::nanoTime)
                .run();
    }
}
