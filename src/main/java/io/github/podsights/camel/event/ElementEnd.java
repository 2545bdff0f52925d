package io.github.podsights.camel.event;

/**
 * Finds where a value in a {@code .json} file ends, without reading it: it counts brackets outside of strings, of
 * whatever kind, so that depth costs nothing. Keeps its state from one buffer to the next.
 */
final class ElementEnd {

    private final boolean bracketed;
    private int depth;
    private boolean inString;
    private boolean escaped;

    private ElementEnd(boolean bracketed) {
        this.bracketed = bracketed;
    }

    /** For an object or array: it ends after its closing bracket. */
    static ElementEnd closingBracket() {
        return new ElementEnd(true);
    }

    /** For anything else within an array: it ends before the next comma or the array's closing bracket. */
    static ElementEnd separator() {
        return new ElementEnd(false);
    }

    /** The index in {@code buffer} after the value; -1 if it does not end before {@code to}. */
    int in(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = buffer[i];
            if (inString) {
                string(b);
            } else if (b == '"') {
                inString = true;
            } else if (!bracketed && depth == 0 && (b == ',' || b == ']')) {
                return i;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && depth > 0) {
                depth--;
                if (bracketed && depth == 0) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private void string(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
        }
    }
}
