package io.github.podsights.camel.cli;

import io.github.podsights.camel.route.Databases;
import io.github.podsights.camel.route.TrustStore;
import io.github.podsights.camel.route.file.DirectorySync;
import io.github.podsights.camel.settings.DatabaseSettings;
import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Stream;

/** What only shows when it is tried is tried before anything is consumed. */
final class StartChecks {

    /** How much is tried. */
    enum Mode {
        /** The bundle is about to start here: directories are made, and written to. */
        START,
        /** It is to start later, perhaps elsewhere: nothing is made, and what depends on the place is a warning. */
        LOOK
    }

    private final Configuration configuration;
    private final Mode mode;
    private final DirectorySync.Syncer syncer;
    private final Findings findings;

    StartChecks(Configuration configuration, Mode mode, DirectorySync.Syncer syncer, Findings findings) {
        this.configuration = configuration;
        this.mode = mode;
        this.syncer = syncer;
        this.findings = findings;
    }

    /** @throws Problem if a directory can't be written, or the certificates can't be read; it names everything at once */
    static void check(Configuration configuration) throws Problem {
        Findings findings = new Findings();
        find(configuration, Mode.START, findings);
        if (findings.hasErrors()) {
            throw Problem.findings(findings.list());
        }
    }

    /** Adds what is wrong. */
    static void find(Configuration configuration, Mode mode, Findings findings) {
        new StartChecks(configuration, mode, DirectorySync::force, findings).find();
    }

    /**
     * Opens the databases once, for who does not wait for them: an H2 database in a file is one process's alone.
     *
     * @throws Problem if one can't be opened
     */
    static void databases(Configuration configuration) throws Problem {
        Settings settings = configuration.settings();
        if (settings.duplicates().isOn() && settings.duplicates().database().isPresent()) {
            answers(configuration, settings.duplicates().database().get());
        }
        if (settings.identity().isOn() && settings.identity().database().isPresent()) {
            answers(configuration, settings.identity().database().get());
        }
    }

    private static void answers(Configuration configuration, DatabaseSettings database) throws Problem {
        Optional<String> whyNot = Databases.whyNot(database);
        if (whyNot.isPresent()) {
            throw configuration.problem(
                    database.property(),
                    "a database that can't be opened (" + whyNot.get()
                            + "): it is away, refuses the user, or is a file that another process has open",
                    "one that answers, and that several processes may use",
                    "replay through the running instance, which is found by its admin port, or stop that instance");
        }
    }

    void find() {
        if (configuration.directory().toString().indexOf(',') >= 0) {
            findings.error(
                    Place.of(configuration.directory().toString()),
                    "a comma in the path of the configuration",
                    "none, since Camel reads it as two paths",
                    "rename the directory, or start within it with another --config");
        }
        Settings settings = configuration.settings();
        if (settings.sources().contains("file")) {
            writable(Property.FILE_DIRECTORY, settings.fileSource().directory());
        }
        if (settings.deadLetterUri() instanceof DeadLetterUri.Directory deadLetters) {
            writable(Property.DEAD_LETTER_URI, deadLetters.path());
        }
        Optional<Path> parked = settings.parking().directory();
        if (parked.isPresent() && !settings.parking().schedule().isEmpty()) {
            writable(Property.PARK_URI, parked.get());
        }
        if (settings.sources().contains("kafka")) {
            known(settings.kafkaSource().brokers());
        }
        if (settings.collector().trustStore() != null) {
            trusted(settings.collector().trustStore());
        }
    }

    private void writable(Property property, Path directory) {
        String why = mode == Mode.START ? whyNotWritten(directory) : whyNotWritable(directory);
        if (why != null) {
            findings.error(
                    configuration.values().place(property),
                    configuration.shown(property, directory + ", which can't be written (" + why + ")"),
                    "a directory that this user may write",
                    "change its permissions, or name another directory");
        }
    }

    /** Null if it can be made, and written to, and now was. */
    private String whyNotWritten(Path directory) {
        try {
            // What is written there later would not sync the directories above, which were there before it.
            DirectorySync.make(directory, syncer);
            Files.delete(Files.createTempFile(directory, ".podsights", ".tmp"));
            return null;
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Null if it looks as if it could be made. */
    private static String whyNotWritable(Path directory) {
        Path there = directory.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return there.equals(directory.toAbsolutePath()) ? "it is a file" : there.getFileName() + " is a file";
        }
        return Files.isWritable(there) ? null : "no permission";
    }

    /** Brokers that don't answer come and go; a name that nobody knows is a mistake. */
    private void known(String brokers) {
        if (Stream.of(brokers.split(",")).allMatch(StartChecks::isUnknown)) {
            Place place = configuration.values().place(Property.KAFKA_BROKERS);
            String found = configuration.shown(
                    Property.KAFKA_BROKERS, Finding.quoted(brokers) + ", of which no host has an address");
            String todo = "correct it, or wait until the name is known here";
            if (mode == Mode.START) {
                findings.error(place, found, "host:port of a broker", todo);
            } else {
                findings.warning(place, found, "host:port of a broker", todo);
            }
        }
    }

    private static boolean isUnknown(String broker) {
        try {
            return InetAddress.getAllByName(broker.substring(0, broker.lastIndexOf(':'))).length == 0;
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private void trusted(Path file) {
        try {
            TrustStore.context(file);
        } catch (IOException | GeneralSecurityException e) {
            findings.error(
                    configuration.values().place(Property.TRUST_STORE),
                    configuration.shown(
                            Property.TRUST_STORE,
                            file + ", which holds no certificates that can be read ("
                                    + e.getClass().getSimpleName() + ")"),
                    "a file in PEM, PKCS#12 or JKS form, without a password",
                    "correct the path, or convert the file");
        }
    }
}
