package io.github.podsights.camel.cli;

import io.github.podsights.camel.route.Databases;
import io.github.podsights.camel.route.TrustStore;
import io.github.podsights.camel.route.file.DirectorySync;
import io.github.podsights.camel.settings.DatabaseSettings;
import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.yaml.Finding;
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

    private final Configuration configuration;
    private final DirectorySync.Syncer syncer;

    StartChecks(Configuration configuration, DirectorySync.Syncer syncer) {
        this.configuration = configuration;
        this.syncer = syncer;
    }

    /** @throws Problem if a directory can't be written, or the certificates can't be read */
    static void check(Configuration configuration) throws Problem {
        new StartChecks(configuration, DirectorySync::force).check();
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

    void check() throws Problem {
        if (configuration.directory().toString().indexOf(',') >= 0) {
            throw Problem.usage(configuration.directory()
                    + ": found a comma in the path of the configuration; expected none, since Camel reads it as two paths;"
                    + " rename the directory, or start within it with another --config");
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
            known(configuration, settings.kafkaSource().brokers());
        }
        if (settings.collector().trustStore() != null) {
            trusted(configuration, settings.collector().trustStore());
        }
    }

    private void writable(Property property, Path directory) throws Problem {
        try {
            // What is written there later would not sync the directories above, which were there before it.
            DirectorySync.make(directory, syncer);
            Files.delete(Files.createTempFile(directory, ".podsights", ".tmp"));
        } catch (IOException e) {
            throw configuration.problem(
                    property,
                    directory + ", which can't be written (" + e.getClass().getSimpleName() + ")",
                    "a directory that this user may write",
                    "change its permissions, or name another directory");
        }
    }

    /** Brokers that don't answer come and go; a name that nobody knows is a mistake. */
    private static void known(Configuration configuration, String brokers) throws Problem {
        if (Stream.of(brokers.split(",")).allMatch(StartChecks::isUnknown)) {
            throw configuration.problem(
                    Property.KAFKA_BROKERS,
                    Finding.quoted(brokers) + ", of which no host has an address",
                    "host:port of a broker",
                    "correct it, or wait until the name is known here");
        }
    }

    private static boolean isUnknown(String broker) {
        try {
            return InetAddress.getAllByName(broker.substring(0, broker.lastIndexOf(':'))).length == 0;
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static void trusted(Configuration configuration, Path file) throws Problem {
        try {
            TrustStore.context(file);
        } catch (IOException | GeneralSecurityException e) {
            throw configuration.problem(
                    Property.TRUST_STORE,
                    file + ", which holds no certificates that can be read ("
                            + e.getClass().getSimpleName() + ")",
                    "a file in PEM, PKCS#12 or JKS form, without a password",
                    "correct the path, or convert the file");
        }
    }
}
