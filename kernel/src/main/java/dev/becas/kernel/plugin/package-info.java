/// The plugin host: the only package that knows PF4J. In: jars in a folder. Out: started plugins, each with a visible
/// state. Next: a plugin subscribes, provides ports, adds commands through its [dev.becas.kernel.plugin.PluginContext].
@NullMarked
package dev.becas.kernel.plugin;

import org.jspecify.annotations.NullMarked;
