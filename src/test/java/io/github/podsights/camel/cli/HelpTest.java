package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Each command says what it does and takes. */
class HelpTest {

    static Stream<String> commands() {
        return Podsights.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandHelps(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        CommandLine line = Podsights.commandLine().getSubcommands().get(command);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: podsights " + command)
                .contains(line.getSubcommands().isEmpty() ? "--config=DIR" : "Commands:");
        assertThat(line.getCommandSpec().options())
                .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
        assertThat(line.getCommandSpec().positionalParameters())
                .allSatisfy(parameter -> assertThat(parameter.description()).isNotEmpty());
    }

    @Test
    void theProgramNamesItsCommands() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(commands())
                .containsExactlyInAnyOrder(
                        "run", "demo", "validate", "preview", "send-test", "status", "collector", "dead-letters");
        assertThat(commands()).allSatisfy(command -> assertThat(run.out()).containsPattern("\n  " + command + " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "replay", "purge"})
    void eachCommandOfDeadLettersHelps(String command) {
        CommandRun run = CommandRun.of("dead-letters", command, "--help");

        CommandLine line = Podsights.commandLine()
                .getSubcommands()
                .get("dead-letters")
                .getSubcommands()
                .get(command);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: podsights dead-letters " + command)
                .contains("--config=DIR");
        assertThat(line.getCommandSpec().options())
                .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandTellsTheVersion(String command) {
        assertThat(CommandRun.of(command, "--version").out())
                .isEqualTo(CommandRun.of("--version").out())
                .startsWith("podsights-camel ");
    }
}
