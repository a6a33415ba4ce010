import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Compiles each mutant of one module and runs the module's tests against it until the first is red: those of the broken classes, then
 * those of their packages, then the others, the short ones first. All in one process, each mutant in a class loader of its own, so that
 * only what it changes is loaded anew. `run` beside this prepares the folders and reads the verdicts.
 */
final class Mutants {
    private static final PrintStream OUT = System.out;
    private static final int ENDLESS = 3;

    private final Path classes;
    private final Path tests;
    private final boolean nearOnly;
    private final Launcher launcher = LauncherFactory.create();
    private final Map<String, Long> tookNanos = new HashMap<>();
    private boolean endless;

    private Mutants(Path target, boolean nearOnly) {
        this.classes = target.resolve("classes");
        this.tests = target.resolve("test-classes");
        this.nearOnly = nearOnly;
    }

    /**
     * The module's target folder; "near" or "all"; folders of mutants, each with the changed sources and nothing else. A line with the
     * verdict for each, in the file {@code FOLDER.verdict}. Before them the tests run as they are; if they are red, it ends with 1.
     */
    public static void main(String[] arguments) throws Exception {
        Mutants mutants = new Mutants(Path.of(arguments[0]), arguments[1].equals("near"));
        // What tests and agents print is of no interest.
        System.setOut(new PrintStream(PrintStream.nullOutputStream()));
        System.setErr(new PrintStream(PrintStream.nullOutputStream()));
        Run unchanged = mutants.run(mutants.classes, List.of());
        if (unchanged.red.isPresent() || unchanged.passed == 0) {
            OUT.println("red without any patch: " + unchanged.red.orElse("no test ended"));
            end(1);
        }
        OUT.println(unchanged.passed + " tests passed as they are");
        for (String folder : List.of(arguments).subList(2, arguments.length)) {
            long start = System.nanoTime();
            String verdict = mutants.verdict(Path.of(folder));
            long seconds = (System.nanoTime() - start + 999_999_999) / 1_000_000_000;
            Files.writeString(Path.of(folder + ".verdict"), verdict + "\n");
            OUT.println(Path.of(folder).getFileName() + ": " + verdict + " (" + seconds + " s)");
            OUT.flush();
            if (mutants.endless) {
                // Its thread still runs: the script begins anew with the rest.
                end(ENDLESS);
            }
        }
        end(0);
    }

    /** Threads that a test has left behind hold nothing up. */
    private static void end(int code) {
        OUT.flush();
        Runtime.getRuntime().halt(code);
    }

    private String verdict(Path folder) throws Exception {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(folder)) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        Path changed = Files.createDirectory(folder.resolve("changed"));
        Optional<String> fault = compile(sources, changed);
        if (fault.isPresent()) {
            return "DOES NOT COMPILE: " + fault.get();
        }
        // A folder with everything: some tests look at all classes there are.
        Path all = folder.resolve("classes");
        copy(classes, all);
        copy(changed, all);
        Run run = run(all, sources.stream().map(Mutants::className).toList());
        endless = run.endless;
        if (run.passed == 0 && run.red.isEmpty()) {
            return "NOT RUN: no test ended";
        }
        return run.red
                .map(test -> "killed by " + test)
                .orElse("SURVIVED " + run.passed + " tests" + (nearOnly ? " of its package" : ""));
    }

    private Optional<String> compile(List<Path> sources, Path to) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-implicit:none",
                    "-parameters",
                    "-d",
                    to.toString(),
                    "-cp",
                    classes + ":" + System.getProperty("java.class.path"));
            boolean done = compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            return done ? Optional.empty() : said.toString().lines().findFirst();
        }
    }

    /** What came of a run. */
    private static final class Run implements TestExecutionListener {
        private final CancellationToken cancellation = CancellationToken.create();
        private String running = "";
        private int passed;
        private Optional<String> red = Optional.empty();
        private boolean endless;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                if (red.isEmpty()) {
                    red = Optional.of(name(running, test));
                    endless = result.getThrowable().filter(TimeoutException.class::isInstance).isPresent();
                }
                cancellation.cancel();
            } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                passed++;
            }
        }
    }

    private Run run(Path from, List<String> broken) throws Exception {
        Run run = new Run();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] urls = {from.toUri().toURL(), tests.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, before)) {
            thread.setContextClassLoader(loader);
            for (String test : inOrder(broken)) {
                if (run.red.isPresent() || (nearOnly && !broken.isEmpty() && distance(test, broken) > 1)) {
                    break;
                }
                run.running = test;
                long start = System.nanoTime();
                launcher.execute(LauncherExecutionRequestBuilder.request(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(selectClass(loader, test))
                                        // A rule whose absence turns a test into an endless loop is missed, too.
                                        .configurationParameter("junit.jupiter.execution.timeout.default", "300 s")
                                        .configurationParameter(
                                                "junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
                                        .build())
                        .cancellationToken(run.cancellation)
                        .listeners(run)
                        .build());
                tookNanos.putIfAbsent(test, System.nanoTime() - start);
            }
        } finally {
            thread.setContextClassLoader(before);
        }
        return run;
    }

    private List<String> inOrder(List<String> broken) throws IOException {
        try (Stream<Path> files = Files.walk(tests)) {
            return files.map(file -> tests.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class") && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted(comparing((String test) -> distance(test, broken))
                            .thenComparing(comparingLong(test -> tookNanos.getOrDefault(test, 0L)))
                            .thenComparing(test -> test))
                    .toList();
        }
    }

    private static int distance(String test, List<String> broken) {
        if (broken.contains(test.substring(0, test.length() - "Test".length()))) {
            return 0;
        }
        return broken.stream().anyMatch(b -> packageOf(b).equals(packageOf(test))) ? 1 : 2;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static String className(Path source) {
        String path = source.toString();
        String root = "/src/main/java/";
        return path.substring(path.indexOf(root) + root.length(), path.length() - ".java".length())
                .replace('/', '.');
    }

    private static String name(String className, TestIdentifier test) {
        return test.getSource()
                .map(source -> switch (source) {
                    case MethodSource method -> simple(method.getClassName()) + "." + method.getMethodName();
                    case ClassSource aClass -> simple(aClass.getClassName()) + "." + test.getDisplayName();
                    default -> simple(className) + "." + test.getDisplayName();
                })
                .orElse(test.getDisplayName());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
