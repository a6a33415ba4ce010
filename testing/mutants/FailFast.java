import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of one module until the first is red. Prints its name and ends with 1, or the count of tests and ends with 0. */
final class FailFast implements TestExecutionListener {
    private int passed;

    public static void main(String[] classes) {
        FailFast listener = new FailFast();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClasspathRoots(Set.of(Path.of(classes[0]))))
                .filters(ClassNameFilter.includeClassNamePatterns(".*Test"))
                .build();
        LauncherFactory.create().execute(request, listener);
        System.out.println(listener.passed);
        // No test at all is a mistake of the script, never a pass.
        System.exit(listener.passed == 0 ? 2 : 0);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            System.out.println(name(test));
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
        if (test.isTest()) {
            passed++;
        }
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> switch (source) {
                    case MethodSource method -> simple(method.getClassName()) + "." + method.getMethodName();
                    case ClassSource aClass -> simple(aClass.getClassName()) + "." + test.getDisplayName();
                    default -> test.getDisplayName();
                })
                .orElse(test.getDisplayName());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
