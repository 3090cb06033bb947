package dev.becas.bot.demo;

import dev.becas.bot.app.App;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.PromotionFlow.Promoted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The roll-back drill: takes the last promoted version back by command and sees that the one before answers.
final class Drill {
    private final App app;
    private final Watch watch;

    Drill(App app, Watch watch) {
        this.app = app;
        this.watch = watch;
    }

    Map<String, Object> run() {
        List<Promoted> promoted = watch.milestones(Promoted.class);
        if (promoted.isEmpty()) {
            return Map.of("done", false, "sentence", "none, because nothing was promoted");
        }
        Promoted last = promoted.getLast();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("version", last.version());
        long began = System.nanoTime();
        CommandResult back = app.shell()
                .run("admin-1", "model", "rollback", last.target(), "--reason", "The demo's roll-back drill.");
        result.put("milliseconds", (System.nanoTime() - began) / 1_000_000);
        result.put(
                "answersNow",
                app.kernel().models().aliases().route(last.target(), "drill").orElse("nobody"));
        result.put("done", back.exitCode() == 0);
        result.put("said", back.text());
        result.put(
                "sentence",
                Table.version(last.version()) + " taken back in " + result.get("milliseconds") + " ms, "
                        + Table.version(String.valueOf(result.get("answersNow"))) + " answers again");
        return result;
    }
}
