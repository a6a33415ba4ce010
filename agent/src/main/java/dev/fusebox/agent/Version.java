package dev.fusebox.agent;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in this jar's manifest. */
final class Version implements IVersionProvider {
    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"fusebox-agent " + current()};
    }
}
