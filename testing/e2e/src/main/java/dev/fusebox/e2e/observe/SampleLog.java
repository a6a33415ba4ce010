package dev.fusebox.e2e.observe;

import java.util.List;
import java.util.Optional;

/**
 * What one sample application has printed, as far as it could be read.
 *
 * @param pod the pod's name
 * @param told its notices, in the order in which they were heard
 */
public record SampleLog(String pod, List<Told> told) {
    public SampleLog {
        told = List.copyOf(told);
    }

    public static SampleLog read(String pod, String text) {
        return new SampleLog(
                pod, text.lines().map(Told::read).flatMap(Optional::stream).toList());
    }

    /** All notices of this event in this epoch. */
    public List<Told> all(String event, String group, long epoch) {
        return told.stream().filter(notice -> notice.is(event, group, epoch)).toList();
    }

    public Optional<Told> first(String event, String group, long epoch) {
        return all(event, group, epoch).stream().findFirst();
    }
}
