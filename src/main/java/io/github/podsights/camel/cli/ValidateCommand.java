package io.github.podsights.camel.cli;

import io.github.podsights.camel.yaml.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code validate}: everything that is wrong in the configuration, at once. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Checks properties, integrations, profile, routes and golden tests, and says all that is wrong with"
                        + " file, line and what to do. Ends with 1 if there is an error. Starts and writes nothing.")
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--json", description = "One JSON object a line for each finding.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Configuration.requireDirectory(config.directory());
        Validation validation = new Validation(config.directory(), System::getProperty, System::getenv);
        validation.run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(text(validation, new FindingText(Path.of("")), json));
        out.flush();
        return validation.findings().hasErrors() ? Podsights.FAILED : Podsights.DONE;
    }

    /** All that is printed. */
    static String text(Validation validation, FindingText text, boolean json) {
        List<Finding> findings = validation.findings().list();
        StringBuilder all = new StringBuilder();
        for (Finding finding : findings) {
            all.append(json ? text.forPrograms(finding) : text.forPeople(finding))
                    .append('\n');
        }
        return json
                ? all.toString()
                : all.append(FindingText.summary(findings, validation.files()))
                        .append('\n')
                        .toString();
    }
}
