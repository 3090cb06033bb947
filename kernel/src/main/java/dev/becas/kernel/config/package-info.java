/// One YAML file, environment on top, defaults in the records. In: `becas.yaml`. Out: one record a component, or a
/// clear error. Next: everybody.
@NullMarked
package dev.becas.kernel.config;

import org.jspecify.annotations.NullMarked;
