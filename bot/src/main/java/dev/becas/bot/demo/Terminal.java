package dev.becas.bot.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How large the terminal is: a table that does not fit could not be drawn over itself.
final class Terminal {
    private static final Logger LOG = LoggerFactory.getLogger(Terminal.class);
    private static final int WAIT_SECONDS = 2;

    private Terminal() {}

    /// Whether the table fits; also where nobody can tell.
    static boolean fits() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return !stty.waitFor(WAIT_SECONDS, TimeUnit.SECONDS) || fits(said);
        } catch (IOException e) {
            LOG.debug("the terminal's size is unknown", e);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// @param said rows and columns, as `stty size` prints them
    static boolean fits(String said) {
        String[] figures = said.strip().split(" ");
        if (figures.length != 2 || !figures[0].matches("\\d{1,6}") || !figures[1].matches("\\d{1,6}")) {
            return true;
        }
        int rows = Integer.parseInt(figures[0]);
        int columns = Integer.parseInt(figures[1]);
        return rows == 0 || columns == 0 || (rows > Table.HEIGHT && columns >= Table.WIDTH);
    }
}
