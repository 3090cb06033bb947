package dev.becas.datasets;

/// One labelled line of a model's input, such as `message: hello`.
///
/// @param name what the line is: `rule` or `message`
/// @param value the line's text
public record Field(String name, String value) {}
