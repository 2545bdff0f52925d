package io.github.podsights.camel.route;

import io.github.podsights.camel.route.file.Spool;
import java.io.File;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Tells camel-file which parked deliveries are due, and which directories it need not look into. */
final class SpoolFilter implements GenericFileFilter<File> {

    private final Spool spool;

    SpoolFilter(Spool spool) {
        this.spool = spool;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        File found = file.getFile();
        return file.isDirectory() ? spool.mayHoldDue(found.getName()) : spool.isDue(found.toPath());
    }
}
