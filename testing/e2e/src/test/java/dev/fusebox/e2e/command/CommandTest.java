package dev.fusebox.e2e.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void givesWhatWasPrinted() {
        assertThat(shell("printf '%s' \"$SAID\"").run(PATIENCE)).isEqualTo("hello");
    }

    @Test
    void aFailureIsTheLastLineOfItsErrors() {
        assertThatThrownBy(() ->
                        shell("echo out; echo first >&2; echo last >&2; exit 3").run(PATIENCE))
                .isInstanceOf(CommandFailure.class)
                .hasMessageEndingWith(": last");
        assertThatThrownBy(() -> shell("exit 3").run(PATIENCE)).hasMessageEndingWith("ended with status 3");
    }

    @Test
    void muchOutputOnBothSidesBlocksNobody() {
        Command.Ending ending =
                shell("yes | head -c 300000; yes | head -c 300000 >&2").end(PATIENCE);

        assertThat(ending.output()).hasSize(300_000);
        assertThat(ending.errors()).hasSize(300_000);
    }

    @Test
    void whatTakesTooLongIsEnded() {
        assertThatThrownBy(() -> shell("exec sleep 60").run(Duration.ofMillis(50)))
                .hasMessageContaining("not done after");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new Command(List.of("/no/such/program"), Map.of()).run(PATIENCE))
                .hasMessageContaining("/no/such/program");
    }

    private static Command shell(String script) {
        return new Command(List.of("sh", "-c", script), Map.of("SAID", "hello"));
    }
}
