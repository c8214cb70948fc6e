package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.ImageExpiry;
import io.github.ecsmaven.release.LifecycleOutlook;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/** What the user reads about the images that a lifecycle policy takes. */
final class LifecycleLog {
    private final Log log;

    LifecycleLog(Log log) {
        this.log = log;
    }

    /** What could not be looked at, before anything is refused. */
    void doubts(LifecycleOutlook outlook) {
        outlook.unchecked()
                .forEach(one -> log.warn("The lifecycle policy was not held against " + one.what() + ": " + one.why()));
        if (outlook.previewDiffers()) {
            log.warn(
                    "ECR's preview of the lifecycle policy takes other images now than this plugin's own evaluation of it: what"
                            + " is said of the days to come may be wrong.");
        }
    }

    /** What goes on all the same, because the user wants it. */
    void warnings(LifecycleOutlook outlook) {
        outlook.noPreview()
                .ifPresent(missing ->
                        log.warn(missing.why().problem() + " " + missing.why().remedy()));
        outlook.risks().forEach(risk -> log.warn("In use, and taken by the lifecycle policy: " + risk));
    }

    /** What goes, and when. */
    void outlook(LifecycleOutlook outlook) {
        int images = outlook.images();
        if (images == 0) {
            log.info("  There is no image yet.");
        } else if (outlook.isQuiet()) {
            log.info("  " + (images == 1 ? "The one image there stays" : "All " + images + " images there stay")
                    + " for the next 30 days, if nothing is pushed.");
        } else {
            log.info("  Of the " + (images == 1 ? "one image" : images + " images")
                    + " there, these go if nothing is pushed: " + going(outlook) + ".");
        }
    }

    private static String going(LifecycleOutlook outlook) {
        long archived = Stream.of(outlook.now(), outlook.inAWeek(), outlook.inAMonth())
                .flatMap(List::stream)
                .filter(ImageExpiry::archives)
                .count();
        return outlook.now().size() + " now, " + outlook.inAWeek().size() + " more in the next 7 days, "
                + outlook.inAMonth().size() + " more in the next 30 days"
                + (archived == 0 ? "" : " (" + archived + " of them to the archive)");
    }

    void uncoveredContentTags(String repository) {
        log.warn("No rule of the lifecycle policy of " + repository
                + " is about content tags (c-…): each image that is built"
                + " gets one, and those that have no other tag stay for ever. Add a <rule> with"
                + " <tagPrefixes><prefix>c-</prefix></tagPrefixes> and <maximumNumberOfImages>.");
    }
}
