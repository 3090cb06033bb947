/// In: the command line, on whatever `java` the machine calls by default.
/// Out: the same command line, running on Java 25 or newer.
/// Next: `dev.becas.bot.Main`, found through the class path that `becas.jar` names in its manifest.
///
/// Compiled for Java 11 and free of dependencies, because this code must run where nothing else of Becas can.
@NullMarked
package dev.becas.launcher;

import org.jspecify.annotations.NullMarked;
