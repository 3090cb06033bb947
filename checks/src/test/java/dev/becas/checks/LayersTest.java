package dev.becas.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may know whom: the kernel knows nobody, a plugin knows the kernel only, and the bot meets plugins at run time.
class LayersTest {
    private static final JavaClasses BECAS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.becas");

    private static final String[] PLUGINS = {
        "dev.becas.linear..",
        "dev.becas.finetuning..",
        "dev.becas.abtesting..",
        "dev.becas.orchestrator..",
        "dev.becas.example..",
        "dev.becas.gputrainer.."
    };

    /// What reads the machine's clock, or rolls dice that nobody seeded: the same input would not give the same output.
    private static final Set<String> UNREPEATABLE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.Math.random",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.util.UUID.randomUUID",
            "java.util.Collections.shuffle",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.security.SecureRandom.<init>",
            "java.util.concurrent.ThreadLocalRandom.current");

    /// Given one of these, the same calls are repeatable: `Instant.now(clock)`, `new Random(seed)`.
    private static final Set<String> GIVEN =
            Set.of("java.time.Clock", "long", "java.util.Random", "java.util.random.RandomGenerator");

    /// The edges, where time and chance are let in to be handed on as a `Clock` and a seed.
    private static final String[] EDGES = {
        "dev.becas.kernel.time..",
        "dev.becas.bot.cli..",
        "dev.becas.bot.identity..",
        "dev.becas.testkit..",
        "dev.becas.launcher.."
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.becas.kernel",
                "dev.becas.bot",
                "dev.becas.linear",
                "dev.becas.finetuning",
                "dev.becas.abtesting",
                "dev.becas.orchestrator",
                "dev.becas.example",
                "dev.becas.gputrainer",
                "dev.becas.datasets",
                "dev.becas.launcher"
            })
    void everyLayerIsThere(String layer) {
        assertTrue(BECAS.stream().anyMatch(type -> type.getPackageName().startsWith(layer)), "no class of " + layer);
    }

    @Test
    void theKernelKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("dev.becas.kernel..")
                .should()
                .dependOnClassesThat(ofBecasBut("dev.becas.kernel"))
                .check(BECAS);
    }

    @Test
    void datasetsAndTheLauncherKnowNobody() {
        for (String alone : List.of("dev.becas.datasets", "dev.becas.launcher")) {
            noClasses()
                    .that()
                    .resideInAPackage(alone + "..")
                    .should()
                    .dependOnClassesThat(ofBecasBut(alone))
                    .check(BECAS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.becas.linear",
                "dev.becas.finetuning",
                "dev.becas.abtesting",
                "dev.becas.orchestrator",
                "dev.becas.example",
                "dev.becas.gputrainer"
            })
    void aPluginKnowsTheKernelOnly(String plugin) {
        noClasses()
                .that()
                .resideInAPackage(plugin + "..")
                .should()
                .dependOnClassesThat(ofBecasBut(plugin, "dev.becas.kernel"))
                .check(BECAS);
    }

    @Test
    void theBotMeetsPluginsAtRunTimeOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.becas.bot..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PLUGINS)
                .check(BECAS);
    }

    @Test
    void onlyThePluginHostKnowsPf4j() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.becas.kernel.plugin..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.pf4j..")
                .check(BECAS);
    }

    @Test
    void theFlowIsDataAndKnowsNoMachinery() {
        noClasses()
                .that()
                .resideInAPackage("dev.becas.kernel.flow..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.becas.kernel.bus..", "dev.becas.kernel.store..", "org.jdbi..", "java.sql..")
                .check(BECAS);
    }

    @Test
    void timeComesFromAClockAndChanceFromASeed() {
        noClasses()
                .that()
                .resideOutsideOfPackages(EDGES)
                .should()
                .accessTargetWhere(unrepeatable())
                .check(BECAS);
    }

    @Test
    void theClockRuleSeesACallOfTheMachinesClock() {
        JavaClasses breach = new ClassFileImporter().importClasses(Breach.class);
        AssertionError error = assertThrows(
                AssertionError.class,
                () -> noClasses().should().accessTargetWhere(unrepeatable()).check(breach));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.contains("Breach.called()"), message);
        assertTrue(message.contains("Breach.referred()"), message);
        assertTrue(message.contains("Breach.rolled()"), message);
        assertFalse(message.contains("Breach.seeded()"), message);
    }

    @SuppressWarnings({"unused", "JavaUtilRandom"})
    private static final class Breach {
        static Instant called() {
            return Instant.now();
        }

        static Supplier<Instant> referred() {
            return Instant::now;
        }

        static Random rolled() {
            return new Random();
        }

        static Random seeded() {
            return new Random(7);
        }
    }

    private static DescribedPredicate<JavaAccess<?>> unrepeatable() {
        return DescribedPredicate.describe(
                "an unrepeatable source of time or chance",
                access -> access.getTarget() instanceof CodeUnitAccessTarget target
                        && UNREPEATABLE.contains(target.getOwner().getName() + "." + target.getName())
                        && target.getRawParameterTypes().stream().noneMatch(LayersTest::isGiven));
    }

    private static boolean isGiven(JavaClass type) {
        return GIVEN.contains(type.getName());
    }

    private static DescribedPredicate<JavaClass> ofBecasBut(String... known) {
        return DescribedPredicate.describe(
                "another layer of Becas",
                type -> within(type.getPackageName(), "dev.becas")
                        && Stream.of(known).noneMatch(layer -> within(type.getPackageName(), layer)));
    }

    private static boolean within(String name, String layer) {
        return name.equals(layer) || name.startsWith(layer + ".");
    }
}
