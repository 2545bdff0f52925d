package io.github.podsights.camel.route;

import io.github.podsights.camel.route.file.Inbox;
import java.io.File;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells camel-file which files to take. */
final class InboxFilter implements GenericFileFilter<File> {

    private static final Logger LOG = LoggerFactory.getLogger(InboxFilter.class);

    private final Inbox inbox;
    private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();

    InboxFilter(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        if (file.isDirectory()) {
            return false;
        }
        // The file itself: the path that Camel made of it is another one if there is a backslash in its name.
        File taken = file.getFile();
        if (!Inbox.isReadable(taken.getName())) {
            warnOnce(taken.getName());
            return false;
        }
        return inbox.takes(taken.toPath());
    }

    private void warnOnce(String name) {
        if (warnedOf.size() < 1_000 && warnedOf.add(name)) {
            LOG.error(
                    "{} is not taken: its name can't be read in this locale; set LC_ALL to C.UTF-8, or rename the file",
                    Safe.text(name));
        }
    }
}
