package dev.becas.gputrainer.command;

import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.chat.ChatTemplates;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.command.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `model show`: what a GGUF file holds, after all of its header was checked. Its numbers are not read.
final class ModelShowCommand {
    private ModelShowCommand() {}

    static Command command() {
        return new Command(
                "model show",
                "Shows what a GGUF file holds, and whether Becas can train and score it.",
                List.of(new Parameter("gguf", "a model file, or tiny", true)),
                List.of(),
                Form.onFilesEnding(".gguf", BaseFiles.TINY),
                ModelShowCommand::run);
    }

    private static CommandResult run(CommandCall call) throws IOException {
        String word = call.required("gguf");
        Path path = word.equals(BaseFiles.TINY) ? BaseFiles.ofThisUser().find(word) : Base.file("gguf", word);
        try (GgufModel model = GgufModel.open(path)) {
            Shown shown = new Shown(
                    GgufFile.sha256(path),
                    Files.size(path),
                    model.config(),
                    model.weights().stream().mapToLong(WeightInfo::values).sum(),
                    types(model),
                    orWhyNot(() -> Tokenizers.of(model).size() + " tokens"),
                    orWhyNot(() -> ChatTemplates.of(model.file().metadata()).name()));
            return CommandResult.ok(text(shown), shown);
        }
    }

    private static Map<String, Long> types(GgufModel model) {
        return model.weights().stream()
                .collect(Collectors.groupingBy(info -> info.type().name(), TreeMap::new, Collectors.counting()));
    }

    private static String orWhyNot(Reading reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String text(Shown shown) {
        ModelConfig config = shown.config();
        return """
                %s, %,d parameters, %,d bytes, sha256 %s
                  %d layers of width %d, feed-forward %d, %d heads and %d of keys, each %d wide
                  context %d tokens, vocabulary %d, rope base %s, %s embeddings
                  tensors: %s
                  tokenizer: %s
                  template: %s""".formatted(
                        config.architecture().ggufName(),
                        shown.parameters(),
                        shown.bytes(),
                        shown.sha256(),
                        config.layers(),
                        config.width(),
                        config.feedForwardWidth(),
                        config.heads(),
                        config.keyValueHeads(),
                        config.headWidth(),
                        config.contextTokens(),
                        config.vocabulary(),
                        config.rope().base(),
                        config.tiedEmbeddings() ? "tied" : "untied",
                        shown.tensors(),
                        shown.tokenizer(),
                        shown.template());
    }

    /// @param tensors how many there are of each type
    /// @param tokenizer what it is, or why it is refused
    /// @param template what it is called, or why it is refused
    private record Shown(
            String sha256,
            long bytes,
            ModelConfig config,
            long parameters,
            Map<String, Long> tensors,
            String tokenizer,
            String template) {}

    private interface Reading {
        String read() throws IOException;
    }
}
