package io.github.podsights.camel.cli;

import picocli.CommandLine;

/** The version, as the jar's manifest has it. */
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"podsights-camel " + text()};
    }

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
