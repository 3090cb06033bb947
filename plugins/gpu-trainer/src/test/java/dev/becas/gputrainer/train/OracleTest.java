package dev.becas.gputrainer.train;

import dev.becas.gputrainer.OracleCase;
import java.net.URISyntaxException;
import java.nio.file.Path;

/// Beside what is committed.
class OracleTest extends OracleContract {
    @Override
    Path made() throws URISyntaxException {
        return OracleCase.committed();
    }
}
