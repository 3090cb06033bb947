package dev.becas.finetuning.redaction;

/// Finds one family of sensitive text, in time linear in the length of the text.
interface Detector {
    void find(String text, Findings findings);
}
