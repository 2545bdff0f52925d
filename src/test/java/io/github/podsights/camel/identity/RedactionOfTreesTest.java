package io.github.podsights.camel.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.junit.jupiter.api.Test;

class RedactionOfTreesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JANE = EmailHasher.digest("jane@example.com");

    @Test
    void handsBackTheSameTreeIfThereIsNothingToReplace() throws JsonProcessingException {
        JsonNode tree = JSON.readTree("{'a':[1,'x',null,true,{'b':2.50}],'c':'@'}".replace('\'', '"'));
        assertThat(Redaction.redact(tree)).isSameAs(tree);
        assertThat(Redaction.redact(NullNode.getInstance())).isSameAs(NullNode.getInstance());
        assertThat(Redaction.redact(MissingNode.getInstance())).isSameAs(MissingNode.getInstance());
        assertThat(Redaction.redact((JsonNode) null)).isNull();
    }

    @Test
    void replacesValuesAndFieldNamesWhereverTheyStandAndKeepsTheirOrder() throws JsonProcessingException {
        assertRedacted(
                "{'z':1,'e':'jane@example.com','l':[0,['to jane@example.com',2],3],'jane@example.com':{'jane@example.com':1},'a':2}",
                "{'z':1,'e':'#','l':[0,['to #',2],3],'#':{'#':1},'a':2}");
        assertRedacted("'jane@example.com'", "'#'");
        assertRedacted("['jane@example.com']", "['#']");
    }

    @Test
    void keepsBothOfTwoFieldsWhoseNamesBecomeTheSame() throws JsonProcessingException {
        assertRedacted(
                "{'jane@example.com':1,'Jane@example.com':2,'JANE@example.com':3,'#':4}",
                "{'#':1,'#-1':2,'#-2':3,'#-3':4}");
        assertRedacted("{'#':1,'#-1':2,'jane@example.com':3}", "{'#':1,'#-1':2,'#-2':3}");
    }

    @Test
    void sharesWhatDoesNotChangeAndNeverChangesItsInput() throws JsonProcessingException {
        String text = json("{'same':{'a':1},'other':{'e':'jane@example.com'}}");
        JsonNode tree = JSON.readTree(text);
        JsonNode redacted = Redaction.redact(tree);
        assertThat(tree).hasToString(text);
        assertThat(redacted.get("same")).isSameAs(tree.get("same"));
        assertThat(redacted).hasToString(json("{'same':{'a':1},'other':{'e':'#'}}"));
    }

    @Test
    void redactsATreeAsDeepAsAnEventMayBe() {
        JsonNode tree = JsonNodeFactory.instance.textNode("jane@example.com");
        for (int depth = 0; depth < 1000; depth++) {
            tree = depth % 2 == 0
                    ? JsonNodeFactory.instance.arrayNode().add(tree)
                    : JsonNodeFactory.instance.objectNode().set("a", tree);
        }
        JsonNode redacted = Redaction.redact(tree);
        while (redacted.isContainerNode()) {
            redacted = redacted.elements().next();
        }
        assertThat(redacted.textValue()).isEqualTo(JANE);
    }

    private static void assertRedacted(String before, String after) throws JsonProcessingException {
        JsonNode redacted = Redaction.redact(JSON.readTree(json(before)));
        assertThat(redacted).hasToString(json(after));
        assertThat(Redaction.redact(redacted)).isSameAs(redacted);
    }

    /** JSON with apostrophes for quotes and {@code #} for the hash of Jane's address. */
    private static String json(String text) {
        return text.replace('\'', '"').replace("#", JANE);
    }
}
