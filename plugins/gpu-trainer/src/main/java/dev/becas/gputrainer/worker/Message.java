package dev.becas.gputrainer.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

/// All that host and worker say to each other.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = Message.Beat.class, name = "beat"),
    @JsonSubTypes.Type(value = Message.Ask.class, name = "ask"),
    @JsonSubTypes.Type(value = Message.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Message.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = Message.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Message.Failed.class, name = "failed")
})
sealed interface Message {
    /// The worker's first word.
    ///
    /// @param pid its process, so that nobody else is taken for it
    record Hello(long pid) implements Message {}

    /// The worker lives.
    record Beat(long number) implements Message {}

    /// The host wants a job done.
    ///
    /// @param id counts up
    record Ask(long id, String kind, JsonNode body) implements Message {}

    /// The host no longer waits. The job ends soon, with [Failed].
    record Cancel(long id) implements Message {}

    /// How far a job is.
    record Progress(long id, JsonNode body) implements Message {}

    /// A job's answer, its last word.
    record Done(long id, JsonNode body) implements Message {}

    /// Why a job has no answer, its last word.
    ///
    /// @param kind of [WorkerFailure]
    record Failed(long id, String kind, String sentence) implements Message {}
}
