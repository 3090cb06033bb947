package dev.becas.orchestrator.settings;

import java.net.URI;
import java.time.Duration;

/// The section `alerts` of `becas.yaml`: the levels from which somebody should look.
///
/// @param errorRate share of requests that their model did not answer
/// @param responseMs mean time of an answer, in milliseconds
/// @param confidenceDrop how far a version's mean confidence may fall below its own week before
/// @param rejection share of offered examples that were rejected
/// @param success least share of judged decisions that people confirmed
/// @param trainingSuccess least share of training jobs that led to a model
/// @param queue open review items
/// @param drift how far the share of acting decisions may move from the week before, in [0, 1]
/// @param webhook where alerts are posted to; nowhere when empty
/// @param webhookTimeout how long a post may take
public record AlertSettings(
        double errorRate,
        long responseMs,
        double confidenceDrop,
        double rejection,
        double success,
        double trainingSuccess,
        int queue,
        double drift,
        String webhook,
        Duration webhookTimeout) {
    /// What holds where `becas.yaml` says nothing.
    public static final AlertSettings DEFAULTS =
            new AlertSettings(0.05, 2_000, 0.1, 0.2, 0.7, 0.8, 50, 0.2, "", Duration.ofSeconds(5));

    public AlertSettings {
        share("errorRate", errorRate);
        share("confidenceDrop", confidenceDrop);
        share("rejection", rejection);
        share("success", success);
        share("trainingSuccess", trainingSuccess);
        share("drift", drift);
        require(responseMs >= 1, "responseMs must be 1 or more but was " + responseMs);
        require(queue >= 0, "queue must be 0 or more but was " + queue);
        require(webhookTimeout.isPositive(), "webhookTimeout must be above 0 but was " + webhookTimeout);
        require(
                webhook.isEmpty() || isHttp(webhook),
                "webhook must be an http or https address but was '" + webhook + "'");
    }

    private static boolean isHttp(String address) {
        try {
            String scheme = URI.create(address).getScheme();
            return "http".equals(scheme) || "https".equals(scheme);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("webhook must be an http or https address but was '" + address + "'", e);
        }
    }

    private static void share(String key, double value) {
        require(value >= 0 && value <= 1, key + " must be in [0, 1] but was " + value);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
