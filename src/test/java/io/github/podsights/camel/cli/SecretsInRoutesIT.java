package io.github.podsights.camel.cli;

import static io.github.podsights.camel.cli.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes that are refused for what stands beside a secret, or in its place, are refused without showing it. */
class SecretsInRoutesIT {

    private static final String SECRET = "podsights.test.secret";

    @TempDir
    Path directory;

    @BeforeEach
    void secret() {
        System.setProperty(SECRET, SecretHome.TOKEN);
    }

    @AfterEach
    void noSecret() {
        System.clearProperty(SECRET);
    }

    /** Each with what is told of it, and its line. */
    static Stream<Arguments> mistyped() {
        return Stream.of(
                arguments("pasword=***", 9, to("file:x\n    parameters:\n      pasword: \"{{sys:" + SECRET + "}}\"")),
                arguments("saslJaasConfg=***", 7, to("\"kafka:q?saslJaasConfg={{sys:" + SECRET + "}}\"")),
                arguments("passwrd=***", 7, to("\"htp:q?passwrd={{sys:" + SECRET + "}}\"")),
                arguments("htp://***", 7, to("\"htp://joe:{{sys:" + SECRET + "}}@host/x\"")),
                arguments("'delay'", 7, to("\"file:x?delay={{sys:" + SECRET + "}}\"")),
                arguments("in place of a number", 7, to("\"http:h:1/x?connectTimeout={{sys:" + SECRET + "}}\"")),
                arguments("***", 6, steps("- process:\n    ref: \"{{sys:" + SECRET + "}}\"\n")),
                arguments("'size'", 5, bean("size")),
                arguments("'usr'", 5, bean("usr")));
    }

    private static String to(String uri) {
        return steps("- to:\n    uri: " + uri + "\n");
    }

    private static String bean(String property) {
        return "- beans:\n    - name: mine\n      type: " + Pool.class.getName() + "\n      properties:\n        "
                + property + ": \"{{sys:" + SECRET + "}}\"\n" + steps("- bean:\n    ref: mine\n    method: use\n");
    }

    private static String steps(String steps) {
        return "- route:\n    id: more\n    from:\n      uri: direct:more\n      steps:\n" + steps.indent(8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistyped")
    void areShownByNothing(String found, int line, String routes) throws Exception {
        Home home = new Home(directory, "podsights.source=none", "podsights.admin.port=off", "podsights.reload=on");
        Path file = home.path("config/routes/more.camel.yaml");
        try (WrittenLog log = WrittenLog.open()) {
            try (Standalone running = start(home)) {
                home.write("config/routes/more.camel.yaml", routes);
                look(running);

                assertThat(running.bundle().reloads().trouble().orElse(""))
                        .contains(file + ":" + line + ": ", found)
                        .doesNotContain(SecretHome.TOKEN);
                SecretHome.assertNoneIn(running.bundle().health().checks());
            }
            CommandRun validated = CommandRun.of("validate", "--config", home.config());
            assertThat(validated.out() + validated.err()).contains(file + ":" + line + " ");
            SecretHome.assertNoneIn(validated);

            Files.delete(home.path("data/last-good/configuration.json"));
            assertThatThrownBy(() -> start(home))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(found)
                    .satisfies(problem -> SecretHome.assertNoneIn(problem.getMessage()));
            log.lines().stream()
                    .filter(each -> each.startsWith("ERROR") || each.startsWith("WARN"))
                    .forEach(SecretHome::assertNoneIn);
        }
    }

    /** Each with what must not be shown of it, in routes by which it is taken apart. */
    static Stream<Arguments> takenApart() {
        String placeholder = "{{sys:" + SECRET + "}}";
        String asOption = "\"kafka:q?brokers=b:1&sslKeystorePassword=" + placeholder + "\"";
        String asPath = "\"htp:" + placeholder + "/x\"";
        return Stream.of(
                arguments("Xy7&Kq9zR4!w", List.of("Xy7", "Kq9zR4"), to(asOption)),
                arguments("Xy7&K9!=z&Q8!", List.of("Xy7", "K9!", "Q8!"), to(asOption)),
                arguments("Xy7&Kq9zR4+w=a, zZ9=b", List.of("Kq9zR4", "zZ9"), to(asOption)),
                arguments("Ab%41cdEf99", List.of("AbAcdEf99", "cdEf99"), to(asPath)),
                arguments("canary'; drop77", List.of("canary", "drop77"), to(asPath)),
                arguments("caöna ry{77", List.of("caöna", "ca%C3", "ry%7B77"), to(asPath)),
                arguments(
                        "canar}y77!!",
                        List.of("canar", "y77!!"),
                        steps("- setBody:\n    simple: \"${nix " + placeholder + "}\"\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("takenApart")
    void noPieceIsShownOfOneThatCamelTakesApart(String secret, List<String> pieces, String routes) throws Exception {
        System.setProperty(SECRET, secret);
        Home home = new Home(directory, "podsights.source=none", "podsights.admin.port=off", "podsights.reload=on");
        Path file = home.path("config/routes/more.camel.yaml");
        try (WrittenLog log = WrittenLog.open()) {
            try (Standalone running = start(home)) {
                home.write("config/routes/more.camel.yaml", routes);
                look(running);

                assertThat(running.bundle().reloads().trouble().orElse(""))
                        .contains(file + ":", "***")
                        .doesNotContain(pieces);
                assertThat(running.bundle().health().checks().toString()).doesNotContain(pieces);
            }
            CommandRun validated = CommandRun.of("validate", "--config", home.config());
            assertThat(validated.out()).contains(file + ":").doesNotContain(pieces);
            assertThat(validated.err()).doesNotContain(pieces);
            assertThat(log.lines().stream().filter(each -> each.startsWith("ERROR") || each.startsWith("WARN")))
                    .allSatisfy(line -> assertThat(line).doesNotContain(pieces));
        }
    }

    private static Standalone start(Home home) throws Problem, IOException {
        Beginning beginning = Beginning.read(home.config(), new PrintWriter(Writer.nullWriter()));
        return Standalone.run(beginning, beginning.configuration().settings().admin(), false);
    }
}
