package io.github.podsights.camel.route;

import java.util.List;

/** Events that hold an e-mail address wherever one can stand, each of its own, so that a leak says where it came from. */
public final class CanaryEvents {

    /** With what each address begins. */
    static final String LOCAL = "jill.hidden";

    /** With what each address ends. */
    static final String DOMAIN = "secret-mail.example";

    /** The hash of the address that is to be sent. */
    static final String HASH = "adf1ee37d6f360b4bc82d92c0d38ef813d1dd0a65c18d2a607e8c48dfd6296ad";

    private CanaryEvents() {}

    /** The address that stands in a place. */
    public static String address(String place) {
        return LOCAL + "." + place + "@" + DOMAIN;
    }

    /** What must not be found: neither an address nor the key. */
    public static Canary nothing() {
        return new Canary(LOCAL, DOMAIN, RunningBundle.KEY);
    }

    /** One that is delivered, one that can't be read, and one that can't be mapped. */
    public static List<String> all(String orderId) {
        return List.of(purchase(orderId), unreadable(), unmappable());
    }

    /** A purchase with consent. */
    public static String purchase(String orderId) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\",\"messageId\":\"" + address("message") + "-" + orderId
                + "\",\"anonymousId\":\"" + address("anonymous") + "\",\"userId\":\"" + address("user")
                + "\",\"properties\":{\"order_id\":\"" + orderId + " for " + address("order")
                + "\",\"revenue\":129.99,\"currency\":\"USD\",\"email\":\"" + address("email")
                + "\",\"coupon\":\"" + address("COUPON") + "\",\"" + address("name") + "\":1"
                + ",\"note\":\"call " + address("text") + ", or jill.hidden.escaped\\u0040" + DOMAIN
                + "!\",\"nested\":{\"list\":[{\"deep\":\"<" + address("deep") + ">\"}]}}"
                + ",\"traits\":{\"email\":\"" + address("traits") + "\"}"
                + ",\"context\":{\"ip\":\"203.0.113.7\",\"userAgent\":\"Agent (" + address("agent")
                + ")\",\"traits\":{\"email\":\"" + address("context") + "\"}"
                + ",\"page\":{\"url\":\"https://shop.example/p/" + address("path") + "?contact="
                + address("query").replace("@", "%40") + "&next=https%3A%2F%2Fa.example%2F%3Fm%3D"
                + address("next").replace("@", "%2540") + "#" + address("fragment")
                + "\",\"referrer\":\"https://shop.example/?q=" + address("referrer")
                + "\"},\"consent\":{\"marketing\":true}}}";
    }

    /** One whose JSON breaks off in an address. */
    private static String unreadable() {
        return "{\"event\":\"Order Completed\",\"properties\":{\"email\":\"" + address("broken");
    }

    /** One whose revenue is an address. */
    private static String unmappable() {
        return "{\"event\":\"Order Completed\",\"anonymousId\":\"a\",\"properties\":{\"order_id\":\"" + address("id")
                + "\",\"revenue\":\"" + address("revenue") + "\"},\"context\":{\"consent\":{\"marketing\":true}}}";
    }
}
