package dev.fusebox.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.fusebox.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("dev.fusebox.agent.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_READS_THE_WALL_CLOCK = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule CREDENTIALS_ARE_MADE_IN_ONE_CLASS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.fusebox.agent.identity")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.grpc.InsecureChannelCredentials")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.grpc.InsecureServerCredentials");
}
