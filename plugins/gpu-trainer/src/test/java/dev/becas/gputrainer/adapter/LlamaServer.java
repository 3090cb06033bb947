package dev.becas.gputrainer.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.becas.kernel.json.Json;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// llama.cpp's `llama-server` with one model, asked for the log-probabilities of the next token.
final class LlamaServer implements AutoCloseable {
    private static final int STARTS_WITHIN_SECONDS = 120;
    private static final int TOKENS_TOLD = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    LlamaServer(String program, Path model, File log, String... more) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port + "/");
        List<String> command = new ArrayList<>(List.of(program, "-m", model.toString(), "--port", "" + port));
        command.addAll(List.of("-c", "512", "-t", "2", "-np", "1", "-fa", "off", "-ctk", "f32", "-ctv", "f32"));
        command.addAll(List.of(more));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        for (int second = 0; !isReady(); second++) {
            if (second == STARTS_WITHIN_SECONDS || !process.isAlive()) {
                close();
                throw new IOException("llama-server did not start, see " + log);
            }
            Thread.sleep(1000);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve("health")).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /// The likeliest next tokens, likeliest first, with their log-probabilities.
    Map<Integer, Double> next(int... prompt) throws IOException, InterruptedException {
        ObjectNode question = Json.MAPPER.createObjectNode();
        Arrays.stream(prompt).forEach(question.putArray("prompt")::add);
        question.put("n_predict", 1)
                .put("n_probs", TOKENS_TOLD)
                .put("temperature", 0)
                .put("cache_prompt", false);
        String answer = ask("completion", question);
        Map<Integer, Double> told = new LinkedHashMap<>();
        for (JsonNode token : Json.MAPPER.readTree(answer).at("/completion_probabilities/0/top_logprobs")) {
            told.put(token.path("id").asInt(), token.path("logprob").asDouble());
        }
        if (told.size() != TOKENS_TOLD) {
            throw new IOException("llama-server told of " + told.size() + " tokens: " + answer);
        }
        return told;
    }

    /// The ids of a text; the names of control tokens become those tokens.
    int[] tokens(String text) throws IOException, InterruptedException {
        ObjectNode question =
                Json.MAPPER.createObjectNode().put("content", text).put("parse_special", true);
        return Json.MAPPER.convertValue(
                Json.MAPPER.readTree(ask("tokenize", question)).path("tokens"), int[].class);
    }

    private String ask(String path, ObjectNode question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(STARTS_WITHIN_SECONDS))
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(question)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
