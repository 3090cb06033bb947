package dev.becas.kernel.prompt;

/// One labelled line of an input: `name: value`. A value keeps to one line.
public record PromptField(String name, String value) {
    public PromptField {
        if (name.isEmpty() || name.indexOf(':') >= 0 || name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "a field's name must be one word or more without ':' but was '" + name + "'");
        }
        value = oneLine(value);
    }

    private static String oneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : text.replaceAll("\\R", " ");
    }
}
