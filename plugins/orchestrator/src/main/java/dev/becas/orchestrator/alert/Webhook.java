package dev.becas.orchestrator.alert;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts alerts as JSON to one address, at least once, with the alert's id as `Idempotency-Key`. Gives up after a few
/// tries: an alert that comes an hour late is in the list anyway.
public final class Webhook implements OutboxWorker, AutoCloseable {
    /// The kind of the outside work.
    public static final String KIND = "alert-webhook";

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final int ATTEMPTS_MAX = 3;

    private final URI address;
    private final Duration timeout;
    private final HttpClient client;

    public Webhook(String address, Duration timeout) {
        this.address = URI.create(address);
        this.timeout = timeout;
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /// What is posted.
    public record Post(String id, String alert, String subject, String severity, String sentence, Instant at) {}

    @Override
    public int attemptsMax() {
        return ATTEMPTS_MAX;
    }

    @Override
    public Effect perform(OutboxItem item) throws IOException, InterruptedException {
        Post post = item.payload(Post.class);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", post.id())
                .POST(BodyPublishers.ofString(Json.write(post)))
                .build();
        HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("the webhook answered with status " + response.statusCode());
        }
        return Effect.NOTHING;
    }

    @Override
    public Effect gaveUp(OutboxItem item, Exception failure) {
        LOG.warn(
                "alert {} did not reach the webhook: {}",
                item.payload(Post.class).id(),
                failure.toString());
        return Effect.NOTHING;
    }

    @Override
    public void close() {
        client.close();
    }
}
