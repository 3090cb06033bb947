package dev.becas.finetuning.redaction;

/// The kinds of text that never reach an example, each with the placeholder that stands in for it.
public enum Sensitive {
    SECRET,
    URL_DATA,
    EMAIL,
    USER,
    HANDLE,
    IBAN,
    CARD,
    NATIONAL_ID,
    IP,
    PHONE;

    /// The placeholder, for example `<EMAIL>`.
    public String placeholder() {
        return "<" + name() + ">";
    }
}
