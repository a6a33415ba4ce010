package dev.fusebox.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.fusebox.operator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.fusebox.operator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_DEPENDS_ON_THE_WIRING = noClasses()
            .that()
            .resideInAPackage("dev.fusebox.operator.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.fusebox.operator");

    @ArchTest
    static final ArchRule WHAT_OBSERVES_AND_JUDGES_KNOWS_NO_CLIENT = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.fusebox.operator.roster..", "dev.fusebox.operator.health..", "dev.fusebox.operator.status..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client..", "io.javaoperatorsdk..", "io.grpc..");

    @ArchTest
    static final ArchRule WHAT_JUDGES_HAS_NO_CLOCK_AND_NO_THREADS = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.fusebox.operator.roster..", "dev.fusebox.operator.health..", "dev.fusebox.operator.status..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule ONLY_THE_ADAPTERS_AND_THE_WIRING_TOUCH_KUBERNETES = noClasses()
            .that()
            .resideInAnyPackage("dev.fusebox.operator.hub..", "dev.fusebox.operator.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule JUDGEMENT_SEES_FACTS_AND_NOTHING_ELSE = classes()
            .that()
            .resideInAPackage("dev.fusebox.operator.health.judgement..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.fusebox.operator.health.judgement..",
                    "dev.fusebox.operator.roster..",
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule JUDGEMENT_THROWS_NO_DICE = noClasses()
            .that()
            .resideInAPackage("dev.fusebox.operator.health.judgement..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(java.util.Random.class, java.util.SplittableRandom.class, java.util.UUID.class);
}
