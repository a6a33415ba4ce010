import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs one fuzz test, in whatever mode the environment asks for. Ends with 1 if it found something, or did not run. */
final class Fuzz implements TestExecutionListener {
    private int green;
    private int red;

    /** A class and the name of its method. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        Class<?> type = Class.forName(arguments[0]);
        List<Method> methods = Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(arguments[1]))
                .toList();
        Fuzz listener = new Fuzz();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(methods.stream()
                                        .map(method -> selectMethod(type, method))
                                        .toList())
                                .build(),
                        listener);
        Runtime.getRuntime().halt(listener.red == 0 && listener.green > 0 ? 0 : 1);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().ifPresent(Throwable::printStackTrace);
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            red++;
        } else if (test.isTest()) {
            green++;
        }
    }
}
