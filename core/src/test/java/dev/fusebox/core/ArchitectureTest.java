package dev.fusebox.core;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/** What makes the core a state machine that agent, simulator and model checker can share: nothing in it acts by itself. */
@AnalyzeClasses(packages = "dev.fusebox.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Pure parts of the platform, by package, not with what lies below it. */
    private static final List<String> PACKAGES = List.of(
            "java.lang",
            "java.lang.runtime",
            "java.lang.invoke",
            "java.util",
            "java.util.function",
            "java.util.random",
            "java.util.stream",
            "org.jspecify.annotations");

    private static final Set<String> ACTING = Set.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.util.Timer",
            "java.util.TimerTask",
            "java.util.Scanner",
            "java.util.Date",
            "java.util.Calendar",
            "java.util.UUID",
            "java.util.SplittableRandom");

    @ArchTest
    static final ArchRule DEPENDS_ON_NOTHING_THAT_ACTS = classes()
            .should(dependOnlyOn("pure parts of java.lang and java.util, and jspecify", ArchitectureTest::isPure));

    @ArchTest
    static final ArchRule READS_NO_CLOCK = noClasses()
            .should()
            .accessTargetWhere(access(
                    "a clock of the platform", a -> a.getTargetOwner().getName().equals("java.lang.System")));

    @ArchTest
    static final ArchRule MAKES_NO_RANDOMNESS = noClasses()
            .should()
            .accessTargetWhere(access("randomness that was not handed in", ArchitectureTest::makesRandomness));

    @ArchTest
    static final ArchRule LOCKS_NOTHING = noClasses().should().accessTargetWhere(access("a monitor", a -> Set.of(
                    "wait", "notify", "notifyAll")
            .contains(a.getName())));

    @ArchTest
    static final ArchRule KEEPS_NO_STATIC_STATE =
            fields().that().haveModifier(STATIC).should().haveModifier(FINAL).andShould(beConstant());

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("dev.fusebox.core.(*)..").should().beFreeOfCycles();

    private static boolean isPure(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        boolean allowed = name.startsWith("dev.fusebox.core.")
                || type.getBaseComponentType().isPrimitive()
                || PACKAGES.contains(type.getBaseComponentType().getPackageName())
                || name.equals("java.nio.charset.Charset")
                || name.equals("java.nio.charset.StandardCharsets");
        return allowed && !ACTING.contains(name);
    }

    private static boolean makesRandomness(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        boolean constructed =
                owner.equals("java.util.Random") && access.getName().equals("<init>");
        boolean global = owner.equals("java.lang.Math") && access.getName().equals("random");
        boolean found = owner.equals("java.util.random.RandomGenerator")
                && Set.of("of", "getDefault").contains(access.getName());
        return constructed || global || found || owner.equals("java.util.random.RandomGeneratorFactory");
    }

    private static DescribedPredicate<JavaAccess<?>> access(
            String what, java.util.function.Predicate<JavaAccess<?>> rule) {
        return DescribedPredicate.describe(what, rule);
    }

    private static ArchCondition<JavaClass> dependOnlyOn(String what, java.util.function.Predicate<JavaClass> allowed) {
        return new ArchCondition<>("depend only on " + what) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getDirectDependenciesFromSelf().stream()
                        .filter(d -> !allowed.test(d.getTargetClass()))
                        .forEach(d -> events.add(SimpleConditionEvent.violated(item, d.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaField> beConstant() {
        return new ArchCondition<>("be a constant") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                JavaClass type = field.getRawType();
                boolean constant = type.isPrimitive()
                        || type.isEnum()
                        || type.isRecord()
                        || type.getName().equals("java.lang.String")
                        || type.getName().equals("java.util.List")
                        || field.getName().startsWith("$");
                if (!constant) {
                    events.add(SimpleConditionEvent.violated(field, field.getDescription() + " can change"));
                }
            }
        };
    }
}
