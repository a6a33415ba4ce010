package dev.fusebox.swarm.measure;

/** Takes lines for people who wait. */
@FunctionalInterface
public interface Lines {
    void say(String line);
}
