package dev.becas.kernel.plugin;

/// What a plugin jar holds: one class of this type, named by `Becas-Plugin` in the jar's manifest, with a constructor
/// without parameters. Everything it takes (threads, subscriptions, commands, ports) it takes from the context, which
/// gives all of it back when the plugin stops. Its tables are made before [#start] from `db/<plugin id>` in the jar, if
/// there is one.
public interface BecasPlugin {
    /// Starts. An exception means it does not start; what it took is given back.
    void start(PluginContext context) throws Exception;

    /// Stops: subscriptions and workers have ended before this is called.
    default void stop() throws Exception {}
}
