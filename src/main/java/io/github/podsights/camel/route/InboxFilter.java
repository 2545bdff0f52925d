package io.github.podsights.camel.route;

import io.github.podsights.camel.route.file.Inbox;
import java.io.File;
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
        // The file itself: the path that Camel made of it is another one if there is a backslash in its name.
        return !file.isDirectory() && inbox.takes(file.getFile().toPath());
    }
}
