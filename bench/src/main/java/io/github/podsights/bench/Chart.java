package io.github.podsights.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws rates as bars on a logarithmic scale, as an SVG that can be read on a light and on a dark page. */
public final class Chart {

    private static final int WIDTH = 760;
    private static final int LEFT = 150;
    private static final int PLOT = 500;
    private static final int BAR = 18;
    private static final int STEP = 22;
    private static final int GROUP = 40;
    private static final int TOP = 62;
    private static final double LOWEST = 1; // powers of ten
    private static final double HIGHEST = 5;

    private static final String HEAD =
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
            aria-labelledby="title">
            <title id="title">%3$s</title>
            <style>
              text { font: 13px system-ui, sans-serif; fill: #1f2328 }
              .title { font-size: 16px; font-weight: 600 }
              .group { font-weight: 600 }
              .scale { font-size: 11px; fill: #59636e }
              line { stroke: #d1d9e0 }
              .c0 { fill: #8c959f } .c1 { fill: #bc4c00 } .c2 { fill: #0969da }
              @media (prefers-color-scheme: dark) {
                text { fill: #f0f6fc }
                .scale { fill: #9198a1 }
                line { stroke: #3d444d }
                .c0 { fill: #9198a1 } .c1 { fill: #f0883e } .c2 { fill: #4493f8 }
              }
            </style>
            """;

    private final Map<String, List<String[]>> groups;
    private final List<String> clients = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    private Chart(Map<String, List<String[]>> groups) {
        this.groups = groups;
    }

    /**
     * Writes the chart.
     *
     * @param args the title, the file to write, and a file with lines of scenario, client and events a second, by tabs
     */
    public static void main(String[] args) throws IOException {
        Map<String, List<String[]>> groups = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(args[2]))) {
            String[] row = line.split("\t", -1);
            groups.computeIfAbsent(row[0], scenario -> new ArrayList<>()).add(row);
        }
        Files.writeString(Path.of(args[1]), new Chart(groups).draw(args[0]));
    }

    private String draw(String title) {
        int bars = groups.values().stream().mapToInt(List::size).sum();
        int bottom = TOP + groups.size() * GROUP + bars * STEP;
        add(HEAD, WIDTH, bottom + 30, escape(title));
        add("<text class=\"title\" x=\"12\" y=\"26\">%s</text>%n", escape(title));
        for (int power = (int) LOWEST; power <= HIGHEST; power++) {
            double x = LEFT + length(Math.pow(10, power));
            add("<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/>%n", x, TOP - 14, bottom);
            add(
                    "<text class=\"scale\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>%n",
                    x, bottom + 16, (long) Math.pow(10, power));
        }
        int y = TOP;
        for (Map.Entry<String, List<String[]>> group : groups.entrySet()) {
            add("<text class=\"group\" x=\"12\" y=\"%d\">%s</text>%n", y + 14, escape(group.getKey()));
            y += GROUP - 18;
            for (String[] row : group.getValue()) {
                bar(row[1], Double.parseDouble(row[2]), y);
                y += STEP;
            }
            y += 18;
        }
        return svg.append("</svg>\n").toString();
    }

    private void bar(String client, double rate, int y) {
        if (!clients.contains(client)) {
            clients.add(client);
        }
        double length = length(rate);
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n", LEFT - 8, y + 14, escape(client));
        add(
                "<rect class=\"c%d\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                clients.indexOf(client) % 3, LEFT, y, length, BAR);
        add("<text x=\"%.1f\" y=\"%d\">%,.0f</text>%n", LEFT + length + 6, y + 14, rate);
    }

    private static double length(double rate) {
        double power = Math.log10(Math.max(1, rate));
        return PLOT * Math.min(1, Math.max(0, (power - LOWEST) / (HIGHEST - LOWEST)));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
