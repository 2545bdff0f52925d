package io.github.podsights.camel.route;

import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.ParkSettings;
import io.github.podsights.camel.settings.Settings;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Which of the shipped files of routes run, by the properties. */
final class RunningRoutes {

    private RunningRoutes() {}

    /** Their names, in the order in which they are added. */
    static List<String> of(Settings settings) {
        List<String> names = new ArrayList<>();
        names.add(deadLetter(settings.deadLetterUri()));
        names.addAll(List.of("delivery", "pipeline"));
        if (settings.sources().contains("file")) {
            names.add("source-file");
        }
        if (settings.sources().contains("kafka")) {
            names.add("source-kafka");
        }
        if (settings.sources().contains("jms")) {
            names.add("source-jms");
        }
        boolean directory = parksInDirectory(settings.parking());
        boolean topics = parksInTopics(settings.parking());
        if (directory) {
            names.addAll(List.of("park", "parked"));
        }
        if (topics) {
            names.addAll(List.of("park-kafka", "parked-kafka"));
        }
        boolean queue = parksInQueue(settings.parking());
        if (queue) {
            names.addAll(List.of("park-jms", "parked-jms"));
        }
        if (directory || topics || queue) {
            names.add("resume");
        }
        return names;
    }

    private static String deadLetter(DeadLetterUri uri) {
        if (uri instanceof DeadLetterUri.Queue) {
            return "dead-letter-jms";
        }
        return uri instanceof DeadLetterUri.Topic ? "dead-letter-kafka" : "dead-letter";
    }

    /** Whether deliveries are parked in a queue. */
    static boolean parksInQueue(ParkSettings parking) {
        return parking.queue().isPresent() && !parking.schedule().isEmpty();
    }

    /** Whether deliveries are parked in a directory, or were. */
    static boolean parksInDirectory(ParkSettings parking) {
        return parking.directory()
                .filter(directory -> !parking.schedule().isEmpty() || Files.isDirectory(directory))
                .isPresent();
    }

    /** Whether deliveries are parked in topics. */
    static boolean parksInTopics(ParkSettings parking) {
        return parking.topics().isPresent() && !parking.schedule().isEmpty();
    }
}
