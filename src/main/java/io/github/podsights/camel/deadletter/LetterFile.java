package io.github.podsights.camel.deadletter;

import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.identity.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A dead letter that is a file. */
record LetterFile(Path file, DeadLetterStore.State state, boolean isAbandoned) implements DeadLetterStore.Entry {

    @Override
    public String id() {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - LetterFolders.ENDING.length());
    }

    @Override
    public Optional<KeptLetter> read() throws BrokenLetterException {
        String where = Printable.escape(Redaction.redact(file.toString()));
        if (!LetterId.is(id())) {
            throw new BrokenLetterException(where, "a name that is no dead letter's");
        }
        try {
            long size = Files.size(file);
            // As text and taken apart it takes several times its bytes.
            if (size > Runtime.getRuntime().maxMemory() / 12) {
                throw new BrokenLetterException(
                        where, size + " bytes, more than Java has memory for here (JAVA_OPTS=-Xmx…)");
            }
            return Optional.of(LetterReader.read(Files.readAllBytes(file), where, id()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BrokenLetterException(
                    where, "what can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
