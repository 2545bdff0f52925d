package io.github.podsights.camel.route;

import io.github.podsights.camel.route.file.Inbox;
import java.io.File;
import java.nio.file.Path;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Tells camel-file which files to take. */
final class InboxFilter implements GenericFileFilter<File> {

    private final Inbox inbox;

    InboxFilter(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        return !file.isDirectory() && inbox.takes(Path.of(file.getAbsoluteFilePath()));
    }
}
