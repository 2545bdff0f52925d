package io.github.podsights.camel.route.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.podsights.camel.collector.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Files of purchases for tests: each event is known by its order id. */
public final class EventFiles {

    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([^\"]*)\"");

    private EventFiles() {}

    /** A purchase that is delivered. */
    public static String event(String orderId) {
        return event(orderId, true);
    }

    /** A purchase, with or without consent to report it. */
    static String event(String orderId, boolean consent) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymousId\":\"a-1\",\"properties\":{\"order_id\":\""
                + orderId + "\",\"revenue\":1,\"currency\":\"USD\"},\"context\":{\"consent\":{\"marketing\":" + consent
                + "}}}";
    }

    /** Purchases, one on each line, whose order ids are the numbers {@code from} to {@code to - 1}. */
    static String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> event(Integer.toString(i)) + "\n")
                .collect(Collectors.joining());
    }

    static byte[] gz(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gz = new GZIPOutputStream(bytes)) {
            gz.write(content);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Puts a file into a directory, whole at once. */
    static Path drop(Path directory, String name, byte[] content) throws IOException {
        Path aside = Files.write(Files.createDirectories(directory).resolve("." + name + ".aside"), content);
        return Files.move(aside, directory.resolve(name));
    }

    static Path drop(Path directory, String name, String content) throws IOException {
        return drop(directory, name, content.getBytes(UTF_8));
    }

    /** The order ids that the collector got, in the order of arrival. */
    public static List<String> orderIds(List<ReceivedRequest> requests) {
        return requests.stream().map(request -> orderId(request.body())).toList();
    }

    static String orderId(String body) {
        Matcher matcher = ORDER_ID.matcher(body);
        return matcher.find() ? matcher.group(1) : "none";
    }
}
