/// In: jobs, as a kind and JSON. Out: their answers from another process, or one sentence why there is none. Next: the
/// commands, the trainer and the runtime ask it.
///
/// LibTorch is native code: it may take the process down with it, wants its environment set before the JVM starts, and
/// can be loaded by one class loader only. So it lives in a worker JVM. [Supervisor] starts one when it is needed, and
/// anew when it ended; [WorkerProcess] is one of them; [WorkerDesk] is the worker's own side; [Frames] is all they say
/// to each other.
@NullMarked
package dev.becas.gputrainer.worker;

import org.jspecify.annotations.NullMarked;
