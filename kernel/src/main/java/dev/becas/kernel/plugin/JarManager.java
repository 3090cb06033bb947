package dev.becas.kernel.plugin;

import java.nio.file.Path;
import org.pf4j.CompoundPluginDescriptorFinder;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginRepository;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;

/// PF4J with what this host needs: jars only, the kernel's own classes from the kernel, one bad jar harming no other.
/// Not thread-safe: the host holds one lock around all of it.
final class JarManager extends DefaultPluginManager {
    private static final String KERNEL = "dev.becas.kernel.";

    JarManager(Path folder, String kernelVersion) {
        super(folder);
        setSystemVersion(kernelVersion);
        setResolveRecoveryStrategy(ResolveRecoveryStrategy.IGNORE_PLUGIN_AND_CONTINUE);
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new CompoundPluginDescriptorFinder().add(new ManifestPluginDescriptorFinder());
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new JarPluginRepository(getPluginsRoots());
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new JarPluginLoader(this) {
            @Override
            public ClassLoader loadPlugin(Path jar, PluginDescriptor descriptor) {
                KernelFirst loader = new KernelFirst(JarManager.this, descriptor);
                loader.addFile(jar.toFile());
                return loader;
            }
        };
    }

    /// The plugin's classes before the host's, except the kernel's, which must be one and the same for everybody.
    private static final class KernelFirst extends PluginClassLoader {
        KernelFirst(JarManager manager, PluginDescriptor descriptor) {
            super(manager, descriptor, JarManager.class.getClassLoader());
        }

        @Override
        protected boolean shouldDelegateToParent(String className) {
            return className.startsWith(KERNEL)
                    || className.startsWith("org.slf4j.")
                    || className.startsWith("org.jdbi.")
                    || className.startsWith("com.fasterxml.jackson.")
                    || className.startsWith("io.micrometer.")
                    || super.shouldDelegateToParent(className);
        }
    }
}
