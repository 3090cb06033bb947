package dev.becas.bot.app;

import java.nio.file.Path;

/// An installation's folder.
///
/// | path | what it holds |
/// |---|---|
/// | `becas.yaml` | configuration |
/// | `guilds/` | one policy file a server |
/// | `plugins/` | plugin jars dropped in beside the stock ones |
/// | `data/becas.db` | the store; `data/backups`, copies made before migrations |
/// | `data/datasets`, `data/models` | frozen datasets and model files |
/// | `data/stock`, `data/gold` | text of the stock base models and the gold sets |
/// | `logs/` | rolling logs |
/// | `ledger.jsonl`, `actions.jsonl` | of a replayed conversation: what was acknowledged, what was done |
public record Home(Path folder) {
    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    public Path config() {
        return folder.resolve("becas.yaml");
    }

    public Path guilds() {
        return folder.resolve("guilds");
    }

    public Path plugins() {
        return folder.resolve("plugins");
    }

    public Path data() {
        return folder.resolve("data");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    /// Where the stock plugins lie: in the folder of the product, which the launcher names.
    public static Path stockPlugins() {
        return Path.of(System.getProperty("becas.dist", "dist/target/becas")).resolve("plugins");
    }
}
