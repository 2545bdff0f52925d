package io.github.podsights.camel.mapping;

import io.github.podsights.camel.event.FieldPath;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which paths name an e-mail address, and which mappings would send what stands there as it is. */
final class EmailField {

    /** {@code customerEmail}, {@code customer_email} and {@code Customer E-Mail} have the same words. */
    private static final Pattern PARTING = Pattern.compile("[_\\-\\s]+|(?<=[a-z0-9])(?=[A-Z])");

    private static final Pattern ADDRESS = Pattern.compile("(?:.* )?(?:e )?e?mail(?: ?address)?");

    /** What is asked of an address, and answered by yes or no: {@code accepts_email}. */
    private static final Pattern QUESTION = Pattern.compile(
            "(?:accepts?|allows?|can|has|is|no|opt|opted|receives?|sends?|should|subscribed?|uses?|wants?) .*");

    /** After one of these a text may still be the address. */
    private static final Set<Transform> KEEPING =
            EnumSet.of(Transform.STRING, Transform.TRIM, Transform.LOWERCASE, Transform.UPPERCASE);

    private EmailField() {}

    /** Whether the last name of a path is that of an e-mail address. */
    static boolean isNamedBy(FieldPath path) {
        if (path.text().equals(Source.IDENTITY)) {
            return false;
        }
        List<String> names = path.names();
        String last = names.get(names.size() - 1);
        boolean inner = names.size() > 1 && last.matches("(?i)address|value");
        return isAddress(inner ? names.get(names.size() - 2) : last);
    }

    private static boolean isAddress(String name) {
        String words = PARTING.matcher(name.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
        return ADDRESS.matcher(words).matches() && !QUESTION.matcher(words).matches();
    }

    /** Whether an address that a mapping reads would be sent: it is not hashed, and no value map stands between. */
    static boolean isKeptBy(List<Transform> transforms, boolean valueMap) {
        return !valueMap && KEEPING.containsAll(transforms);
    }
}
