package dev.fusebox.lab.qos.group;

/**
 * What became of real failures.
 *
 * @param causes how many there were; a crash that meets a burnt fuse is none
 * @param found how many all live members knew of in the end
 */
public record Found(int causes, int found) {}
