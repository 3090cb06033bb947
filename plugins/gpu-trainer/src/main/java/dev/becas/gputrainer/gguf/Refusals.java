package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.ModelTensors;
import dev.becas.gputrainer.model.WeightInfo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Says no to a file: one sentence that names the file, the field, the rule and the value. What the file itself
/// wrote is shown short and without control characters.
public final class Refusals {
    private static final int SHOWN_MAX = 60;

    private final String file;

    /// @param file how the file is called in the sentence
    public Refusals(String file) {
        this.file = file;
    }

    /// "model.gguf: llama.block_count must be in [1, 512] but was 0"
    public IOException refuse(String field, String rule, Object value) {
        return new IOException(file + ": " + shown(field) + " " + rule + " but was " + shown(String.valueOf(value)));
    }

    /// "model.gguf: there is no tensor named output_norm.weight"
    public IOException refuse(String sentence) {
        return new IOException(file + ": " + sentence);
    }

    /// A text as it may be printed.
    public static String shown(String text) {
        String cut = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
        StringBuilder printable = new StringBuilder();
        cut.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    /// Refuses tensors that a model lacks, has with another shape, or does not know.
    public void refuseUnlessComplete(Map<String, List<Long>> shapes, List<WeightInfo> infos) throws IOException {
        Set<String> missing = new LinkedHashSet<>(shapes.keySet());
        for (WeightInfo info : infos) {
            missing.remove(info.name());
            List<Long> shape = shapes.get(info.name());
            if (shape == null && !info.name().equals(ModelTensors.ROPE_DIVISORS)) {
                throw refuse("the tensor " + shown(info.name()) + " is none of this architecture");
            }
            if (shape != null && !shape.equals(info.shape())) {
                throw refuse("shape of " + info.name(), "must be " + shape, info.shape());
            }
        }
        for (String name : missing) {
            throw refuse("there is no tensor " + name);
        }
    }

    String utf8(MemorySegment bytes, String what) throws IOException {
        try {
            return Cursor.decode(bytes);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": " + shown(what) + " must be UTF-8 but is not", e);
        }
    }
}
