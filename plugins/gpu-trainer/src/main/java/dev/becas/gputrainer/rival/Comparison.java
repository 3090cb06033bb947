package dev.becas.gputrainer.rival;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.score.Asker;
import dev.becas.gputrainer.score.LabelQuestion;
import dev.becas.gputrainer.train.WholeFile;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One run's held-out rows, asked three times: of the base, of the base with examples, and of the tuned model.
public final class Comparison {
    private static final String FILE = "before.json";

    private final LabelQuestion question;
    private final long seed;
    private final Before before;

    private Comparison(LabelQuestion question, long seed, Before before) {
        this.question = question;
        this.seed = seed;
        this.before = before;
    }

    /// What was answered before training: kept, because it takes minutes and a run may be stopped and go on.
    ///
    /// @param run whose answers these are
    /// @param base the base's answers
    /// @param baseSeconds how long that took
    /// @param perLabel examples of each label that help most; -1 if none were tried
    /// @param fewShot the base's answers with them
    /// @param fewShotSeconds how long it took to find out how many help, and to ask
    record Before(
            String run,
            List<double[]> base,
            double baseSeconds,
            int perLabel,
            List<double[]> fewShot,
            double fewShotSeconds) {
        boolean askedWithExamples() {
            return perLabel >= 0;
        }
    }

    /// Asks the base, before anything is trained; where this run has asked already, reads what it answered.
    ///
    /// @param train rows that examples may be taken from; none if it is not asked with examples
    /// @param seed of examples and resamples
    /// @param folder for what is kept
    /// @param run names settings, data and base
    public static Comparison begin(
            Asker asker, LabelQuestion question, List<DataRow> train, long seed, Path folder, String run)
            throws IOException, InterruptedException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            Before known = read(file);
            if (known.run().equals(run)) {
                return new Comparison(question, seed, known);
            }
        }
        Before before = ask(asker, question, train, seed, run);
        WholeFile.write(file, Json.MAPPER.writeValueAsString(before));
        return new Comparison(question, seed, before);
    }

    private static Before read(Path file) throws IOException {
        try {
            return Json.MAPPER.readValue(Files.readString(file), Before.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": is not as it was written; remove it: " + e.getOriginalMessage(), e);
        }
    }

    private static Before ask(Asker asker, LabelQuestion question, List<DataRow> train, long seed, String run)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<double[]> base = question.ask(asker);
        double seconds = secondsSince(began);
        if (train.isEmpty()) {
            return new Before(run, base, seconds, -1, List.of(), 0);
        }
        long tuning = System.nanoTime();
        FewShot fewShot = FewShot.tune(asker, train, question, seed);
        List<double[]> answers = fewShot.ask(asker, question);
        return new Before(run, base, seconds, fewShot.perLabel(), answers, secondsSince(tuning));
    }

    static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    /// Asks the tuned model.
    public Compared end(Asker asker) throws IOException, InterruptedException {
        return new Compared(question, before, question.ask(asker), seed);
    }

    /// How long the base took to answer all rows.
    public double baseSeconds() {
        return before.baseSeconds();
    }
}
