package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// What a pass goes on from.
///
/// @param cache keys and values of the P tokens before
/// @param mask [N, P + N], which of them each of the N tokens sees; null when that is every one before it
record Continuation(KeyValueCache cache, @Nullable Tensor mask) {}
