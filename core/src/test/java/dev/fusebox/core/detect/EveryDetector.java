package dev.fusebox.core.detect;

import dev.fusebox.core.roster.DetectorKind;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule for each of them. */
@ParameterizedTest
@EnumSource(DetectorKind.class)
@Retention(RetentionPolicy.RUNTIME)
@interface EveryDetector {}
