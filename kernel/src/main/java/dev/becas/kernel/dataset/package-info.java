/// What plugins share about examples and datasets. In: counts and manifests from the collector. Out: the orchestrator's
/// thresholds. Next: `training`.
@NullMarked
package dev.becas.kernel.dataset;

import org.jspecify.annotations.NullMarked;
