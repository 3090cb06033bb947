/// In: answers, decisions, corrections, examples. Out: counts by five minutes of conversation time. Next: guardrails,
/// alerts, health.
@NullMarked
package dev.becas.orchestrator.watch;

import org.jspecify.annotations.NullMarked;
